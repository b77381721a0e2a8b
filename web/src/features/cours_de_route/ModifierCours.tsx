// Changes of a truck, under the version that was read. When somebody else was faster, what changed is shown beside what
// was typed, and the person goes on from there (T-CDR-05).
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf as answerOf, send } from '#api/client'
import { isRefusal } from '#api/problem'
import { refresh } from '#app/query'
import { useSession } from '#app/session'
import { Page } from '#components/display/Page'
import { Conflict, currentOf } from '#components/form/Conflict'
import { FormMessage } from '#components/form/FormMessage'
import { LeaveGuard } from '#components/form/LeaveGuard'
import { number, text } from '#components/format'
import { notify } from '#components/notify'
import { Refused } from '#app/shell/Refused'

import { Champs } from './Champs'
import { useReferences, type References } from './references'
import { rightsOn, type Cours } from './statut'
import { StatutChip } from './StatutChip'
import { useCoursForm } from './useCoursForm'
import { changes, isCours, keys, rebase, valuesOf, type Values } from './values'

export function ModifierCours({ cours }: { cours: Cours }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const session = useSession()
  const navigate = useNavigate()
  const [base, setBase] = useState(cours)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const frozen = base.statut === 'DECHARGE'
  const [initial] = useState(() => valuesOf(cours))
  const { form, element, onInvalid } = useCoursForm(initial, frozen, error)
  const references = useReferences(base)
  const path = `/cours/${cours.id}`
  const save = async (values: Values): Promise<void> => {
    const patch = changes(values, base)
    if (Object.keys(patch).length === 0) {
      notify('blue', t('formulaire.inchange'))
      await navigate({ to: path, ignoreBlocker: true })
      return
    }
    setBusy(true)
    setError(null)
    try {
      const params = { path: { id: cours.id }, header: { 'If-Match': `"${base.version}"` } }
      const saved = answerOf(await send.PATCH('/api/v1/cours-de-route/{id}', { params, body: patch }))
      notify('teal', t('formulaire.enregistre', { numero: saved.numero }))
      await navigate({ to: path, replace: true, ignoreBlocker: true })
      await refresh('/api/v1/cours-de-route', '/api/v1/tableau-de-bord')
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const stale = currentOf(error) !== undefined
  if (!rightsOn(session, base).edit && !stale) return <Refused />
  return (
    <Page title={t('modifier_titre', { numero: base.numero })} aside={<StatutChip statut={base.statut} />}>
      <LeaveGuard dirty={form.isDirty()} />
      <form ref={element} noValidate onSubmit={form.onSubmit(save, onInvalid)}>
        <Stack maw={860}>
          {frozen && <Alert variant="light" color="gray">{t('formulaire.fige')}</Alert>}
          <Champs form={form} references={references} frozen={frozen} busyTruck={isRefusal(error, 'CAMION_DEJA_EN_ROUTE')} />
          {stale ? (
            <Stale
              error={error}
              base={base}
              values={form.values}
              references={references}
              onContinue={(current) => {
                form.setValues(rebase(form.values, base, current))
                setBase(current)
                setError(null)
              }}
            />
          ) : (
            <FormMessage error={error} />
          )}
          <Group justify="end">
            <Text size="xs" c="dimmed" visibleFrom="sm" mr="auto">
              {t('formulaire.raccourcis')}
            </Text>
            <Button variant="default" onClick={() => void navigate({ to: path })}>
              {t('commun:actions.annuler')}
            </Button>
            <Button type="submit" loading={busy} disabled={stale}>
              {t('commun:actions.enregistrer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  )
}

interface StaleProps {
  error: unknown
  base: Cours
  values: Values
  references: References
  onContinue: (current: Cours) => void
}

function Stale({ error, base, values, references, onContinue }: StaleProps): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const names = [...(references.suppliers.choices ?? []), ...(references.products ?? []), ...(references.depots ?? [])]
  const show = (key: string, value: unknown): string => {
    if (key === 'statut') return base.statut === value ? t(`statuts.${base.statut}`) : statusText(value)
    if (typeof value === 'number') return number(value)
    const written = typeof value === 'string' ? value : ''
    return key.endsWith('_id') ? (names.find((name) => name.value === written)?.label ?? text(written)) : text(written)
  }
  const statusText = (value: unknown): string => {
    const current = currentOf(error)
    return isCours(current) && current.statut === value ? t(`statuts.${current.statut}`) : text(null)
  }
  return (
    <Conflict
      error={error}
      before={{ ...base }}
      mine={{ ...values }}
      show={show}
      labels={{ ...useLabels(), statut: t('commun:champs.statut') }}
      onContinue={(current) => {
        if (isCours(current)) onContinue(current)
      }}
    />
  )
}

function useLabels(): Record<(typeof keys)[number], string> {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  return {
    fournisseur_id: t('commun:champs.fournisseur'),
    produit_id: t('commun:champs.produit'),
    depot_destination_id: t('champs.destination'),
    depart_pays: t('champs.depart'),
    plaque_camion: t('champs.plaque_camion'),
    plaque_remorque: t('champs.plaque_remorque'),
    chauffeur_nom: t('commun:champs.chauffeur'),
    transporteur: t('commun:champs.transporteur'),
    volume: t('champs.volume_prevu'),
    date_chargement: t('champs.chargement'),
    date_arrivee_prevue: t('champs.arrivee_prevue'),
    note: t('commun:champs.note'),
  }
}
