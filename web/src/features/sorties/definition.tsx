// The list of sorties.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { useDepot } from '#app/depot'
import { OwnerChip } from '#components/display/Chips'
import { celsius, day, density, litres, text, vcf } from '#components/format'
import { given, oneOf, pick, type Column, type Filter, type ListDefinition } from '#components/list/definition'
import { Flags } from '#features/mouvements/Flags'

type Row = Schemas['Sortie']

function useColumns(): Column<Row>[] {
  const { t } = useTranslation(['sorties', 'commun'])
  return useMemo(
    () => [
      { key: 'numero', label: t('commun:champs.numero'), render: (row) => row.numero, card: 'title' },
      { key: 'date_sortie', label: t('commun:champs.date'), newest: true, render: (row) => day(row.date_sortie), card: 'line' },
      { key: 'proprietaire_type', label: t('commun:champs.proprietaire'), render: (row) => <OwnerChip type={row.proprietaire_type} />, card: 'title' },
      { key: 'beneficiaire_nom', label: t('beneficiaire'), render: (row) => text(row.beneficiaire_nom), card: 'line', from: 75 },
      { key: 'produit_nom', label: t('commun:champs.produit'), render: (row) => text(row.produit_nom), card: 'line', from: 75 },
      { key: 'citerne_nom', label: t('commun:champs.citerne'), render: (row) => text(row.citerne_nom), card: 'line' },
      { key: 'volume_ambiant', label: t('commun:champs.ambiant'), render: (row) => litres(row.volume_ambiant), numeric: true, card: 'aside' },
      { key: 'volume_15c', label: t('commun:champs.a_15c'), render: (row) => litres(row.volume_15c), numeric: true },
      { key: 'plaque_camion', label: t('commun:champs.plaque'), render: (row) => text(row.plaque_camion), card: 'line', from: 87.5 },
      { key: 'etat', label: t('etat'), sort: 'compensee', render: (row) => <Flags compensee={row.compensee} ajustements={row.nb_ajustements} />, card: 'line', from: 62.5 },
      { key: 'chauffeur_nom', label: t('commun:champs.chauffeur'), render: (row) => text(row.chauffeur_nom), optional: true },
      { key: 'transporteur_nom', label: t('commun:champs.transporteur'), render: (row) => text(row.transporteur_nom), optional: true },
      { key: 'depot_nom', label: t('commun:champs.depot'), render: (row) => text(row.depot_nom), optional: true },
      { key: 'temperature_ambiante_c', label: t('commun:champs.temperature'), render: (row) => celsius(row.temperature_ambiante_c), numeric: true, optional: true },
      { key: 'densite_observee_kgm3', label: t('commun:champs.densite'), render: (row) => density(row.densite_observee_kgm3), numeric: true, optional: true },
      { key: 'vcf', label: t('vcf'), render: (row) => vcf(row.vcf), numeric: true, optional: true },
      { key: 'note', label: t('commun:champs.note'), sort: false, render: (row) => text(row.note), optional: true },
    ],
    [t],
  )
}

const owners = ['MONALUXE', 'PARTENAIRE'] as const

function useFilters(): Filter[] {
  const { t } = useTranslation(['sorties', 'commun'])
  const { choices } = useDepot()
  return useMemo(() => {
    const depots = choices.map((depot) => ({ value: depot.id, label: depot.nom }))
    return [
      { kind: 'search', key: 'q', label: t('recherche') },
      { kind: 'period', key: 'du', until: 'au', label: t('commun:champs.date') },
      { kind: 'choice', key: 'depot_id', label: t('commun:champs.depot'), choices: depots },
      { kind: 'record', key: 'citerne_id', label: t('commun:champs.citerne'), of: 'citernes' },
      { kind: 'record', key: 'produit_id', label: t('commun:champs.produit'), of: 'produits' },
      {
        kind: 'choice',
        key: 'proprietaire_type',
        label: t('commun:champs.proprietaire'),
        choices: owners.map((value) => ({ value, label: t(`commun:proprietaires.${value}`) })),
      },
      { kind: 'record', key: 'client_id', label: t('commun:champs.client'), of: 'clients' },
      { kind: 'record', key: 'partenaire_id', label: t('commun:champs.partenaire'), of: 'partenaires' },
    ]
  }, [t, choices])
}

export function useSorties(): ListDefinition<Row> {
  const { id: depot } = useDepot()
  const columns = useColumns()
  const filters = useFilters()
  return useMemo(
    () => ({
      path: '/api/v1/sorties',
      columns,
      filters,
      sort: '-date_sortie',
      scope: given('depot_id', depot),
      pages: '/sorties',
      name: (row) => row.numero,
      load: async (paging, asked, signal) => {
        const query = {
          ...paging,
          ...pick(asked, 'depot_id', 'citerne_id', 'produit_id', 'client_id', 'partenaire_id', 'du', 'au', 'q'),
          ...given('proprietaire_type', oneOf(asked['proprietaire_type'], owners)),
        }
        return bodyOf(await send.GET('/api/v1/sorties', { params: { query }, signal }))
      },
    }),
    [columns, filters, depot],
  )
}
