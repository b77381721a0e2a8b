// T-ADJ-09 for the stock of another day: what adjustments up to that day changed of each line, from the ledger.
import { useQuery } from '@tanstack/react-query'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { given } from '#components/list/definition'

import type { StockFilters } from './filters'
import { lineKey, sum } from './lines'

const path = '/api/v1/stock/mouvements'
const rowsMax = 200

async function adjustmentsOf(query: StockFilters & { au: string }, signal: AbortSignal): Promise<Schemas['MouvementStock'][]> {
  const rows: Schemas['MouvementStock'][] = []
  let curseur: string | undefined
  do {
    const asked = { ...query, ...given('curseur', curseur), type: 'AJUSTEMENT' as const, limite: rowsMax }
    const page = bodyOf(await send.GET(path, { params: { query: asked }, signal }))
    rows.push(...page.elements)
    curseur = page.curseur_suivant ?? undefined
  } while (curseur !== undefined)
  return rows
}

type LineOf = Parameters<typeof lineKey>[0]

/** Litres by line, at the end of `date`, as known at `known` (now when it is not given). */
export function useCorrections(filters: StockFilters, date: string, known?: string): (line: LineOf) => number {
  const query = { ...filters, au: date }
  const { data = [] } = useQuery({
    queryKey: ['get', path, { params: { query: { ...query, type: 'AJUSTEMENT' } } }, 'all'],
    queryFn: ({ signal }) => adjustmentsOf(query, signal),
  })
  const counted = known === undefined ? data : data.filter((row) => Date.parse(row.enregistre_le) <= Date.parse(known))
  return (line) => {
    const own = counted.filter((row) => lineKey(row) === lineKey(line))
    const ambiant = sum(own.map((row) => row.delta_ambiant))
    return ambiant === 0 ? sum(own.map((row) => row.delta_15c)) : ambiant
  }
}
