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

export function summaryOf(details: unknown): string {
  const fields = fieldsOf(details)
  const volume = numberField(fields, 'volume_ambiant') ?? numberField(fields, 'volume')
  const delta = numberField(fields, 'delta_ambiant')
  const change = textField(fields, 'de') === undefined ? undefined : `${textField(fields, 'de') ?? ''} → ${textField(fields, 'statut') ?? ''}`
  return [
    textField(fields, 'numero'),
    textField(fields, 'nom') ?? textField(fields, 'plaque'),
    change,
    volume === undefined ? undefined : litres(volume),
    delta === undefined ? undefined : signedLitres(delta),
    textField(fields, 'reason') ?? textField(fields, 'raison'),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
}

const folders: readonly [string, string][] = [
  ['RECEPTION_', '/receptions'],
  ['SORTIE_', '/sorties'],
  ['CDR_', '/cours'],
  ['STOCK_ADJUSTMENT', '/stocks-adjustments'],
  ['FOURNISSEUR_', '/fournisseurs'],
]

/** The screen of what the entry is about. */
export function targetOf(entry: Pick<Schemas['LigneJournal'], 'action' | 'cible_id'>): string | undefined {
  const folder = folders.find(([start]) => entry.action.startsWith(start))?.[1]
  if (folder === undefined || typeof entry.cible_id !== 'string' || entry.action === 'CDR_SUPPRIME') return undefined
  return `${folder}/${entry.cible_id}`
}
