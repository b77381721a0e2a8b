// The list of large adjustments that wait, or waited, for a second person.
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Page as PageOf, Schemas } from '#api/types'
import { useDepot, useZone } from '#app/depot'
import { OwnerChip } from '#components/display/Chips'
import { instant, signedLitres, text } from '#components/format'
import { given, pick, someOf, type FilterValues, type ListDefinition, type Paging } from '#components/list/definition'

import { CorrectionBadge, Delta, StatutProposition } from './Badges'
import { plainReason } from './reason'

type Row = Schemas['Proposition']

const statuses = ['EN_ATTENTE', 'VALIDEE', 'REFUSEE', 'RETIREE'] as const satisfies readonly Schemas['StatutProposition'][]

async function load(paging: Paging, filters: FilterValues, signal: AbortSignal): Promise<PageOf<Row>> {
  const query = { ...paging, ...pick(filters, 'depot_id', 'citerne_id'), ...given('statut', someOf(filters['statut'], statuses)) }
  return bodyOf(await send.GET('/api/v1/ajustements/propositions', { params: { query }, signal }))
}

type Translate = TFunction<readonly ['ajustements', 'commun']>

function columns(t: Translate, zone: string | undefined): ListDefinition<Row>['columns'] {
  return [
    { key: 'numero', label: t('commun:champs.numero'), render: (row) => row.numero, card: 'line' },
    { key: 'created_at', label: t('ajustements:propositions.demande_le'), newest: true, render: (row) => instant(row.created_at, zone), card: 'line' },
    { key: 'statut', label: t('commun:champs.statut'), render: (row) => <StatutProposition statut={row.statut} />, card: 'aside' },
    { key: 'type_correction', label: t('ajustements:type'), render: (row) => <CorrectionBadge type={row.type_correction} />, card: 'line' },
    {
      key: 'mouvement_numero',
      label: t('ajustements:mouvement'),
      render: (row) => row.mouvement_numero ?? t('ajustements:sans_mouvement'),
      card: 'line',
      from: 75,
    },
    { key: 'citerne_nom', label: t('commun:champs.citerne'), render: (row) => text(row.citerne_nom), card: 'title' },
    { key: 'proprietaire_type', label: t('commun:champs.proprietaire'), render: (row) => <OwnerChip type={row.proprietaire_type} />, optional: true },
    { key: 'delta_ambiant', label: t('ajustements:delta_ambiant'), render: (row) => <Delta value={row.delta_ambiant} />, numeric: true, card: 'title' },
    { key: 'delta_15c', label: t('ajustements:delta_15c'), render: (row) => <Delta value={row.delta_15c} />, numeric: true, optional: true },
    { key: 'raison', label: t('commun:champs.raison'), render: (row) => plainReason(row.reason), sort: false, card: 'line', from: 75, fills: true },
    { key: 'auteur_nom', label: t('ajustements:propositions.auteur'), render: (row) => text(row.auteur_nom), card: 'line', from: 62.5 },
    { key: 'decideur_nom', label: t('ajustements:propositions.decideur'), render: (row) => text(row.decideur_nom), from: 87.5 },
    { key: 'depot_nom', label: t('commun:champs.depot'), render: (row) => text(row.depot_nom), optional: true },
  ]
}

export function usePropositions(): ListDefinition<Row> {
  const { t } = useTranslation(['ajustements', 'commun'])
  const { id } = useDepot()
  const zone = useZone()
  return useMemo(
    (): ListDefinition<Row> => ({
      path: '/api/v1/ajustements/propositions',
      columns: columns(t, zone),
      filters: [
        {
          kind: 'choice',
          key: 'statut',
          label: t('commun:champs.statut'),
          several: true,
          choices: statuses.map((value) => ({ value, label: t(`ajustements:propositions.statuts.${value}`) })),
        },
        { kind: 'record', key: 'citerne_id', label: t('commun:champs.citerne'), of: 'citernes' },
      ],
      sort: '-created_at',
      scope: { ...given('depot_id', id) },
      load,
      pages: '/stocks-adjustments/propositions',
      name: (row) => `${row.numero}, ${text(row.citerne_nom)}, ${signedLitres(row.delta_ambiant)}`,
    }),
    [t, zone, id],
  )
}
