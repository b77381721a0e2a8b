// Ctrl/Cmd-K: go to a screen, start an entry, find a document, a plate or a name.
import { Loader, NavLink, ScrollArea, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconKey, IconPlus, IconSearch, IconUserCircle, type Icon } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { may, useSession } from '#app/session'
import { Dialog } from '#components/display/Dialog'
import { useErrorText } from '#components/display/States'
import { holds } from '#components/folded'
import { day, litres } from '#components/format'
import { stockTabs } from '#features/stock/tabs'

import { iconOf, isEntry } from './entries'
import { genreIcon, hrefOf, type Found } from './found'

interface Target {
  key: string
  label: string
  detail?: string
  path: string
  icon: Icon
}

interface Group {
  label: string
  targets: Target[]
}

const typingMs = 200
const lettersMin = 2

interface Screen {
  label: string
  /** Found by these words too. */
  words?: string
  path: string
  icon: Icon
}

/** Those of the menu, a tab of Stock each, and the person's own. */
function useScreens(): Screen[] {
  const { t } = useTranslation(['navigation', 'stock'])
  const session = useSession()
  const screens = session.navigation.flatMap(({ cle, chemin }): Screen[] => {
    if (!isEntry(cle)) return []
    if (cle !== 'stocks') return [{ label: t(`navigation:entrees.${cle}`), path: chemin, icon: iconOf[cle] }]
    return stockTabs.map(([name, path]) => ({
      label: t(`stock:${name}.titre`),
      words: t(`stock:${name}.onglet`),
      path,
      icon: iconOf.stocks,
    }))
  })
  return [
    ...screens,
    { label: t('navigation:profil'), path: '/profil', icon: IconUserCircle },
    { label: t('navigation:jetons'), path: '/profil/jetons', icon: IconKey },
  ]
}

function useTargets(typed: string): Target[] {
  const { t } = useTranslation('navigation')
  const session = useSession()
  const screens = useScreens()
  const entries: readonly [string, string, string][] = [
    ['receptions.creer', t('creer.reception'), '/receptions/new'],
    ['sorties.creer', t('creer.sortie'), '/sorties/new'],
    ['cdr.creer', t('creer.cours'), '/cours/new'],
  ]
  const actions = entries
    .filter(([action]) => may(session, action))
    .map(([, label, path]): Screen => ({ label, path, icon: IconPlus }))
  return [...actions, ...screens]
    .filter(({ label, words = '' }) => holds(label, typed) || holds(words, typed))
    .map(({ label, path, icon }) => ({ key: path, label, path, icon }))
}

/** What tells a find from others of its kind, as all screens write it. */
function useDetail(): (found: Found) => string {
  const { t } = useTranslation('cours_de_route')
  return ({ detail, statut, volume_ambiant, jour }) => {
    const parts = [
      detail,
      typeof statut === 'string' ? t(`statuts.${statut}`) : undefined,
      typeof volume_ambiant === 'number' ? litres(volume_ambiant) : undefined,
      typeof jour === 'string' ? day(jour) : undefined,
    ]
    return parts.filter(Boolean).join(' · ')
  }
}

interface Search {
  groups: Group[]
  /** The server was asked, or will be when typing pauses. */
  asked: boolean
  busy: boolean
  error: unknown
}

function useFound(typed: string): Search {
  const { t } = useTranslation('navigation')
  const detailOf = useDetail()
  const [q] = useDebouncedValue(typed, typingMs)
  const asked = typed.length >= lettersMin
  const enabled = asked && q.length >= lettersMin
  const { data, error, isFetching } = api.useQuery(
    'get',
    '/api/v1/recherche',
    { params: { query: { q } } },
    { enabled, placeholderData: (old) => old, retry: false },
  )
  const groups: Group[] = []
  for (const found of asked ? (data?.elements ?? []) : []) {
    const label = t(`genres.${found.genre}`)
    const target = {
      key: found.id,
      label: found.libelle,
      detail: detailOf(found),
      path: hrefOf(found),
      icon: genreIcon[found.genre],
    }
    const last = groups.at(-1)
    if (last?.label === label) last.targets.push(target)
    else groups.push({ label, targets: [target] })
  }
  return { groups, asked, busy: asked && (q !== typed || isFetching), error: asked ? error : null }
}

export function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('navigation')
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const wanted = typed.trim()
  const search = useFound(wanted)
  const screens = { label: t('ecrans'), targets: useTargets(wanted) }
  const groups = [screens, ...search.groups].filter((group) => group.targets.length > 0)
  const all = groups.flatMap((group) => group.targets)
  const chosen = all[Math.min(at, all.length - 1)]
  const chosenKey = chosen?.key
  useEffect(() => {
    if (chosenKey !== undefined) document.getElementById(`palette-${chosenKey}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosenKey])
  const go = (path: string): void => {
    onClose()
    router.history.push(path)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, all.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') {
      if (chosen !== undefined) go(chosen.path)
    } else return
    event.preventDefault()
  }
  return (
    <Dialog
      onClose={onClose}
      title={<VisuallyHidden>{t('rechercher')}</VisuallyHidden>}
      styles={{ header: { minHeight: 0, padding: 0 }, body: { paddingTop: 'var(--mantine-spacing-xs)' } }}
      withCloseButton={false}
      padding="xs"
      size="lg"
      yOffset="12vh"
      centered={false}
    >
      <TextInput
        data-autofocus
        size="md"
        leftSection={<IconSearch size={18} />}
        rightSection={search.busy && <Loader size="xs" />}
        placeholder={t('recherche')}
        aria-label={t('recherche')}
        role="combobox"
        aria-expanded
        aria-controls="palette"
        {...(chosen === undefined ? {} : { 'aria-activedescendant': `palette-${chosen.key}` })}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <State search={search} found={all.length > 0} />
      <ScrollArea.Autosize mah="50vh" mt="xs" viewportProps={{ id: 'palette', role: 'listbox', 'aria-label': t('rechercher') }}>
        {groups.map((group) => (
          <Options key={group.label} group={group} chosen={chosen} titled={search.groups.length > 0} go={go} />
        ))}
      </ScrollArea.Autosize>
    </Dialog>
  )
}

/** Said to screen readers too; nothing while there is nothing to say. */
function State({ search, found }: { search: Search; found: boolean }): ReactNode {
  const { t } = useTranslation('navigation')
  const textOf = useErrorText()
  const failed = search.error !== null && search.error !== undefined
  return (
    <div role={failed ? 'alert' : 'status'}>
      {failed && (
        <Text size="sm" c="red" p="xs">
          {textOf(search.error)}
        </Text>
      )}
      {!failed && search.asked && !search.busy && !found && (
        <Text size="sm" c="dimmed" p="xs">
          {t('rien_trouve')}
        </Text>
      )}
    </div>
  )
}

interface OptionsProps {
  group: Group
  chosen: Target | undefined
  titled: boolean
  go: (path: string) => void
}

function Options({ group, chosen, titled, go }: OptionsProps): ReactNode {
  return (
    <div role="group" aria-label={group.label}>
      {titled && (
        <Text size="xs" c="dimmed" fw={600} px="xs" pt="xs" aria-hidden>
          {group.label}
        </Text>
      )}
      {group.targets.map((target) => (
        <NavLink
          key={target.key}
          id={`palette-${target.key}`}
          role="option"
          aria-selected={target === chosen}
          active={target === chosen}
          label={target.label}
          description={target.detail === '' ? undefined : target.detail}
          leftSection={<target.icon size={18} />}
          onClick={() => {
            go(target.path)
          }}
        />
      ))}
    </div>
  )
}
