// What the server said of the form as a whole, above the button; what belongs to a field stands beside the field.
import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isRefusal } from '#api/problem'
import { AppLink } from '#components/AppLink'
import { useErrorText } from '#components/display/States'

interface Props {
  error: unknown
  /** Offers to keep the form on the device. */
  onKeep?: (() => void) | undefined
}

export function FormMessage({ error, onKeep }: Props): ReactNode {
  const { t } = useTranslation()
  const textOf = useErrorText()
  if (error === null || error === undefined) return null
  const refused = isRefusal(error)
  // An only error is the problem itself: said once.
  const fields = refused ? [...new Set(error.problem.erreurs.map(({ message }) => message))].filter((message) => message !== textOf(error)) : []
  const dayClosed = isRefusal(error, 'JOUR_CLOTURE') || (refused && error.problem.erreurs.some(({ code }) => code === 'JOUR_CLOTURE'))
  const ended = isRefusal(error, 'NON_AUTHENTIFIE', 'SESSION_EXPIREE')
  return (
    <Alert
      color={refused ? 'red' : 'orange'}
      variant="light"
      icon={refused ? <IconAlertTriangle size={18} /> : <IconWifiOff size={18} />}
      role="alert"
      title={refused && !ended ? t('formulaire.refus') : undefined}
    >
      {ended ? t('formulaire.session_finie') : textOf(error)}
      {fields.map((message) => (
        <div key={message}>{message}</div>
      ))}
      {isRefusal(error, 'CLE_IDEMPOTENCE_REUTILISEE') && <div>{t('formulaire.deja_arrive')}</div>}
      {dayClosed && (
        <div>
          <AppLink href="/stocks/clotures">{t('formulaire.jours_clos')}</AppLink>
        </div>
      )}
      {onKeep !== undefined && (
        <Group mt="xs">
          <Button size="compact-md" color="orange" onClick={onKeep}>
            {t('formulaire.garder')}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
