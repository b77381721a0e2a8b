// A log entry in one line, and where it leads. Details are JSON of many kinds: nothing is taken for granted.
import type { Schemas } from '#api/types'
import { litres, signedLitres } from '#components/format'

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(details: unknown): Fields {
  return typeof details === 'object' && details !== null ? { ...details } : {}
}

function textField(fields: Fields, key: string): string | undefined {
  const value = fields[key]
  return typeof value === 'string' ? value : undefined
}

function numberField(fields: Fields, key: string): number | undefined {
  const value = fields[key]
  return typeof value === 'number' ? value : undefined
}

function objectField(fields: Fields, key: string): Fields {
  return fieldsOf(fields[key])
}

/** The document, the name, the change, the reason: what has no column of its own. */
export function summaryOf(details: unknown): string {
  const fields = fieldsOf(details)
  const change = textField(fields, 'de') === undefined ? undefined : `${textField(fields, 'de') ?? ''} → ${textField(fields, 'statut') ?? ''}`
  return [
    textField(fields, 'numero'),
    textField(fields, 'nom') ?? textField(objectField(fields, 'apres'), 'nom') ?? textField(fields, 'plaque') ?? textField(fields, 'liste'),
    change,
    textField(fields, 'reason') ?? textField(fields, 'raison'),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
}

/** What an entry says of stock: litres of a movement as they are, those of an adjustment as the change that they make. */
export interface Matter {
  citerne_id: string | undefined
  produit_id: string | undefined
  ambiant: string | undefined
  a_15c: string | undefined
  /** The day when it counts. */
  jour: string | undefined
}

export function matterOf({ action, cible_id, details }: Pick<Schemas['LigneJournal'], 'action' | 'cible_id' | 'details'>): Matter {
  const fields = fieldsOf(details)
  const volume = numberField(fields, 'volume_ambiant') ?? numberField(fields, 'volume')
  const a_15c = numberField(fields, 'volume_15c')
  const [delta, delta_15c] = [numberField(fields, 'delta_ambiant'), numberField(fields, 'delta_15c')]
  return {
    citerne_id: action.startsWith('CITERNE_') ? (cible_id ?? undefined) : textField(fields, 'citerne_id'),
    produit_id: textField(fields, 'produit_id') ?? textField(objectField(fields, 'apres'), 'produit_id'),
    ambiant: volume === undefined ? (delta === undefined ? undefined : signedLitres(delta)) : litres(volume),
    a_15c: a_15c === undefined ? (delta_15c === undefined ? undefined : signedLitres(delta_15c)) : litres(a_15c),
    jour: textField(fields, 'date') ?? textField(fields, 'jour'),
  }
}

export interface Change {
  key: string
  avant: unknown
  apres: unknown
}

/** The fields that an entry changed; of what was created, nothing. */
export function changesOf(details: unknown): Change[] {
  const fields = fieldsOf(details)
  if (fields['avant'] === undefined) return []
  const [avant, apres] = [objectField(fields, 'avant'), objectField(fields, 'apres')]
  return Object.keys(apres).map((key) => ({ key, avant: avant[key], apres: apres[key] }))
}

const folders: readonly [string, string][] = [
  ['RECEPTION_', '/receptions'],
  ['SORTIE_', '/sorties'],
  ['CDR_', '/cours'],
  ['STOCK_ADJUSTMENT_CREATED', '/stocks-adjustments'],
  ['STOCK_ADJUSTMENT_', '/stocks-adjustments/propositions'],
  ['FOURNISSEUR_', '/fournisseurs'],
  ['CITERNE_', '/citernes'],
]

/** The screen of what the entry is about. */
export function targetOf(entry: Pick<Schemas['LigneJournal'], 'action' | 'cible_id'>): string | undefined {
  const folder = folders.find(([start]) => entry.action.startsWith(start))?.[1]
  if (folder === undefined || typeof entry.cible_id !== 'string' || entry.action === 'CDR_SUPPRIME') return undefined
  return `${folder}/${entry.cible_id}`
}
