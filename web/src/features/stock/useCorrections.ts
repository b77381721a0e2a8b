// T-ADJ-09 for the stock of another day: what adjustments up to that day changed of each line, from the ledger.
import { useQuery } from '@tanstack/react-query'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { given } from '#components/list/definition'

import type { StockFilters } from './filters'
import { correctionOf, lineKey } from './lines'

const path = '/api/v1/stock/mouvements'
const rowsMax = 200
const none: readonly Schemas['MouvementStock'][] = []

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

/** All adjustments that count up to the end of `date`, whenever they were recorded. */
export function useAdjustments(filters: StockFilters, date: string, enabled = true): readonly Schemas['MouvementStock'][] {
  const query = { ...filters, au: date }
  const { data = none } = useQuery({
    queryKey: ['get', path, { params: { query: { ...query, type: 'AJUSTEMENT' } } }, 'all'],
    queryFn: ({ signal }) => adjustmentsOf(query, signal),
    enabled,
  })
  return data
}

type LineOf = Parameters<typeof lineKey>[0]

/** Litres of the figure that some lines add up to, at the end of `date`, as known at `known` (now when it is not given). */
export function useCorrections(filters: StockFilters, date: string, known?: string): (lines: readonly LineOf[]) => number {
  const rows = useAdjustments(filters, date)
  const counted = known === undefined ? rows : rows.filter((row) => Date.parse(row.enregistre_le) <= Date.parse(known))
  return (lines) => {
    const keys = new Set(lines.map(lineKey))
    return correctionOf(counted.filter((row) => keys.has(lineKey(row))))
  }
}
