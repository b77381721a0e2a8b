// Filters and a sort under a name.
import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { Failure, Loading, useErrorText } from '#components/display/States'

import type { ListDefinition } from './definition'
import { usePreferences } from './preferences'
import type { UrlState } from './url_state'
import { removeView, saveView, screenOf, showView, useTakeOver, useViews } from './views'

interface Props<Row extends { id: string }> {
  definition: ListDefinition<Row>
  state: UrlState
}

export function Views<Row extends { id: string }>({ definition, state }: Props<Row>): ReactNode {
  const { t } = useTranslation()
  const ecran = screenOf(definition.path)
  const [{ views = [] }, prefer] = usePreferences(definition.path)
  const textOf = useErrorText()
  useTakeOver(ecran, views, () => { prefer({ views: undefined }) }, textOf)
  return (
    <Popover position="bottom-start" shadow="md" width={280} withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('liste.vues')}>
          <IconBookmark size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Saved ecran={ecran} state={state} />
          <Save ecran={ecran} state={state} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ListProps {
  ecran: string
  state: UrlState
}

/** What waits for the server, and what it said when it refused. */
function useAsking(): { busy: boolean; error: string | undefined; ask: (done: Promise<void>) => Promise<boolean> } {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const textOf = useErrorText()
  const ask = async (done: Promise<void>): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    try {
      await done
      return true
    } catch (reason) {
      setError(textOf(reason))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, ask }
}

function Saved({ ecran, state }: ListProps): ReactNode {
  const { t } = useTranslation()
  const views = useViews(ecran)
  if (views.isPending) return <Loading />
  if (views.data === undefined) return <Failure error={views.error} retry={() => void views.refetch()} />
  const { elements } = views.data
  return elements.length === 0 ? t('liste.aucune_vue') : elements.map((view) => <View key={view.id} view={view} state={state} />)
}

function View({ view, state }: { view: Schemas['Vue']; state: UrlState }): ReactNode {
  const { t } = useTranslation()
  const { busy, error, ask } = useAsking()
  return (
    <>
      <Group wrap="nowrap" gap={4}>
        <Button
          variant="subtle"
          size="compact-md"
          justify="start"
          flex={1}
          onClick={() => {
            showView(state, view)
          }}
        >
          {view.nom}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          loading={busy}
          aria-label={t('liste.supprimer_vue', { nom: view.nom })}
          onClick={() => void ask(removeView(view))}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      {error !== undefined && <Refused text={error} />}
    </>
  )
}

function Save({ ecran, state }: ListProps): ReactNode {
  const { t } = useTranslation()
  const [nom, setNom] = useState('')
  const { busy, error, ask } = useAsking()
  const save = async (): Promise<void> => {
    if (await ask(saveView(ecran, nom.trim(), { ...state.filters, tri: state.sort }))) setNom('')
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (nom.trim() !== '' && !busy) void save()
      }}
    >
      <Group wrap="nowrap" gap="xs" align="end">
        <TextInput
          flex={1}
          label={t('liste.nom_vue')}
          value={nom}
          maxLength={40}
          onChange={(event) => {
            setNom(event.currentTarget.value)
          }}
        />
        <Button type="submit" disabled={nom.trim() === ''} loading={busy}>
          {t('actions.enregistrer')}
        </Button>
      </Group>
      {error !== undefined && <Refused text={error} />}
    </form>
  )
}

function Refused({ text }: { text: string }): ReactNode {
  return (
    <Text size="sm" c="var(--mlpp-danger)" role="alert">
      {text}
    </Text>
  )
}
