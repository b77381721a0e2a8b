// The list of adjustments, newest first: who, what was corrected, what it did to the stock, and why.
import { Badge, Group } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Page as PageOf, Schemas } from '#api/types'
import { useDepot, useZone } from '#app/depot'
import { OwnerChip } from '#components/display/Chips'
import { day, instant, signedLitres, text } from '#components/format'
import { given, oneOf, pick, someOf, type FilterValues, type ListDefinition, type Paging } from '#components/list/definition'

import { CorrectionBadge, Delta, Remarkable } from './Badges'
import { plainReason } from './reason'

type Row = Schemas['Ajustement']

const types = ['VOLUME', 'TEMPERATURE', 'DENSITE', 'MIXTE', 'COMPENSATION', 'MANUEL'] as const satisfies readonly Schemas['TypeCorrection'][]
const movements = ['RECEPTION', 'SORTIE'] as const satisfies readonly Schemas['TypeMouvement'][]

function queryOf(filters: FilterValues) {
  return {
    ...pick(filters, 'depot_id', 'citerne_id', 'mouvement_id', 'du', 'au', 'q'),
    ...given('type_correction', someOf(filters['type'], types)),
    ...given('mouvement_type', oneOf(filters['mouvement_type'], movements)),
  }
}

async function load(paging: Paging, filters: FilterValues, signal: AbortSignal): Promise<PageOf<Row>> {
  const query = { ...paging, ...queryOf(filters) }
  return bodyOf(await send.GET('/api/v1/ajustements', { params: { query }, signal }))
}

type Translate = TFunction<readonly ['ajustements', 'commun']>

function columns(t: Translate, zone: string | undefined): ListDefinition<Row>['columns'] {
  return [
    { key: 'numero', label: t('commun:champs.numero'), render: (row) => row.numero, card: 'title' },
    { key: 'created_at', label: t('ajustements:date_heure'), newest: true, render: (row) => instant(row.created_at, zone), card: 'line' },
    { key: 'type_correction', label: t('ajustements:type'), render: (row) => <CorrectionBadge type={row.type_correction} />, card: 'line', from: 62.5 },
    {
      key: 'mouvement_numero',
      label: t('ajustements:mouvement'),
      render: (row) => <Movement row={row} />,
      card: 'line',
      from: 75,
    },
    { key: 'citerne_nom', label: t('commun:champs.citerne'), render: (row) => text(row.citerne_nom), card: 'line', from: 62.5 },
    {
      key: 'proprietaire_type',
      label: t('commun:champs.proprietaire'),
      render: (row) => <OwnerChip type={row.proprietaire_type} />,
      optional: true,
    },
    {
      key: 'delta_ambiant',
      label: t('ajustements:delta_ambiant'),
      render: (row) => <Impact row={row} />,
      numeric: true,
      card: 'aside',
    },
    { key: 'delta_15c', label: t('ajustements:delta_15c'), render: (row) => <Delta value={row.delta_15c} />, numeric: true },
    { key: 'raison', label: t('commun:champs.raison'), render: (row) => plainReason(row.reason), sort: false, card: 'line', from: 87.5, fills: true },
    { key: 'auteur_nom', label: t('commun:champs.auteur'), render: (row) => text(row.auteur_nom), card: 'line', from: 87.5 },
    { key: 'date_effet', label: t('ajustements:date_effet'), newest: true, render: (row) => day(row.date_effet), optional: true },
  ]
}

export function useAjustements(): ListDefinition<Row> {
  const { t } = useTranslation(['ajustements', 'commun'])
  const { id } = useDepot()
  const zone = useZone()
  return useMemo(
    (): ListDefinition<Row> => ({
      path: '/api/v1/ajustements',
      columns: columns(t, zone),
      filters: [
        { kind: 'search', key: 'q', label: t('ajustements:recherche') },
        {
          kind: 'choice',
          key: 'type',
          label: t('ajustements:type'),
          several: true,
          choices: types.map((value) => ({ value, label: t(`ajustements:types.${value}`) })),
        },
        {
          kind: 'choice',
          key: 'mouvement_type',
          label: t('ajustements:mouvement'),
          choices: movements.map((value) => ({ value, label: t(`ajustements:mouvements.${value}`) })),
        },
        { kind: 'record', key: 'citerne_id', label: t('commun:champs.citerne'), of: 'citernes' },
        { kind: 'hidden', key: 'mouvement_id', label: t('ajustements:un_mouvement') },
        { kind: 'period', key: 'du', until: 'au', label: t('ajustements:date_effet') },
      ],
      sort: '-created_at',
      scope: { ...given('depot_id', id) },
      load,
      exported: queryOf,
      pages: '/stocks-adjustments',
      name: (row) => `${row.numero}, ${t(`ajustements:types.${row.type_correction}`)}, ${signedLitres(row.delta_ambiant)}`,
    }),
    [t, zone, id],
  )
}

function Movement({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation('ajustements')
  if (row.mouvement_type === null || row.mouvement_type === undefined) return t('sans_mouvement')
  return row.mouvement_numero ?? row.mouvement_id?.slice(0, 8)
}

function Impact({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation('ajustements')
  const effect = row.delta_ambiant === 0 ? row.delta_15c : row.delta_ambiant
  return (
    <Group gap={6} wrap="nowrap" justify="end" component="span" display="inline-flex">
      <Remarkable row={row} />
      <Delta value={row.delta_ambiant} />
      <Badge size="sm" variant="light" color={effect < 0 ? 'red' : 'teal'} tt="none" aria-label={t(effect < 0 ? 'retire' : 'ajoute')}>
        {effect < 0 ? '−' : '+'}
      </Badge>
    </Group>
  )
}
