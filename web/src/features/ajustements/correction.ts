// What a correction makes of a movement and of the stock. The server decides; these figures are for the preview.
import type { Schemas } from '#api/types'
import { parseNumber } from '#components/format'

export const corrections = ['VOLUME', 'TEMPERATURE', 'DENSITE', 'MIXTE'] as const satisfies readonly Schemas['Correction'][]

export type MeasureField = 'volume_ambiant' | 'temperature_ambiante_c' | 'densite_observee_kgm3'

export const measureFields: readonly MeasureField[] = ['volume_ambiant', 'temperature_ambiante_c', 'densite_observee_kgm3']

const own: Record<Schemas['Correction'], readonly MeasureField[]> = {
  VOLUME: ['volume_ambiant'],
  TEMPERATURE: ['temperature_ambiante_c'],
  DENSITE: ['densite_observee_kgm3'],
  MIXTE: measureFields,
}

/** The fields that a type of correction may change, and no other. */
export function fieldsOf(type: Schemas['Correction']): readonly MeasureField[] {
  return own[type]
}

export interface Measure {
  volume_ambiant: number
  temperature_ambiante_c: number
  densite_observee_kgm3: number
  densite_a_15_kgm3: number
  vcf: number
  volume_15c: number
}

type Adjusted = Pick<Schemas['DetailAjustement'], keyof Measure>

/** A movement as it counts today: its own measure, or that of its last adjustment. */
export function currentMeasure(movement: Measure, last: Adjusted | undefined): Measure {
  return {
    volume_ambiant: last?.volume_ambiant ?? movement.volume_ambiant,
    temperature_ambiante_c: last?.temperature_ambiante_c ?? movement.temperature_ambiante_c,
    densite_observee_kgm3: last?.densite_observee_kgm3 ?? movement.densite_observee_kgm3,
    densite_a_15_kgm3: last?.densite_a_15_kgm3 ?? movement.densite_a_15_kgm3,
    vcf: last?.vcf ?? movement.vcf,
    volume_15c: last?.volume_15c ?? movement.volume_15c,
  }
}

/** The adjustment that counts: the one with the highest rank. */
export function lastOf<Row extends { rang: number }>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>((last, row) => (last === undefined || row.rang > last.rang ? row : last), undefined)
}

export type Typed = Readonly<Record<MeasureField, string>>

export interface Corrected {
  values: Partial<Record<MeasureField, number>>
  faults: Partial<Record<MeasureField, 'requis' | 'nombre'>>
}

/** The corrected values of a type: all of its own fields, of a mixed one at least one. */
export function corrected(type: Schemas['Correction'], typed: Typed): Corrected {
  const values: Corrected['values'] = {}
  const faults: Corrected['faults'] = {}
  for (const field of fieldsOf(type)) {
    const text = typed[field].trim()
    const value = parseNumber(text)
    if (value !== undefined) values[field] = value
    else if (text !== '') faults[field] = 'nombre'
    else if (type !== 'MIXTE') faults[field] = 'requis'
  }
  const none = Object.keys(values).length === 0 && Object.keys(faults).length === 0
  return none ? { values, faults: { volume_ambiant: 'requis' } } : { values, faults }
}

/** To a multiple of the step, half away from zero, as volumes are posted. */
export function roundTo(value: number, step: number): number {
  if (step <= 0) return value
  const steps = Math.sign(value) * Math.round(Math.abs(value) / step + 1e-9)
  return Math.round(steps * step * 1000) / 1000
}

/** The movement after the correction. */
export function afterOf(before: Measure, values: Corrected['values'], calcul: Schemas['Calcul'], step: number): Measure {
  return {
    volume_ambiant: values.volume_ambiant ?? before.volume_ambiant,
    temperature_ambiante_c: values.temperature_ambiante_c ?? before.temperature_ambiante_c,
    densite_observee_kgm3: values.densite_observee_kgm3 ?? before.densite_observee_kgm3,
    densite_a_15_kgm3: calcul.densite_a_15_kgm3,
    vcf: calcul.vcf,
    volume_15c: roundTo(calcul.volume_15c_exact, step),
  }
}

export interface Effect {
  ambiant: number
  a_15c: number
}

function minus(a: number, b: number): number {
  const difference = Math.round((a - b) * 1000) / 1000
  return difference === 0 ? 0 : difference
}

/** T-ADJ-02: what it does to the stock. A sortie that was larger takes more out. */
export function effectOf(type: Schemas['TypeMouvement'], before: Measure, after: Measure): Effect {
  const ambiant = minus(after.volume_ambiant, before.volume_ambiant)
  const a_15c = minus(after.volume_15c, before.volume_15c)
  return type === 'SORTIE' ? { ambiant: minus(0, ambiant), a_15c: minus(0, a_15c) } : { ambiant, a_15c }
}

export interface Consequence {
  avant: number
  apres: number
  /** The owner's line falls below zero. */
  negatif: boolean
  /** Litres of the whole tank above its capacity. */
  depasse_l: number
}

// No product of a depot expands or shrinks by more between what is read and 15 °C.
const ratioMax = 1.1

/** Two volumes of one adjustment that cannot be the same litres: a slip of the decimal point, most often. */
export function unlikely({ ambiant, a_15c }: Effect): boolean {
  if (ambiant === 0 || a_15c === 0) return false
  const ratio = a_15c / ambiant
  return ratio > ratioMax || ratio < 1 / ratioMax
}

interface Line {
  citerne_id: string
  proprietaire_type: Schemas['Proprietaire']
  partenaire_id?: string | null | undefined
}

function sameLine(a: Line, b: Line): boolean {
  return a.citerne_id === b.citerne_id && a.proprietaire_type === b.proprietaire_type && (a.partenaire_id ?? undefined) === (b.partenaire_id ?? undefined)
}

/** What the adjustment leaves on the owner's line and in the tank (T-ADJ-06: allowed, but asked about). */
export function consequenceOf(rows: readonly Schemas['LigneStock'][], line: Line, ambiant: number): Consequence | undefined {
  const tank = rows.filter((row) => row.citerne_id === line.citerne_id)
  const [first] = tank
  if (first === undefined) return undefined
  const avant = tank.find((row) => sameLine(row, line))?.stock_ambiant ?? 0
  const total = tank.reduce((sum, row) => sum + row.stock_ambiant, 0) + ambiant
  const apres = minus(avant, -ambiant)
  return {
    avant,
    apres,
    negatif: ambiant < 0 && apres < 0,
    depasse_l: ambiant > 0 ? Math.max(0, minus(total, first.capacite_totale)) : 0,
  }
}
