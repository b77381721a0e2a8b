// A reception at the gate: who owns it, what it comes from, and the tanks it goes into with their measures.
import { Stack } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { refresh, refreshStock } from '#app/query'
import { useDepot } from '#app/depot'
import { Page } from '#components/display/Page'
import { Failure, Loading } from '#components/display/States'
import { FormMessage } from '#components/form/FormMessage'
import { LeaveGuard } from '#components/form/LeaveGuard'
import { useSubmission } from '#components/form/submission'
import { litres, text } from '#components/format'
import { readSearch } from '#components/list/url_state'
import { NoteField, SubmitBar } from '#features/mouvements/FormFrame'
import { differenceToPlan, sumOf, type Difference } from '#features/mouvements/levels'
import { oddFields, volumeOf } from '#features/mouvements/lines'
import { LinesEditor, LinesTotal } from '#features/mouvements/LinesEditor'
import { useParties } from '#features/mouvements/useParties'
import { PlanDifference } from '#features/mouvements/Preview'
import classes from '#features/mouvements/mouvements.module.css'
import { PostedOperation } from '#features/mouvements/PostedOperation'
import type { PrintedLine } from '#features/mouvements/PrintSheet'

import type { Unsent } from '../../offline/queue'
import { useKept } from '../../offline/useKept'

import { isOperation, isReceptionBody, receptionBody, receptionValues } from './body'
import { ReceptionHead } from './ReceptionHead'
import { blank, useReceptionDraft, type ReceptionDraft } from './useReceptionDraft'

interface Posted {
  lines: readonly (PrintedLine & { id: string })[]
  facts: readonly (readonly [string, string])[]
  difference: Difference | undefined
}

/** New, or a refused one that was kept, to be corrected. */
export function ReceptionFormulaire(): ReactNode {
  const { ready, form } = useKept('reception')
  return ready ? <Forms key={form?.id ?? ''} kept={form} /> : <Loading />
}

function Forms({ kept }: { kept: Unsent | undefined }): ReactNode {
  const coursId = useSearch({ strict: false, select: (raw: Record<string, unknown>) => readSearch(raw)['coursId'] ?? '' })
  const [posted, setPosted] = useState<Posted>()
  // Each form has its own idempotency key: the next one starts afresh.
  const [form, setForm] = useState({ number: 0, coursId, kept })
  const next = (): void => {
    setPosted(undefined)
    setForm(({ number }) => ({ number: number + 1, coursId: '', kept: undefined }))
  }
  if (posted !== undefined) return <PostedOperation sens="reception" {...posted} onNext={next} />
  return <Form key={form.number} coursId={form.coursId} kept={form.kept} onPosted={setPosted} onKept={next} />
}

interface FormProps {
  coursId: string
  kept: Unsent | undefined
  onPosted: (posted: Posted) => void
  onKept: () => void
}

function Form({ coursId, kept, onPosted, onKept }: FormProps): ReactNode {
  const { t } = useTranslation(['receptions', 'commun'])
  const submission = useSubmission<Schemas['DemandeReception'], Schemas['OperationReception']>({
    path: '/api/v1/receptions',
    kind: 'reception',
    isAnswer: isOperation,
    kept,
  })
  const reception = useReceptionDraft(
    () => (isReceptionBody(kept?.body) ? receptionValues(kept.body, kept.depot ?? '') : blank(coursId)),
    submission.error,
  )
  const { draft, values, tanks, arrived } = reception
  const factsOf = useFactsOf(reception)
  const planned = arrived.chosen?.volume
  const difference = planned === undefined ? undefined : differenceToPlan(planned, values.lignes.map(volumeOf))

  const send = async (): Promise<void> => {
    const odd = Object.fromEntries(oddFields(values.lignes).map((field) => [field, t('commun:formulaire.nombre')]))
    const faults = { ...odd, ...(values.date_reception === '' ? { date_reception: t('commun:formulaire.requis') } : {}) }
    if (Object.keys(faults).length > 0) {
      draft.refuse(faults)
      return
    }
    const operation = await submission.submit(receptionBody(values, tanks.produit))
    if (operation === undefined) return
    const names = new Map(tanks.tanks?.map((tank) => [tank.id, tank.nom]))
    const lines = operation.receptions.map((row) => ({ ...row, citerne: text(names.get(row.citerne_id)) }))
    onPosted({ lines, facts: factsOf(), difference })
    await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
  }
  const keep = async (): Promise<void> => {
    if (await submission.keepForLater(receptionBody(values, tanks.produit), labelOf(reception), reception.depot.id)) onKept()
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
        <Fields reception={reception} preselected={coursId !== ''} difference={difference}>
          <FormMessage error={submission.error} onKeep={submission.unanswered ? () => void keep() : undefined} />
        </Fields>
        <SubmitBar sens="reception" busy={submission.busy}>
          {values.lignes.length > 1 && <Total reception={reception} difference={difference} />}
        </SubmitBar>
      </form>
    </Page>
  )
}

