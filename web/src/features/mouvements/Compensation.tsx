// Takes a movement back whole, once, with a reason. The movement stays; an opposite adjustment is posted.
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { fieldMessages } from '#api/problem'
import type { Schemas } from '#api/types'
import { refresh, refreshStock } from '#app/query'
import { FormMessage } from '#components/form/FormMessage'
import { useSubmission } from '#components/form/submission'

const reasonMax = 500

function isAdjustment(value: unknown): value is Schemas['AjustementPoste'] {
  return typeof value === 'object' && value !== null && 'id' in value && 'numero' in value && 'delta_ambiant' in value
}

interface Props {
  /** The movement's address in the API. */
  path: string
  numero: string
  onClose: () => void
}

export function Compensation({ path, numero, onClose }: Props): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const [raison, setRaison] = useState('')
  const { busy, error, submit } = useSubmission<Schemas['DemandeRaison'], Schemas['AjustementPoste']>({
    path: `${path}/compensation`,
    isAnswer: isAdjustment,
  })
  const send = async (): Promise<void> => {
    const posted = await submit({ raison: raison.trim() })
    if (posted === undefined) return
    notifications.show({ color: 'teal', message: t('compensation.faite', { numero: posted.numero }) })
    onClose()
    await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
  }
  return (
    <Modal opened onClose={onClose} title={t('compensation.titre', { numero })} closeButtonProps={{ 'aria-label': t('commun:actions.fermer') }}>
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
            error={fieldMessages(error)['raison']}
            onChange={(event) => {
              setRaison(event.currentTarget.value)
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
    </Modal>
  )
}
