// What a movement would do to a tank, and to the plan of its cours de route.
import type { Schemas } from '#api/types'
import type { Tank } from '#features/tableau_de_bord/levels'

export type Sens = 'reception' | 'sortie'

export interface Owner {
  type: Schemas['Proprietaire']
  partenaire_id: string | undefined
}

/** What this owner has in that tank; undefined without a line of stock. A partner not chosen yet has none. */
export function stockOf(rows: readonly Schemas['LigneStock'][], citerne: string, owner: Owner): number | undefined {
  const row = rows.find(
    ({ citerne_id, proprietaire_type, partenaire_id }) =>
      citerne_id === citerne &&
      proprietaire_type === owner.type &&
      (owner.type === 'MONALUXE' || partenaire_id === owner.partenaire_id),
  )
  return row?.stock_ambiant
}

export interface After {
  tank: Tank
  /** What does not fit under the headroom, litres. */
  overflow_l: number
  /** What the tank would lack to its minimum, litres. */
  under_minimum_l: number
}

/** The tank as the movement would leave it. */
export function after(tank: Tank, sens: Sens, owner: Schemas['Proprietaire'], volume_l: number): After {
  const delta = sens === 'reception' ? volume_l : -volume_l
  const own = owner === 'MONALUXE' ? delta : 0
  const total = tank.total_l + delta
  const room = tank.capacite_l - tank.creux_l - total
  return {
    tank: {
      ...tank,
      monaluxe_l: tank.monaluxe_l + own,
      partenaires_l: tank.partenaires_l + delta - own,
      total_l: total,
      libre_l: Math.max(0, room),
    },
    overflow_l: sens === 'reception' ? Math.max(0, -room) : 0,
    under_minimum_l: sens === 'sortie' ? Math.max(0, tank.minimum_l - total) : 0,
  }
}

export interface Difference {
  litres: number
  /** Of the plan; undefined when nothing was planned. */
  percent: number | undefined
}

/** What was measured against what was planned: less is negative. Undefined before anything is measured, and where readings contradict each other. */
export function differenceToPlan(planned_l: number, measured: readonly (number | undefined)[]): Difference | undefined {
  const known = measured.filter((volume) => volume !== undefined)
  if (known.length === 0 || known.some((volume) => volume <= 0)) return undefined
  const litres = Math.round((known.reduce((sum, volume) => sum + volume, 0) - planned_l) * 1000) / 1000
  return { litres, percent: planned_l > 0 ? (litres / planned_l) * 100 : undefined }
}

/** The sum, once every part of it is known. */
export function sumOf(parts: readonly (number | undefined)[]): number | undefined {
  let sum = 0
  for (const part of parts) {
    if (part === undefined) return undefined
    sum += part
  }
  return Math.round(sum * 1000) / 1000
}
