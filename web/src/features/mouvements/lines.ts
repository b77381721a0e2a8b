// The tanks of a reception or sortie as they are typed, and what is sent of them.
import type { Schemas } from '#api/types'
import { number, parseNumber } from '#components/format'

/** One tank: everything as typed, nothing measured has a default. */
export interface Line {
  /** Names the line while the form is open: lines come and go. */
  cle: string
  citerne_id: string
  index_avant: string
  index_apres: string
  temperature_ambiante_c: string
  densite_observee_kgm3: string
}

export const measureFields = ['index_avant', 'index_apres', 'temperature_ambiante_c', 'densite_observee_kgm3'] as const

export type MeasureField = (typeof measureFields)[number]

/** As many as one operation may have. */
export const linesMax = 20

export function emptyLine(cle: string): Line {
  return { cle, citerne_id: '', index_avant: '', index_apres: '', temperature_ambiante_c: '', densite_observee_kgm3: '' }
}

export function isBlank(line: Line): boolean {
  return line.citerne_id === '' && measureFields.every((field) => line[field].trim() === '')
}

/** How the server names a field of a line. */
export function linePath(index: number, field: keyof Schemas['LigneDemandee']): string {
  return `lignes[${index}].${field}`
}

const litresDecimals = 1000

/** Litres between two readings, free of binary dust; undefined while one is missing. */
export function volumeOf(line: Line): number | undefined {
  const before = parseNumber(line.index_avant)
  const after = parseNumber(line.index_apres)
  if (before === undefined || after === undefined) return undefined
  return Math.round((after - before) * litresDecimals) / litresDecimals
}

export interface Measure {
  volume_ambiant: number
  temperature_c: number
  densite_observee_kgm3: number
}

/** What the server's preview needs, once all of it is typed and the readings are in order. */
export function measureOf(line: Line): Measure | undefined {
  const volume_ambiant = volumeOf(line)
  const temperature_c = parseNumber(line.temperature_ambiante_c)
  const densite_observee_kgm3 = parseNumber(line.densite_observee_kgm3)
  if (volume_ambiant === undefined || temperature_c === undefined || densite_observee_kgm3 === undefined) return undefined
  return volume_ambiant > 0 ? { volume_ambiant, temperature_c, densite_observee_kgm3 } : undefined
}

/** Fields whose text is no number. What is empty is for the server to ask for. */
export function oddFields(lines: readonly Line[]): string[] {
  return lines.flatMap((line, index) =>
    measureFields
      .filter((field) => line[field].trim() !== '' && parseNumber(line[field]) === undefined)
      .map((field) => linePath(index, field)),
  )
}

function figure(typed: string): number | null {
  return parseNumber(typed) ?? null
}

export function lineBody(line: Line, produit: string | undefined): Schemas['LigneDemandee'] {
  return {
    citerne_id: chosen(line.citerne_id),
    produit_id: produit ?? null,
    index_avant: figure(line.index_avant),
    index_apres: figure(line.index_apres),
    temperature_ambiante_c: figure(line.temperature_ambiante_c),
    densite_observee_kgm3: figure(line.densite_observee_kgm3),
  }
}

const decimalsMax = 4

function typed(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : number(value, decimalsMax)
}

/** A line as it was typed, of what was to be sent. */
export function lineOf(body: Schemas['LigneDemandee'], cle: string): Line {
  return {
    cle,
    citerne_id: body.citerne_id ?? '',
    index_avant: typed(body.index_avant),
    index_apres: typed(body.index_apres),
    temperature_ambiante_c: typed(body.temperature_ambiante_c),
    densite_observee_kgm3: typed(body.densite_observee_kgm3),
  }
}

/** Does it look like the request of an operation? What the device keeps has no type. */
export function hasLines(body: unknown): body is { lignes: Schemas['LigneDemandee'][] } {
  return typeof body === 'object' && body !== null && 'lignes' in body && Array.isArray(body.lignes)
}

/** Without last tanks that were added and left blank. Others keep their places: errors name lines by them. */
export function sentLines(lines: readonly Line[]): readonly Line[] {
  const last = lines.findLastIndex((line) => !isBlank(line))
  return lines.slice(0, Math.max(last, 0) + 1)
}

/** Null for an empty text: how the server is told that there is none. */
export function chosen(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

/** Errors by field without those of one line, which move up when it goes. */
export function withoutLine(errors: Readonly<Record<string, string>>, gone: number): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [path, message] of Object.entries(errors)) {
    const match = /^lignes\[(\d+)\](.*)$/.exec(path)
    const index = match === null ? -1 : Number(match[1])
    if (index === gone) continue
    kept[index > gone ? `lignes[${index - 1}]${match?.[2] ?? ''}` : path] = message
  }
  return kept
}
