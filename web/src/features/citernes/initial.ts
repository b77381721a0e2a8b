// Who can still be given an opening stock of a tank: each owner has one at most.
import type { Schemas } from '#api/types'

type Row = Pick<Schemas['MouvementStock'], 'citerne_id' | 'proprietaire_type' | 'partenaire_id' | 'numero' | 'date_effet'>

export interface Declared {
  monaluxe: Row | undefined
  partenaires: ReadonlySet<string>
  /** Monaluxe or an active partner has none yet. */
  left: boolean
}

/** The opening stocks of one tank out of those of several. */
export function declaredFor(tank: string, rows: readonly Row[], partners: readonly { id: string }[] | undefined): Declared {
  const own = rows.filter((row) => row.citerne_id === tank)
  const monaluxe = own.find((row) => row.proprietaire_type === 'MONALUXE')
  const partenaires = new Set(own.flatMap((row) => row.partenaire_id ?? []))
  const left = monaluxe === undefined || partners === undefined || partners.some(({ id }) => !partenaires.has(id))
  return { monaluxe, partenaires, left }
}
