// Large adjustments that wait, or waited, for a second person.
import { Badge } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Page as PageOf, Schemas } from '#api/types'
import { useTankChoices } from '#app/choices'
import { useDepot, useZone } from '#app/depot'
import { OwnerChip } from '#components/display/Chips'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { instant, signedLitres, text } from '#components/format'
import { DataList } from '#components/list/DataList'
import { given, oneOf, pick, type FilterValues, type ListDefinition, type Paging } from '#components/list/definition'

import { CorrectionBadge, Delta } from './Badges'
import { Onglets } from './Onglets'
import { plainReason } from './reason'

type Row = Schemas['Proposition']
type Statut = Schemas['StatutProposition']

const statuses = ['EN_ATTENTE', 'VALIDEE', 'REFUSEE', 'RETIREE'] as const satisfies readonly Statut[]

const colors: Record<Statut, string> = { EN_ATTENTE: 'orange', VALIDEE: 'teal', REFUSEE: 'red', RETIREE: 'gray' }

export function StatutProposition({ statut }: { statut: Statut }): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <Badge variant="light" color={colors[statut]} tt="none" fw={600}>
      {t(`propositions.statuts.${statut}`)}
    </Badge>
  )
}

async function load(paging: Paging, filters: FilterValues, signal: AbortSignal): Promise<PageOf<Row>> {
  const statut = oneOf(filters['statut'], statuses)
  const query = { ...paging, ...pick(filters, 'depot_id', 'citerne_id'), ...given('statut', statut === undefined ? undefined : [statut]) }
  return bodyOf(await send.GET('/api/v1/ajustements/propositions', { params: { query }, signal }))
}

type Translate = TFunction<readonly ['ajustements', 'commun']>

function columns(t: Translate, zone: string | undefined): ListDefinition<Row>['columns'] {
  return [
    { key: 'created_at', label: t('ajustements:propositions.demande_le'), newest: true, render: (row) => instant(row.created_at, zone), card: 'line' },
    { key: 'statut', label: t('commun:champs.statut'), render: (row) => <StatutProposition statut={row.statut} />, card: 'aside' },
    { key: 'type_correction', label: t('ajustements:type'), render: (row) => <CorrectionBadge type={row.type_correction} />, card: 'line' },
    {
      key: 'mouvement_numero',
      label: t('ajustements:mouvement'),
      render: (row) => row.mouvement_numero ?? t('ajustements:sans_mouvement'),
      card: 'line',
    },
    { key: 'citerne_nom', label: t('commun:champs.citerne'), render: (row) => text(row.citerne_nom), card: 'title' },
    { key: 'proprietaire_type', label: t('commun:champs.proprietaire'), render: (row) => <OwnerChip type={row.proprietaire_type} />, optional: true },
    { key: 'delta_ambiant', label: t('ajustements:delta_ambiant'), render: (row) => <Delta value={row.delta_ambiant} />, numeric: true, card: 'title' },
    { key: 'delta_15c', label: t('ajustements:delta_15c'), render: (row) => <Delta value={row.delta_15c} />, numeric: true, optional: true },
    { key: 'raison', label: t('commun:champs.raison'), render: (row) => plainReason(row.reason), sort: false, card: 'line' },
    { key: 'auteur_nom', label: t('ajustements:propositions.auteur'), render: (row) => text(row.auteur_nom), card: 'line' },
    { key: 'decideur_nom', label: t('ajustements:propositions.decideur'), render: (row) => text(row.decideur_nom) },
    { key: 'depot_nom', label: t('commun:champs.depot'), render: (row) => text(row.depot_nom), optional: true },
  ]
}

export function PropositionsListe(): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const { id } = useDepot()
  const zone = useZone()
  const tanks = useTankChoices(id)
  const navigate = useNavigate()
  const definition = useMemo(
    (): ListDefinition<Row> => ({
      path: '/api/v1/ajustements/propositions',
      columns: columns(t, zone),
      filters: [
        {
          kind: 'choice',
          key: 'statut',
          label: t('commun:champs.statut'),
          choices: statuses.map((value) => ({ value, label: t(`ajustements:propositions.statuts.${value}`) })),
        },
        { kind: 'choice', key: 'citerne_id', label: t('commun:champs.citerne'), choices: tanks ?? [] },
      ],
      sort: '-created_at',
      scope: { ...given('depot_id', id) },
      load,
      href: (row) => `/stocks-adjustments/propositions/${row.id}`,
      name: (row) => `${text(row.citerne_nom)}, ${t(`ajustements:types.${row.type_correction}`)}, ${signedLitres(row.delta_ambiant)}`,
    }),
    [t, zone, tanks, id],
  )
  return (
    <Page title={t('ajustements:propositions.titre')}>
      <Onglets />
      <DataList
        definition={definition}
        empty={<Empty title={t('ajustements:propositions.vide')}>{t('ajustements:propositions.vide_aide')}</Empty>}
        onOpen={(row) => void navigate({ to: `/stocks-adjustments/propositions/${row.id}` })}
      />
    </Page>
  )
}
