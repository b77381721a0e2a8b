// A sortie: whose product, for whom, from which tanks, with their measures.
import { Stack } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useDepot } from '#app/depot'
import { refreshStock } from '#app/query'
import { Page } from '#components/display/Page'
import { Failure, Loading } from '#components/display/States'
import { FormMessage } from '#components/form/FormMessage'
import { LeaveGuard } from '#components/form/LeaveGuard'
import { useSubmission } from '#components/form/submission'
import { litres, text } from '#components/format'
import { NoteField, SubmitBar } from '#features/mouvements/FormFrame'
import { sumOf } from '#features/mouvements/levels'
import { oddFields, volumeOf } from '#features/mouvements/lines'
import { LinesEditor, LinesTotal } from '#features/mouvements/LinesEditor'
import classes from '#features/mouvements/mouvements.module.css'
import { PostedOperation } from '#features/mouvements/PostedOperation'
import type { PrintedLine } from '#features/mouvements/PrintSheet'
import { useParties } from '#features/mouvements/useParties'

import type { Unsent } from '../../offline/queue'
import { useKept } from '../../offline/useKept'

import { isOperation, isSortieBody, sortieBody, sortieValues } from './body'
import { SortieHead, SortieLogistics } from './SortieHead'
import { blank, useSortieDraft, type SortieDraft } from './useSortieDraft'

interface Posted {
  lines: readonly (PrintedLine & { id: string })[]
  facts: readonly (readonly [string, string])[]
}

/** New, or a refused one that was kept, to be corrected. */
export function SortieFormulaire(): ReactNode {
  const { ready, form } = useKept('sortie')
  return ready ? <Forms key={form?.id ?? ''} kept={form} /> : <Loading />
}

function Forms({ kept }: { kept: Unsent | undefined }): ReactNode {
  const [posted, setPosted] = useState<Posted>()
  // Each form has its own idempotency key: the next one starts afresh.
  const [form, setForm] = useState({ number: 0, kept })
  const next = (): void => {
    setPosted(undefined)
    setForm(({ number }) => ({ number: number + 1, kept: undefined }))
  }
  if (posted !== undefined) return <PostedOperation sens="sortie" {...posted} onNext={next} />
  return <Form key={form.number} kept={form.kept} onPosted={setPosted} onKept={next} />
}

interface FormProps {
  kept: Unsent | undefined
  onPosted: (posted: Posted) => void
  onKept: () => void
}

function Form({ kept, onPosted, onKept }: FormProps): ReactNode {
  const { t } = useTranslation(['sorties', 'commun'])
  const submission = useSubmission<Schemas['DemandeSortie'], Schemas['OperationSortie']>({
    path: '/api/v1/sorties',
    kind: 'sortie',
    isAnswer: isOperation,
    kept,
  })
  const sortie = useSortieDraft(() => (isSortieBody(kept?.body) ? sortieValues(kept.body, kept.depot ?? '') : blank()), submission.error)
  const { draft, values, tanks } = sortie
  const about = useAbout(sortie)

  const send = async (): Promise<void> => {
    const odd = Object.fromEntries(oddFields(values.lignes).map((field) => [field, t('commun:formulaire.nombre')]))
    const faults = { ...odd, ...(values.date_sortie === '' ? { date_sortie: t('commun:formulaire.requis') } : {}) }
    if (Object.keys(faults).length > 0) {
      draft.refuse(faults)
      return
    }
    const operation = await submission.submit(sortieBody(values, tanks.produit))
    if (operation === undefined) return
    const names = new Map(tanks.tanks?.map((tank) => [tank.id, tank.nom]))
    const lines = operation.sorties.map((row) => ({ ...row, citerne: text(names.get(row.citerne_id)) }))
    onPosted({ lines, facts: about.facts })
    await refreshStock()
  }
  const keep = async (): Promise<void> => {
    if (await submission.keepForLater(sortieBody(values, tanks.produit), about.label, sortie.depot.id)) onKept()
  }
  return (
    <Page title={t('nouvelle')}>
      <LeaveGuard dirty={draft.dirty} />
      <form
        ref={draft.form}
        className={classes['form'] ?? ''}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Fields sortie={sortie}>
          <FormMessage error={submission.error} onKeep={submission.unanswered ? () => void keep() : undefined} />
        </Fields>
        <SubmitBar sens="sortie" busy={submission.busy}>
          {values.lignes.length > 1 && (
            <LinesTotal
              ambiant={litres(sumOf(values.lignes.map(volumeOf)))}
              a_15c={litres(sumOf(sortie.previews.map(({ calcul }) => calcul?.volume_15c_sortie)))}
            />
          )}
        </SubmitBar>
      </form>
    </Page>
  )
}

function Fields({ sortie, children }: { sortie: SortieDraft; children: ReactNode }): ReactNode {
  const { t } = useTranslation('sorties')
  const { draft, values, tanks, previews, available, noteDue } = sortie
  return (
    <Stack>
      <SortieHead sortie={sortie} />
      {tanks.error !== null && <Failure error={tanks.error} retry={tanks.retry} />}
      <LinesEditor
        sens="sortie"
        owner={values.proprietaire_type}
        lines={values.lignes}
        previews={previews}
        tanks={tanks.tanks}
        errors={draft.errors}
        first={false}
        available={available}
        onChange={sortie.changeLine}
        onAdd={draft.addLine}
        onRemove={draft.removeLine}
      />
      <SortieLogistics sortie={sortie} />
      <NoteField
        value={values.note}
        error={draft.errors['note']}
        hint={noteDue ? t('note_due') : undefined}
        onChange={(note) => {
          draft.change({ note })
        }}
      />
      {children}
    </Stack>
  )
}

interface About {
  /** What the paper says beside the measures. */
  facts: readonly (readonly [string, string])[]
  /** What people recognise an unsent sortie by. */
  label: string
}

function useAbout({ values, tanks, depot }: SortieDraft): About {
  const { t } = useTranslation(['sorties', 'commun'])
  const clients = useParties('clients').choices
  const partners = useParties('partenaires').choices
  const transporters = useParties('transporteurs').choices
  const { choices: depots } = useDepot()
  const own = values.proprietaire_type === 'MONALUXE'
  const beneficiary = own
    ? clients?.find(({ value }) => value === values.client_id)?.label
    : partners?.find(({ value }) => value === values.partenaire_id)?.label
  const all: readonly (readonly [string, string | undefined])[] = [
    [t('commun:champs.date'), values.date_sortie ?? ''],
    [t('commun:champs.depot'), depots.find(({ id }) => id === depot.id)?.nom],
    [t('commun:champs.proprietaire'), t(`commun:proprietaires.${values.proprietaire_type}`)],
    [t('beneficiaire'), beneficiary],
    [t('commun:champs.produit'), tanks.products.find(({ value }) => value === tanks.produit)?.label],
    [t('champs.plaque_camion'), values.plaque_camion],
    [t('champs.plaque_remorque'), values.plaque_remorque],
    [t('champs.chauffeur_nom'), values.chauffeur_nom],
    [t('commun:champs.transporteur'), transporters?.find(({ value }) => value === values.transporteur_id)?.label],
    [t('commun:champs.note'), values.note],
  ]
  const names = values.lignes.map((line) => tanks.tanks?.find(({ id }) => id === line.citerne_id)?.nom)
  return {
    facts: all.flatMap(([name, value]) => (value === undefined || value.trim() === '' ? [] : [[name, value] as const])),
    label: [values.plaque_camion, beneficiary, ...names, litres(sumOf(values.lignes.map(volumeOf)))].filter(Boolean).join(' · '),
  }
}
