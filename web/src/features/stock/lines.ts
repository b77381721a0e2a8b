// Lines of stock (one a tank and owner) arranged for the tables.
import type { Schemas } from '#api/types'

export interface StockLine {
  depot_id: string
  depot_nom: string
  citerne_id: string
  citerne_nom: string
  produit_nom: string
  proprietaire_type: Schemas['Proprietaire']
  partenaire_id?: string | null
  partenaire_nom?: string | null
  stock_ambiant: number
  stock_15c: number
}

export interface TankLines<Line> {
  id: string
  nom: string
  depot_nom: string
  produit_nom: string
  lines: Line[]
}

/** A key for lines that have no id of their own. */
export function lineKey(line: Pick<StockLine, 'citerne_id' | 'proprietaire_type' | 'partenaire_id'>): string {
  return `${line.citerne_id} ${line.partenaire_id ?? line.proprietaire_type}`
}

/** A sum of litres without the dust of binary fractions: litres have three decimals. */
export function sum(values: readonly number[]): number {
  return Math.round(values.reduce((all, value) => all + value, 0) * 1000) / 1000
}

interface Adjusting {
  delta_ambiant: number
  delta_15c: number
}

/** T-ADJ-09: what adjustments changed of a figure; at 15 °C where ambient is untouched. */
export function correctionOf(rows: readonly Adjusting[]): number {
  const ambiant = sum(rows.map((row) => row.delta_ambiant))
  return ambiant === 0 ? sum(rows.map((row) => row.delta_15c)) : ambiant
}

interface Corrected {
  delta_ambiant_total: number
  delta_15c_total: number
}

/** The same of the figure that these lines of current stock add up to. */
export function corrections(lines: readonly Corrected[]): number {
  return correctionOf(lines.map((line) => ({ delta_ambiant: line.delta_ambiant_total, delta_15c: line.delta_15c_total })))
}

/** The same of the figure at the end of each day: an adjustment counts from the day of its effect on. */
export function correctionsByDay(rows: readonly (Adjusting & { date_effet: string })[], days: readonly string[]): ReadonlyMap<string, number> {
  const sorted = [...rows].sort((a, b) => (a.date_effet < b.date_effet ? -1 : 1))
  const byDay = new Map<string, number>()
  const total = { delta_ambiant: 0, delta_15c: 0 }
  let next = 0
  for (const day of [...days].sort()) {
    for (let row = sorted[next]; row !== undefined && row.date_effet <= day; row = sorted[next]) {
      total.delta_ambiant = sum([total.delta_ambiant, row.delta_ambiant])
      total.delta_15c = sum([total.delta_15c, row.delta_15c])
      next += 1
    }
    byDay.set(day, correctionOf([total]))
  }
  return byDay
}

/** The lines of one owner. */
export function linesOf<Line extends Pick<StockLine, 'proprietaire_type' | 'partenaire_id'>>(
  lines: readonly Line[],
  owner: Pick<StockLine, 'proprietaire_type' | 'partenaire_id'>,
): Line[] {
  return lines.filter(
    (line) => line.proprietaire_type === owner.proprietaire_type && (line.partenaire_id ?? null) === (owner.partenaire_id ?? null),
  )
}

/** Lines come ordered by tank; tanks stay in the order of the server. */
export function byTank<Line extends StockLine>(lines: readonly Line[]): TankLines<Line>[] {
  const tanks = new Map<string, TankLines<Line>>()
  for (const line of lines) {
    const tank = tanks.get(line.citerne_id)
    if (tank === undefined) {
      const { citerne_id: id, citerne_nom: nom, depot_nom, produit_nom } = line
      tanks.set(id, { id, nom, depot_nom, produit_nom, lines: [line] })
    } else tank.lines.push(line)
  }
  return [...tanks.values()]
}

export interface ComparedLine extends StockLine {
  /** The same day as it is known now; null: the line did not exist yet then, or not any more. */
  maintenant_ambiant: number
  maintenant_15c: number
  ecart_ambiant: number
  ecart_15c: number
}

/** A day as it was known at an instant beside the same day as it is known now. A line that is missing counts zero. */
export function compare(then: readonly Schemas['LigneJour'][], now: readonly Schemas['LigneJour'][]): ComparedLine[] {
  const before = new Map(then.map((line) => [line.ligne_id, line]))
  const after = new Set(now.map((line) => line.ligne_id))
  const gone = then.filter((line) => !after.has(line.ligne_id))
  return [...now, ...gone].map((line) => {
    const old = before.get(line.ligne_id)
    const current = after.has(line.ligne_id) ? line : undefined
    const stock_ambiant = old?.stock_ambiant ?? 0
    const stock_15c = old?.stock_15c ?? 0
    const maintenant_ambiant = current?.stock_ambiant ?? 0
    const maintenant_15c = current?.stock_15c ?? 0
    return {
      ...line,
      stock_ambiant,
      stock_15c,
      maintenant_ambiant,
      maintenant_15c,
      ecart_ambiant: sum([maintenant_ambiant, -stock_ambiant]),
      ecart_15c: sum([maintenant_15c, -stock_15c]),
    }
  })
}

export interface DayRow {
  jour: string
  stock_ambiant: number
  stock_15c: number
  /** Against the day before; none for the first day of the period. */
  variation: number | undefined
  /** Ambient litres by tank. */
  citernes: ReadonlyMap<string, number>
}

/** Newest day first, each with its change and its tanks. */
export function dayRows(stock: Schemas['StockParJour']): DayRow[] {
  const tanks = new Map<string, Map<string, number>>()
  for (const line of stock.lignes) {
    const day = tanks.get(line.date_jour) ?? new Map<string, number>()
    tanks.set(line.date_jour, day)
    day.set(line.citerne_id, sum([day.get(line.citerne_id) ?? 0, line.stock_ambiant]))
  }
  const rows = stock.totaux.map((total, index) => {
    const before = stock.totaux[index - 1]
    return {
      jour: total.date_jour,
      stock_ambiant: total.stock_ambiant,
      stock_15c: total.stock_15c,
      variation: before === undefined ? undefined : sum([total.stock_ambiant, -before.stock_ambiant]),
      citernes: tanks.get(total.date_jour) ?? new Map<string, number>(),
    }
  })
  return rows.reverse()
}
