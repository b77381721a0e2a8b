// The list of trucks: columns, filters, and how a page of it is asked for.
import { Text } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import { useDepot, useZone } from '#app/depot'
import { day, instant, litres, text } from '#components/format'
import { given, pick, someOf, type Column, type Filter, type FilterValues, type ListDefinition } from '#components/list/definition'
import { useSearchState } from '#components/list/url_state'

import { CardActions, RowActions } from './Actions'
import classes from './cours.module.css'
import { steps, type Cours } from './statut'
import { StatutChip } from './StatutChip'

export const path = '/api/v1/cours-de-route'

function figure(value: string | undefined): number | undefined {
  const parsed = Number(value ?? '')
  return value === undefined || Number.isNaN(parsed) ? undefined : parsed
}

/** C-24: discharged trucks only when they are asked for, be it by their status. */
function activeOnly(filters: FilterValues): boolean | undefined {
  if (filters['actifs'] === 'false') return false
  return filters['actifs'] === 'tous' || filters['statut'] !== undefined ? undefined : true
}

/** Trucks between loading and the depot, as the home counts them. */
const onTheRoad = 'TRANSIT,FRONTIERE'

function statusesOf(value: string | undefined): Cours['statut'][] | undefined {
  return someOf(value?.replace('EN_ROUTE', onTheRoad), steps)
}

function queryOf(filters: FilterValues) {
  return {
    ...pick(filters, 'fournisseur_id', 'produit_id', 'depot_id', 'du', 'au', 'q'),
    ...given('statut', statusesOf(filters['statut'])),
    ...given('actifs', activeOnly(filters)),
    ...given('volume_min', figure(filters['volume_min'])),
    ...given('volume_max', figure(filters['volume_max'])),
  }
}

const load: ListDefinition<Cours>['load'] = async (paging, filters, signal) => {
  const query = { ...paging, ...queryOf(filters) }
  return bodyOf(await send.GET('/api/v1/cours-de-route', { params: { query }, signal }))
}

/** Truck above trailer: rows stay narrow. */
function Plates({ cours }: { cours: Cours }): ReactNode {
  return (
    <>
      <Text component="span" size="sm" lh={1.25} display="block">
        {cours.plaque_camion}
      </Text>
      {cours.plaque_remorque !== null && (
        <Text component="span" size="xs" lh={1.2} c="dimmed" display="block">
          {cours.plaque_remorque}
        </Text>
      )}
    </>
  )
}

/** Long names are cut: the status and what can be done stay in view. */
function Name({ name }: { name: string | null | undefined }): ReactNode {
  return (
    <span className={classes['name']} title={text(name)}>
      {text(name)}
    </span>
  )
}

function useColumns(): Column<Cours>[] {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const zone = useZone()
  return useMemo(
    () => [
      { key: 'numero', label: t('commun:champs.numero'), render: (row) => row.numero, card: 'line' },
      { key: 'plaque_camion', label: t('champs.plaques'), render: (row) => <Plates cours={row} />, card: 'title' },
      { key: 'fournisseur_nom', label: t('commun:champs.fournisseur'), render: (row) => <Name name={row.fournisseur_nom} />, card: 'line', from: 75 },
      { key: 'produit_nom', label: t('commun:champs.produit'), render: (row) => text(row.produit_nom), card: 'line', from: 75 },
      { key: 'chauffeur_nom', label: t('commun:champs.chauffeur'), render: (row) => <Name name={row.chauffeur_nom} />, from: 87.5 },
      { key: 'transporteur', label: t('commun:champs.transporteur'), render: (row) => <Name name={row.transporteur} />, from: 93.75 },
      { key: 'volume', label: t('commun:champs.volume'), numeric: true, render: (row) => litres(row.volume), card: 'line' },
      { key: 'date_chargement', label: t('commun:champs.date'), newest: true, render: (row) => day(row.date_chargement), card: 'line', from: 62.5 },
      { key: 'statut', label: t('commun:champs.statut'), render: (row) => <StatutChip statut={row.statut} />, card: 'aside' },
      { key: 'depot_nom', label: t('commun:champs.depot'), render: (row) => text(row.depot_nom), optional: true },
      { key: 'depart_pays', label: t('champs.depart'), render: (row) => text(row.depart_pays), optional: true },
      { key: 'arrivee_prevue', label: t('champs.arrivee_prevue'), newest: true, render: (row) => day(row.date_arrivee_prevue), sort: 'date_arrivee_prevue', optional: true },
      { key: 'arrive_at', label: t('champs.arrive_le'), newest: true, render: (row) => instant(row.arrive_at, zone), optional: true },
      { key: 'actions', label: t('champs.actions'), render: (row) => <RowActions cours={row} />, sort: false, pinned: true, card: 'actions', renderCard: (row) => <CardActions cours={row} /> },
    ],
    [t, zone],
  )
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const { choices: depots } = useDepot()
  const shown = useSearchState().search['actifs']
  return useMemo(() => {
    const filters: Filter[] = [
      { kind: 'search', key: 'q', label: t('filtres.recherche') },
      // Chosen above the list, beside the presentation.
      { kind: 'hidden', key: 'actifs', label: t(shown === 'tous' ? 'affichage.tous' : 'affichage.historique') },
      {
        kind: 'choice',
        key: 'statut',
        label: t('commun:champs.statut'),
        several: true,
        choices: [...steps.map((value) => ({ value, label: t(`statuts.${value}`) })), { value: 'EN_ROUTE', label: t('filtres.en_route') }],
      },
      { kind: 'record', key: 'fournisseur_id', label: t('commun:champs.fournisseur'), of: 'fournisseurs' },
      { kind: 'record', key: 'produit_id', label: t('commun:champs.produit'), of: 'produits' },
      { kind: 'period', key: 'du', until: 'au', label: t('filtres.periode') },
      { kind: 'range', key: 'volume_min', until: 'volume_max', label: t('commun:champs.volume'), unit: 'L' },
    ]
    if (depots.length > 1) {
      filters.push({ kind: 'choice', key: 'depot_id', label: t('commun:champs.depot'), choices: depots.map(({ id, nom }) => ({ value: id, label: nom })) })
    }
    return filters
  }, [t, shown, depots])
}

export function useCoursDefinition(): ListDefinition<Cours> {
  const { id: depot } = useDepot()
  const columns = useColumns()
  const filters = useFilters()
  return useMemo(
    () => ({
      path,
      columns,
      filters,
      scope: given('depot_id', depot),
      sort: '-date_chargement',
      load,
      exported: queryOf,
      pages: '/cours',
      name: (row) => `${row.numero} ${row.plaque_camion}`,
    }),
    [columns, filters, depot],
  )
}
