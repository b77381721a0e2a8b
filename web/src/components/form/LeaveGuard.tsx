// Asks before a half-filled form is left.
import { Button, Group, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Dialog } from '#components/display/Dialog'

export function LeaveGuard({ dirty }: { dirty: boolean }): ReactNode {
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return <LeaveQuestion onStay={blocker.reset} onLeave={blocker.proceed} />
}

export function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onStay} title={t('formulaire.quitter')}>
      <Text size="sm">{t('formulaire.quitter_aide')}</Text>
      <Group justify="end" mt="md">
        <Button variant="default" onClick={onStay} data-autofocus>
          {t('formulaire.quitter_non')}
        </Button>
        <Button color="red" onClick={onLeave}>
          {t('formulaire.quitter_oui')}
        </Button>
      </Group>
    </Dialog>
  )
}
