// The action log: filters run on the server over the whole history (T-LOG-01).
import { Badge, Code, Stack, type MantineColor } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { SidePanel } from '#components/display/Dialog'
import { Facts, Page } from '#components/display/Page'
import { instant, text } from '#components/format'
import { DataList } from '#components/list/DataList'
import { given, oneOf, pick, type FilterValues, type ListDefinition } from '#components/list/definition'
import { useSearchState } from '#components/list/url_state'

import { summaryOf, targetOf } from './summary'

type Entry = Schemas['LigneJournal']

const levels = ['INFO', 'WARNING', 'CRITICAL'] as const
const levelColors: Record<Schemas['Niveau'], MantineColor> = { INFO: 'gray', WARNING: 'orange', CRITICAL: 'red' }

const modules = [
  'receptions',
  'sorties_produit',
  'stocks',
  'cours_de_route',
  'citernes',
  'referentiels',
  'securite',
  'exports',
] as const

export function Journal(): ReactNode {
  const { t } = useTranslation('journal')
  const [opened, setOpened] = useState<Entry>()
  const definition = useDefinition()
  return (
    <Page title={t('titre')}>
      <DataList definition={definition} onOpen={setOpened} />
      {opened !== undefined && (
        <SidePanel
          onClose={() => {
            setOpened(undefined)
          }}
          size="lg"
          title={opened.action}
        >
          <Details entry={opened} />
        </SidePanel>
      )}
    </Page>
  )
}

function Level({ level }: { level: Schemas['Niveau'] }): ReactNode {
  const { t } = useTranslation('journal')
  return (
    <Badge variant="light" color={levelColors[level]} tt="none">
      {t(`niveaux.${level}`)}
    </Badge>
  )
}

/** A module in words; one that this version does not know under its own name. */
function nameOfModule(t: TFunction<'journal'>, module: string): string {
  const known = oneOf(module, modules)
  return known === undefined ? module : t(`modules.${known}`)
}

function queryOf(filters: FilterValues) {
  const { depuis, ...asked } = filters
  return {
    ...given('du', depuis),
    ...pick(asked, 'q', 'du', 'au', 'module', 'cible_id', 'utilisateur_id', 'depot_id'),
    ...given('niveau', oneOf(asked['niveau'], levels)),
  }
}

function useDefinition(): ListDefinition<Entry> {
  const { t } = useTranslation('journal')
  const zone = useZone()
  const { depuis } = useSearchState().search
  return useMemo(
    (): ListDefinition<Entry> => ({
      path: '/api/v1/journal',
      sort: '-created_at',
      name: (row) => row.action,
      columns: [
        { key: 'created_at', label: t('date'), newest: true, render: (row) => instant(row.created_at, zone), card: 'aside' },
        { key: 'niveau', label: t('niveau'), render: (row) => <Level level={row.niveau} />, card: 'line' },
        { key: 'module', label: t('module'), render: (row) => nameOfModule(t, row.module), card: 'line' },
        { key: 'action', label: t('action'), render: (row) => row.action, card: 'title' },
        { key: 'auteur_nom', label: t('utilisateur'), render: (row) => text(row.auteur_nom), card: 'line' },
        { key: 'details', label: t('resume'), sort: false, render: (row) => text(summaryOf(row.details)), card: 'line' },
        { key: 'depot_nom', label: t('depot'), render: (row) => text(row.depot_nom), optional: true },
      ],
      filters: [
        { kind: 'search', key: 'q', label: t('recherche') },
        { kind: 'period', key: 'du', until: 'au', label: t('periode') },
        {
          kind: 'choice',
          key: 'niveau',
          label: t('niveau'),
          choices: levels.map((value) => ({ value, label: t(`niveaux.${value}`) })),
        },
        {
          kind: 'choice',
          key: 'module',
          label: t('module'),
          choices: modules.map((value) => ({ value, label: t(`modules.${value}`) })),
        },
        { kind: 'hidden', key: 'cible_id', label: t('meme_cible') },
        { kind: 'hidden', key: 'utilisateur_id', label: t('meme_personne') },
        // An instant, from the home's counts of the last 24 hours; a period that is chosen wins.
        { kind: 'hidden', key: 'depuis', label: t('depuis', { heure: instant(depuis, zone) }) },
        { kind: 'hidden', key: 'depot_id', label: t('du_depot') },
      ],
      exported: queryOf,
      load: async (paging, filters, signal) =>
        bodyOf(
          await send.GET('/api/v1/journal', {
            signal,
            params: {
              query: {
                ...paging,
                ...queryOf(filters),
              },
            },
          }),
        ),
    }),
    [t, zone, depuis],
  )
}

function Details({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTranslation('journal')
  const zone = useZone()
  const target = targetOf(entry)
  return (
    <Stack>
      <Facts
        items={[
          [t('date'), instant(entry.created_at, zone)],
          [t('niveau'), <Level key="niveau" level={entry.niveau} />],
          [t('module'), nameOfModule(t, entry.module)],
          [t('utilisateur'), text(entry.auteur_nom)],
          [t('depot'), text(entry.depot_nom)],
        ]}
      />
      {target !== undefined && <AppLink href={target}>{t('cible')}</AppLink>}
      <AppLink href="/logs" search={{ utilisateur_id: entry.user_id }}>
        {t('meme_personne')}
      </AppLink>
      {typeof entry.cible_id === 'string' && (
        <AppLink href="/logs" search={{ cible_id: entry.cible_id }}>
          {t('meme_cible')}
        </AppLink>
      )}
      <div>
        {t('details')}
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {JSON.stringify(entry.details, null, 2)}
        </Code>
      </div>
    </Stack>
  )
}
