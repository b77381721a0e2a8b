// The four states that every screen tells apart: loading, error, empty, nothing found.
import { Button, Center, Group, Loader, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconFileOff, IconFilterOff, IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isRefusal, NoAnswer, QueueFull } from '#api/problem'
import { AppLink } from '#components/AppLink'

export function Loading(): ReactNode {
  const { t } = useTranslation()
  return (
    <Center mih={180} role="status" aria-label={t('charger')}>
      <Loader type="dots" />
    </Center>
  )
}

/** One sentence for people; the details stay in the console of the server. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (isRefusal(error)) {
      const { title, detail } = error.problem
      return detail === '' || detail === title ? title : `${title}. ${detail}`
    }
    if (error instanceof QueueFull) return t('erreur.file_pleine', { nombre: String(error.formsMax) })
    return t(error instanceof NoAnswer ? 'erreur.sans_reponse' : 'erreur.inattendue')
  }
}

interface StateProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}

function State({ icon, title, children, action }: StateProps): ReactNode {
  return (
    <Center mih={220} p="md">
      <Stack align="center" gap="xs" maw={440}>
        <ThemeIcon size={48} radius="xl" variant="light" color="gray">
          {icon}
        </ThemeIcon>
        <Text fw={600} ta="center">
          {title}
        </Text>
        {children}
        {action !== undefined && <Group mt="xs">{action}</Group>}
      </Stack>
    </Center>
  )
}

interface FailureProps {
  error: unknown
  retry?: () => void
  /** Of a record: the list that it would stand in. */
  list?: string
}

export function Failure({ error, retry, list }: FailureProps): ReactNode {
  const { t } = useTranslation()
  const textOf = useErrorText()
  if (list !== undefined && isRefusal(error, 'RESSOURCE_INTROUVABLE')) return <Unknown list={list} />
  return (
    <div role="alert">
      <State
        icon={<IconAlertTriangle size={26} />}
        title={t('erreur.titre')}
        action={
          retry !== undefined && (
            <Button variant="light" onClick={retry}>
              {t('erreur.reessayer')}
            </Button>
          )
        }
      >
        <Text size="sm" c="dimmed" ta="center">
          {textOf(error)}
        </Text>
        {isRefusal(error) && (
          <Text size="xs" c="dimmed">
            {t('erreur.demande', { demande: error.problem.demande })}
          </Text>
        )}
      </State>
    </div>
  )
}

/** To ask again is of no use: it does not exist, at least for this person. */
function Unknown({ list }: { list: string }): ReactNode {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <State
        icon={<IconFileOff size={26} />}
        title={t('introuvable.titre')}
        action={
          <Button variant="light" component={AppLink} href={list}>
            {t('introuvable.liste')}
          </Button>
        }
      >
        <Text size="sm" c="dimmed" ta="center">
          {t('introuvable.aide')}
        </Text>
      </State>
    </div>
  )
}

export function Empty({ title, children, action }: { title?: string; children?: ReactNode; action?: ReactNode }): ReactNode {
  const { t } = useTranslation()
  return (
    <State icon={<IconInbox size={26} />} title={title ?? t('vide.titre')} action={action}>
      <Text size="sm" c="dimmed" ta="center" component="div">
        {children}
      </Text>
    </State>
  )
}

export function NothingFound({ clear }: { clear: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <State
      icon={<IconFilterOff size={26} />}
      title={t('sans_resultat.titre')}
      action={
        <Button variant="light" onClick={clear}>
          {t('sans_resultat.effacer')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" ta="center">
        {t('sans_resultat.aide')}
      </Text>
    </State>
  )
}
