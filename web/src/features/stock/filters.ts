// What all stock screens filter by, as it stands in the URL: the tabs carry it from one screen to the next.
import type { Schemas } from '#api/types'
import { given, oneOf, pick, type FilterValues } from '#components/list/definition'

export const owners = ['MONALUXE', 'PARTENAIRE'] as const satisfies readonly Schemas['Proprietaire'][]

export interface StockFilters {
  depot_id?: string
  citerne_id?: string
  produit_id?: string
  proprietaire_type?: Schemas['Proprietaire']
  partenaire_id?: string
}

/** A depot in the URL wins over the one in the header, so that a link reproduces the view. */
export function stockFilters(search: FilterValues, depot?: string): StockFilters {
  return {
    ...given('depot_id', depot),
    ...pick(search, 'depot_id', 'citerne_id', 'produit_id', 'partenaire_id'),
    ...given('proprietaire_type', oneOf(search['proprietaire_type'], owners)),
  }
}

/** The same filters as URL parameters, for a link to another stock screen. */
export function carried(search: FilterValues): Record<string, string> {
  const { proprietaire_type, ...rest } = stockFilters(search)
  return { ...rest, ...given('proprietaire_type', proprietaire_type) }
}

/** One choice stands for both owner parameters: MONALUXE, PARTENAIRE (all of them), or the id of a partner. */
export function ownerChoice(filters: StockFilters): string | undefined {
  return filters.partenaire_id ?? filters.proprietaire_type
}

export function ownerPatch(choice: string | null): Record<'proprietaire_type' | 'partenaire_id', string | undefined> {
  const type = oneOf(choice ?? undefined, owners)
  if (choice === null || choice === '') return { proprietaire_type: undefined, partenaire_id: undefined }
  if (type !== undefined) return { proprietaire_type: type, partenaire_id: undefined }
  return { proprietaire_type: 'PARTENAIRE', partenaire_id: choice }
}

interface Line {
  citerne_id: string
  proprietaire_type: Schemas['Proprietaire']
  partenaire_id?: string | null
}

/** The ledger rows that make up a balance: of now, or at the end of that day. */
export function explanation(line: Line, au?: string): Record<string, string> {
  return {
    ...given('au', au),
    citerne_id: line.citerne_id,
    proprietaire_type: line.proprietaire_type,
    ...given('partenaire_id', line.partenaire_id ?? undefined),
  }
}