interface FieldsProps {
  reception: ReceptionDraft
  preselected: boolean
  difference: Difference | undefined
  children: ReactNode
}

function Fields({ reception, preselected, difference, children }: FieldsProps): ReactNode {
  const { t } = useTranslation('receptions')
  const { draft, values, tanks, previews, noteDue } = reception
  return (
    <Stack>
      <ReceptionHead reception={reception} errors={draft.errors} preselected={preselected} />
      {tanks.error !== null && <Failure error={tanks.error} retry={tanks.retry} />}
      <LinesEditor
        sens="reception"
        owner={values.proprietaire_type}
        lines={values.lignes}
        previews={previews}
        tanks={tanks.tanks}
        errors={draft.errors}
        difference={difference}
        first={preselected}
        available={() => undefined}
        onChange={reception.changeLine}
        onAdd={draft.addLine}
        onRemove={draft.removeLine}
      />
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

function Total({ reception, difference }: Pick<FieldsProps, 'reception' | 'difference'>): ReactNode {
  const { values, previews } = reception
  return (
    <LinesTotal
      ambiant={litres(sumOf(values.lignes.map(volumeOf)))}
      a_15c={litres(sumOf(previews.map(({ calcul }) => calcul?.volume_15c_reception)))}
    >
      {difference !== undefined && <PlanDifference difference={difference} />}
    </LinesTotal>
  )
}

/** What the paper says beside the measures. */
function useFactsOf({ values, arrived, tanks, depot }: ReceptionDraft): () => readonly (readonly [string, string])[] {
  const { t } = useTranslation(['receptions', 'commun'])
  const { choices } = useParties('partenaires')
  const { choices: depots } = useDepot()
  const truck = arrived.chosen
  return () => {
    const partner = choices?.find(({ value }) => value === values.partenaire_id)?.label
    const all: readonly (readonly [string, string | null | undefined])[] = [
      [t('commun:champs.date'), values.date_reception ?? ''],
      [t('commun:champs.depot'), truck?.depot_nom ?? depots.find(({ id }) => id === depot.id)?.nom],
      [t('commun:champs.proprietaire'), t(`commun:proprietaires.${values.proprietaire_type}`)],
      [t('commun:champs.produit'), tanks.products.find(({ value }) => value === tanks.produit)?.label],
      [t('source'), values.proprietaire_type === 'MONALUXE' ? truck?.fournisseur_nom : partner],
      [t('cours'), truck?.numero],
      [t('commun:champs.plaque'), truck?.plaque_camion],
      [t('commun:champs.note'), values.note.trim() === '' ? undefined : values.note.trim()],
    ]
    return all.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  }
}

/** What people recognise an unsent reception by. */
function labelOf({ values, arrived, tanks }: ReceptionDraft): string {
  const names = values.lignes.map((line) => tanks.tanks?.find(({ id }) => id === line.citerne_id)?.nom)
  return [arrived.chosen?.plaque_camion, ...names, litres(sumOf(values.lignes.map(volumeOf)))].filter(Boolean).join(' · ')
}
