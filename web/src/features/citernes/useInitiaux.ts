// The opening stocks that are declared already, for who declares them.
import { useQuery } from '@tanstack/react-query'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { recordsQuery } from '#app/records'
import { useMay } from '#app/session'

import { declaredFor, type Declared } from './initial'

const rowsMax = 200

export interface Initiaux {
  loading: boolean
  /** Undefined for who declares none. Without an answer all is left: the server has the last word. */
  declaredFor: ((tank: string) => Declared) | undefined
}

export function useInitiaux(scope: { depot_id?: string; citerne_id?: string }): Initiaux {
  const enabled = useMay('stock.initialiser')
  const query = { ...scope, type: 'STOCK_INITIAL' as const, limite: rowsMax }
  const rows = api.useQuery('get', '/api/v1/stock/mouvements', { params: { query } }, { enabled })
  const partners = useQuery({ ...recordsQuery('partenaires', { actif: true }), enabled })
  return {
    loading: rows.isLoading || partners.isLoading,
    declaredFor: enabled ? (tank) => declaredFor(tank, rows.data?.elements ?? [], partners.data) : undefined,
  }
}

interface Owner {
  citerne_id: string
  proprietaire_type: Schemas['Proprietaire']
  partenaire_id: string
}

/** The day of the owner's first movement in the tank, if there is one: the opening stock is of a day before. */
export function useFirstDay({ citerne_id, proprietaire_type, partenaire_id }: Owner): string | undefined {
  const partner = proprietaire_type === 'PARTENAIRE'
  const query = { citerne_id, proprietaire_type, ...(partner ? { partenaire_id } : {}), tri: 'date_effet', limite: 1 }
  const enabled = !partner || partenaire_id !== ''
  return api.useQuery('get', '/api/v1/stock/mouvements', { params: { query } }, { enabled }).data?.elements[0]?.date_effet
}
