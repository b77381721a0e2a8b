// What the home reads. All of it is asked for at once; the parts of the screen then read the same answers.
import { api } from '#api/client'
import { useProposals } from '#app/attention'
import type { Schemas } from '#api/types'
import { given } from '#components/list/definition'

export type Board = Schemas['TableauDeBord']
export type Stage = 'CHARGEMENT' | 'TRANSIT' | 'FRONTIERE' | 'ARRIVE'

export const trucksShown = 4
const movementsShown = 8

export function useBoard(depot: string | undefined) {
  return api.useQuery('get', '/api/v1/tableau-de-bord', { params: { query: given('depot_id', depot) } }, { placeholderData: (old) => old })
}

export function useStock(depot: string | undefined) {
  return api.useQuery('get', '/api/v1/stock/actuel', { params: { query: given('depot_id', depot) } }, { placeholderData: (old) => old })
}

/** The trucks of one stage that have a place on the home, and how many there are. */
export function useTrucks(depot: string | undefined, stage: Stage) {
  const query = { ...given('depot_id', depot), statut: [stage], limite: trucksShown, total: true, tri: '-date_chargement' }
  return api.useQuery('get', '/api/v1/cours-de-route', { params: { query } }, { placeholderData: (old) => old })
}

export function useMovements(depot: string | undefined) {
  const query = { ...given('depot_id', depot), limite: movementsShown }
  return api.useQuery('get', '/api/v1/stock/mouvements', { params: { query } }, { placeholderData: (old) => old })
}

/** Starts every request of the home; true as long as one has not answered yet, whatever it answers. */
export function useHomeLoading(depot: string | undefined): boolean {
  const asked = [
    useBoard(depot),
    useStock(depot),
    useTrucks(depot, 'CHARGEMENT'),
    useTrucks(depot, 'TRANSIT'),
    useTrucks(depot, 'FRONTIERE'),
    useTrucks(depot, 'ARRIVE'),
    useMovements(depot),
    useProposals(),
  ]
  return asked.some((query) => query.isLoading)
}

/** The depot on the screen, for the links that lead from a figure to its rows. */
export function scopeOf(depot: string | undefined): Record<string, string> {
  return depot === undefined ? {} : { depot_id: depot }
}

/** The same, of the business day. */
export function todayOf(board: Board, depot: string | undefined): Record<string, string> {
  const jour = board.depots[0]?.jour
  return jour === undefined ? scopeOf(depot) : { ...scopeOf(depot), du: jour, au: jour }
}

const windowMs = 24 * 3_600_000

/** Of the log, what the counts of 24 hours are counted from. */
export function lastDayOf(board: Board, depot: string | undefined): Record<string, string> {
  return { ...scopeOf(depot), depuis: new Date(Date.parse(board.genere_le) - windowMs).toISOString() }
}
