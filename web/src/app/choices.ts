// Records that filters and forms choose from. Few and rarely changed: read once, whole.
import { useMemo } from 'react'

import { api } from '#api/client'
import type { Schemas } from '#api/types'

const rowsMax = 200
const staleMs = 5 * 60_000

export interface Choice {
  value: string
  label: string
}

function asChoices(records: readonly { id: string; nom: string }[] | undefined): Choice[] | undefined {
  return records?.map((record) => ({ value: record.id, label: record.nom }))
}

/** Tanks, empty and inactive ones too, in the order people expect. */
export function useTanks(depot?: string): readonly Schemas['Citerne'][] | undefined {
  const query = { limite: rowsMax, tri: 'nom', ...(depot === undefined ? {} : { depot_id: depot }) }
  return api.useQuery('get', '/api/v1/citernes', { params: { query } }, { staleTime: staleMs }).data?.elements
}

export function useTankChoices(depot?: string): Choice[] | undefined {
  const tanks = useTanks(depot)
  return useMemo(() => asChoices(tanks), [tanks])
}

export function useProductChoices(): Choice[] | undefined {
  const { data } = api.useQuery('get', '/api/v1/produits', { params: { query: { limite: rowsMax, tri: 'nom' } } }, { staleTime: staleMs })
  return useMemo(() => asChoices(data?.elements), [data])
}

export function usePartnerChoices(): Choice[] | undefined {
  const { data } = api.useQuery('get', '/api/v1/partenaires', { params: { query: { limite: rowsMax, tri: 'nom' } } }, { staleTime: staleMs })
  return useMemo(() => asChoices(data?.elements), [data])
}

/** Current stock by line, of one depot. */
export function stockQuery(depot: string | undefined) {
  const query = depot === undefined ? {} : { depot_id: depot }
  return api.queryOptions('get', '/api/v1/stock/actuel', { params: { query } })
}

const trucksMax = 200

/** Trucks that wait to be unloaded, the newest loading first. */
export function arrivedQuery() {
  const query = { statut: ['ARRIVE' as const], limite: trucksMax, tri: '-date_chargement' }
  return api.queryOptions('get', '/api/v1/cours-de-route', { params: { query } })
}
