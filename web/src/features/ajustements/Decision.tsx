// The second person's decision: validated as it was asked for, or refused with a reason; its author takes it back.
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { mayDecide } from '#app/attention'
import { refreshStock } from '#app/query'
import { may, useSession } from '#app/session'
import { Dialog } from '#components/display/Dialog'
import { Panel } from '#components/display/Page'
import { useFieldMessages } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { useSubmission } from '#components/form/submission'
import { signedLitres } from '#components/format'
import { notify } from '#components/notify'

import { longEnough, reasonMin } from './reason'

const reasonMax = 500

type Detail = Schemas['DetailProposition']
type Choice = 'valider' | 'refuser' | 'retirer'

export function Decision({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation('ajustements')
  const session = useSession()
  const [choice, setChoice] = useState<Choice>()
  const own = row.created_by === session.utilisateur.id
  const close = (): void => {
    setChoice(undefined)
  }
  return (
    <Panel title={t('propositions.decision')}>
      <Text size="sm" mb="sm">
        {t(row.perimee ? 'propositions.perimee' : own ? 'propositions.vous_auteur' : mayDecide(session, row) ? 'propositions.vous_decidez' : 'propositions.autre_decide')}
      </Text>
      <Group>
        {mayDecide(session, row) && (
          <>
            {!row.perimee && (
              <Button
                onClick={() => {
                  setChoice('valider')
                }}
              >
                {t('propositions.valider')}
              </Button>
            )}
            <Button
              variant="light"
              color="red"
              onClick={() => {
                setChoice('refuser')
              }}
            >
              {t('propositions.refuser')}
            </Button>
          </>
        )}
        {own && may(session, 'ajustements.valider') && (
          <Button
            variant="default"
            onClick={() => {
              setChoice('retirer')
            }}
          >
            {t('propositions.retirer')}
          </Button>
        )}
      </Group>
      {choice === 'valider' && <Validate row={row} onClose={close} />}
      {(choice === 'refuser' || choice === 'retirer') && <Refuse row={row} kind={choice} onClose={close} />}
    </Panel>
  )
}

function isAdjustment(value: unknown): value is Schemas['AjustementPoste'] {
  return typeof value === 'object' && value !== null && 'numero' in value && typeof value.numero === 'string'
}

interface AskProps {
  row: Detail
  onClose: () => void
}

function Validate({ row, onClose }: AskProps): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const { busy, error, submit } = useSubmission<Schemas['DemandeDecision'], Schemas['AjustementPoste']>({
    path: `/api/v1/ajustements/propositions/${row.id}/validation`,
    isAnswer: isAdjustment,
  })
  const validate = async (): Promise<void> => {
    const posted = await submit({})
    if (posted === undefined) return
    notify('teal', t('ajustements:enregistre', { numero: posted.numero }))
    onClose()
    await refreshStock()
  }
  return (
    <Dialog onClose={onClose} title={t('ajustements:propositions.valider_titre')}>
      <Stack>
        <Text size="sm">
          {t('ajustements:propositions.valider_aide', { delta: signedLitres(row.delta_ambiant), citerne: row.citerne_nom ?? '' })}
        </Text>
        <FormMessage error={error} />
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('commun:actions.annuler')}
          </Button>
          <Button loading={busy} onClick={() => void validate()}>
            {t('ajustements:propositions.valider_oui')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function Refuse({ row, kind, onClose }: AskProps & { kind: 'refuser' | 'retirer' }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const [motif, setMotif] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [short, setShort] = useState(false)
  const { messages, changed } = useFieldMessages(error)
  const decide = async (): Promise<void> => {
    const told = motif.trim()
    setShort(kind === 'refuser' && !longEnough(told))
    if (kind === 'refuser' && !longEnough(told)) return
    setBusy(true)
    setError(null)
    try {
      const body = told === '' ? {} : { motif: told }
      bodyOf(await send.POST('/api/v1/ajustements/propositions/{id}/refus', { params: { path: { id: row.id } }, body }))
      notify('teal', t(`ajustements:propositions.${kind}_fait`))
      onClose()
      await refreshStock()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const tooShort = short ? t('ajustements:raison_courte', { nombre: String(reasonMin) }) : undefined
  return (
    <Dialog onClose={onClose} title={t(`ajustements:propositions.${kind}_titre`)}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void decide()
        }}
      >
        <Stack>
          <Textarea
            label={t('ajustements:propositions.motif')}
            description={t(`ajustements:propositions.motif_${kind}`, { nombre: String(reasonMin) })}
            data-autofocus
            autosize
            minRows={2}
            maxLength={reasonMax}
            value={motif}
            error={tooShort ?? messages['motif']}
            onChange={(event) => {
              setMotif(event.currentTarget.value)
              setShort(false)
              changed('motif')
            }}
          />
          <FormMessage error={error} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('commun:actions.annuler')}
            </Button>
            <Button type="submit" color="red" loading={busy}>
              {t(`ajustements:propositions.${kind}_oui`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
