// The action log: filters run on the server over the whole history (T-LOG-01).
import { Badge, Code, Stack, Text, type MantineColor } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { useProductChoices, useTanks } from '#app/choices'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { SidePanel } from '#components/display/Dialog'
import { Facts, Page } from '#components/display/Page'
import { day, instant, text } from '#components/format'
import { DataList } from '#components/list/DataList'
import { given, oneOf, pick, type FilterValues, type ListDefinition } from '#components/list/definition'
import { useSearchState } from '#components/list/url_state'

import { actions, nameOfAction } from './actions'
import { Changes } from './Changes'
import { matterOf, summaryOf, targetOf } from './summary'

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
          title={nameOfAction(t, opened.action)}
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
    ...given('action', oneOf(asked['action'], actions)),
  }
}

/** What entries say of tanks and products, by their names of today; inactive ones too. */
function useNames() {
  const tanks = useTanks()
  const products = useProductChoices()
  return useMemo(
    () => (entry: Entry) => {
      const matter = matterOf(entry)
      const tank = tanks?.find(({ id }) => id === matter.citerne_id)
      const product = products?.find(({ value }) => value === matter.produit_id)?.label
      return { ...matter, citerne: tank?.nom, produit: product ?? (matter.produit_id === undefined ? tank?.produit_nom : undefined) }
    },
    [tanks, products],
  )
}

function useDefinition(): ListDefinition<Entry> {
  const { t } = useTranslation('journal')
  const zone = useZone()
  const named = useNames()
  const { depuis } = useSearchState().search
  return useMemo(
    (): ListDefinition<Entry> => ({
      path: '/api/v1/journal',
      sort: '-created_at',
      name: (row) => nameOfAction(t, row.action),
      columns: [
        { key: 'created_at', label: t('date'), newest: true, render: (row) => instant(row.created_at, zone), card: 'aside' },
        { key: 'niveau', label: t('niveau'), render: (row) => <Level level={row.niveau} />, card: 'line' },
        { key: 'module', label: t('module'), render: (row) => nameOfModule(t, row.module), card: 'line' },
        { key: 'action', label: t('action'), render: (row) => nameOfAction(t, row.action), card: 'title' },
        { key: 'auteur_nom', label: t('utilisateur'), render: (row) => text(row.auteur_nom), card: 'line' },
        { key: 'details', label: t('resume'), sort: false, render: (row) => text(summaryOf(row.details)), card: 'line', fills: true },
        { key: 'citerne', label: t('citerne'), sort: false, render: (row) => text(named(row).citerne), card: 'line' },
        { key: 'produit', label: t('produit'), sort: false, render: (row) => text(named(row).produit), from: 93.75 },
        { key: 'ambiant', label: t('ambiant'), sort: false, numeric: true, render: (row) => text(named(row).ambiant), card: 'line' },
        { key: 'a_15c', label: t('a_15c'), sort: false, numeric: true, render: (row) => text(named(row).a_15c), from: 75 },
        { key: 'jour_effet', label: t('jour'), sort: false, render: (row) => day(named(row).jour), from: 75 },
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
        {
          kind: 'choice',
          key: 'action',
          label: t('action'),
          choices: actions.map((value) => ({ value, label: t(`actions.${value}`) })),
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
    [t, zone, depuis, named],
  )
}

function Details({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTranslation('journal')
  const zone = useZone()
  const target = targetOf(entry)
  const { citerne_id, citerne, produit, ambiant, a_15c, jour } = useNames()(entry)
  return (
    <Stack>
      <Facts
        items={[
          [t('date'), instant(entry.created_at, zone)],
          [t('niveau'), <Level key="niveau" level={entry.niveau} />],
          [t('module'), nameOfModule(t, entry.module)],
          [t('utilisateur'), text(entry.auteur_nom)],
          [t('depot'), text(entry.depot_nom)],
          ...(citerne === undefined || citerne_id === undefined
            ? []
            : [[t('citerne'), <AppLink key="citerne" href={`/citernes/${citerne_id}`}>{citerne}</AppLink>] as const]),
          ...(produit === undefined ? [] : [[t('produit'), produit] as const]),
          ...(ambiant === undefined ? [] : [[t('ambiant'), ambiant] as const]),
          ...(a_15c === undefined ? [] : [[t('a_15c'), a_15c] as const]),
          ...(jour === undefined ? [] : [[t('jour'), day(jour)] as const]),
        ]}
      />
      <Changes details={entry.details} />
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
        {t('details')} <Text span size="xs" c="dimmed">{entry.action}</Text>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {JSON.stringify(entry.details, null, 2)}
        </Code>
      </div>
    </Stack>
  )
}
