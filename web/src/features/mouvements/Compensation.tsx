// Takes a movement back whole, once, with a reason. The movement stays; an opposite adjustment is posted.
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { refresh, refreshStock } from '#app/query'
import { Dialog } from '#components/display/Dialog'
import { useFieldMessages } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { useSubmission } from '#components/form/submission'
import { announce } from '#features/ajustements/announce'
import { isOutcome, isWaiting, outcomeHref, type Outcome } from '#features/ajustements/outcome'

const reasonMax = 500

interface Props {
  /** The movement's address in the API. */
  path: string
  numero: string
  onClose: () => void
}

export function Compensation({ path, numero, onClose }: Props): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const { t: own } = useTranslation('ajustements')
  const navigate = useNavigate()
  const [raison, setRaison] = useState('')
  const { busy, error, submit } = useSubmission<Schemas['DemandeRaison'], Outcome>({
    path: `${path}/compensation`,
    isAnswer: isOutcome,
  })
  const { messages, changed } = useFieldMessages(error)
  const send = async (): Promise<void> => {
    const outcome = await submit({ raison: raison.trim() })
    if (outcome === undefined) return
    announce(outcome, own)
    onClose()
    // A large one waits for a second person: its proposal says so.
    if (isWaiting(outcome)) await navigate({ to: outcomeHref(outcome) })
    await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
  }
  return (
    <Dialog onClose={onClose} title={t('compensation.titre', { numero })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <Text size="sm">{t('compensation.aide')}</Text>
          <Textarea
            label={t('commun:champs.raison')}
            description={t('compensation.raison_aide')}
            data-autofocus
            autosize
            minRows={2}
            maxLength={reasonMax}
            value={raison}
            error={messages['raison']}
            onChange={(event) => {
              setRaison(event.currentTarget.value)
              changed('raison')
            }}
          />
          <FormMessage error={error} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('commun:actions.annuler')}
            </Button>
            <Button type="submit" color="red" loading={busy}>
              {t('compensation.confirmer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
