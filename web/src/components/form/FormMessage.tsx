// What the server said of the form as a whole, above the button: the fields that are still wrong, by their names, and what
// belongs to no field. It goes as they are corrected.
import { Alert, Anchor, Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isRefusal } from '#api/problem'
import { AppLink } from '#components/AppLink'
import { useErrorText } from '#components/display/States'

import { useInvalidFields, type InvalidField } from './invalid'

interface Props {
  error: unknown
  /** Offers to keep the form on the device. */
  onKeep?: (() => void) | undefined
}

export function FormMessage({ error, onKeep }: Props): ReactNode {
  return error === null || error === undefined ? null : <Message error={error} onKeep={onKeep} />
}

function Message({ error, onKeep }: Props): ReactNode {
  const { t } = useTranslation()
  const textOf = useErrorText()
  const root = useRef<HTMLDivElement>(null)
  const fields = useInvalidFields(root)
  const beside = useSeen(fields)
  const refused = isRefusal(error)
  const faults = refused ? error.problem.erreurs : []
  const elsewhere = [...new Set(faults.map(({ message }) => message))].filter((message) => !beside.has(message))
  const ended = isRefusal(error, 'NON_AUTHENTIFIE', 'SESSION_EXPIREE')
  const corrected = faults.length > 0 && fields.length === 0 && elsewhere.length === 0
  return (
    <div ref={root} hidden={corrected}>
      {!corrected && (
        <Alert
          color={refused ? 'red' : 'orange'}
          variant="light"
          icon={refused ? <IconAlertTriangle size={18} /> : <IconWifiOff size={18} />}
          role="alert"
          title={refused && !ended ? t('formulaire.refus') : undefined}
        >
          {faults.length > 0 && fields.map((field) => <Wrong key={`${field.name} ${field.message}`} field={field} />)}
          {elsewhere.map((message) => (
            <div key={message}>{message}</div>
          ))}
          {faults.length === 0 && (ended ? t('formulaire.session_finie') : textOf(error))}
          {isRefusal(error, 'CLE_IDEMPOTENCE_REUTILISEE') && <div>{t('formulaire.deja_arrive')}</div>}
          {faults.some(({ code }) => code === 'JOUR_CLOTURE') && (
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
      )}
    </div>
  )
}

/** What stood beside a field since the refusal: corrected, it is no longer said. */
function useSeen(fields: readonly InvalidField[]): ReadonlySet<string> {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const fresh = fields.filter(({ message }) => !seen.has(message))
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ message }) => message)]))
  return seen
}

function Wrong({ field }: { field: InvalidField }): ReactNode {
  return (
    <div>
      <Anchor
        component="button"
        type="button"
        size="sm"
        inherit
        fw={600}
        onClick={() => {
          field.element.focus()
        }}
      >
        {field.name}
      </Anchor>
      {' — '}
      {field.message}
    </div>
  )
}
