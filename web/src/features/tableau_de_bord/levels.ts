// Rows of current stock (one an owner) as tanks (one a tank), in the order people expect.
import type { Schemas } from '#api/types'
import type { TankLevel } from '#components/display/TankDrawing'

export interface Tank extends TankLevel {
  id: string
  depot_id: string
  depot_nom: string
  produit_id: string
  produit_nom: string
  statut: Schemas['StatutCiterne']
  total_l: number
  total_15c_l: number
  /** What a reception may still bring: capacity − headroom − stock. */
  libre_l: number
  /** Sum of the adjustments that are part of the figure. */
  ajuste_l: number
  dernier: string | undefined
}

const natural = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })

function emptyTank(row: Schemas['LigneStock']): Tank {
  return {
    id: row.citerne_id,
    depot_id: row.depot_id,
    depot_nom: row.depot_nom,
    nom: row.citerne_nom,
    produit_id: row.produit_id,
    produit_nom: row.produit_nom,
    statut: row.citerne_statut,
    logique: row.logique,
    capacite_l: row.capacite_totale,
    creux_l: row.creux_securite,
    minimum_l: row.stock_minimum,
    monaluxe_l: 0,
    partenaires_l: 0,
    total_l: 0,
    total_15c_l: 0,
    libre_l: 0,
    ajuste_l: 0,
    dernier: undefined,
  }
}

export function tanksOf(rows: readonly Schemas['LigneStock'][]): Tank[] {
  const tanks = new Map<string, Tank>()
  for (const row of rows) {
    const tank = tanks.get(row.citerne_id) ?? emptyTank(row)
    tanks.set(row.citerne_id, tank)
    if (row.proprietaire_type === 'MONALUXE') tank.monaluxe_l += row.stock_ambiant
    else tank.partenaires_l += row.stock_ambiant
    tank.total_l += row.stock_ambiant
    tank.total_15c_l += row.stock_15c
    tank.ajuste_l += row.delta_ambiant_total
    const moved = row.last_movement_at ?? undefined
    if (moved !== undefined && (tank.dernier === undefined || moved > tank.dernier)) tank.dernier = moved
  }
  for (const tank of tanks.values()) tank.libre_l = Math.max(0, tank.capacite_l - tank.creux_l - tank.total_l)
  return [...tanks.values()].sort(
    (a, b) => natural.compare(a.depot_nom, b.depot_nom) || natural.compare(a.nom, b.nom),
  )
}
