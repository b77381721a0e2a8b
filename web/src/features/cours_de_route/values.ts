// The form of a truck: texts as typed, and what of them goes to the server.
import type { Schemas } from '#api/types'
import { number, parseNumber } from '#components/format'

import type { Cours } from './statut'

export interface Values {
  fournisseur_id: string
  depot_destination_id: string
  produit_id: string
  plaque_camion: string
  plaque_remorque: string
  chauffeur_nom: string
  transporteur: string
  depart_pays: string
  date_chargement: string
  date_arrivee_prevue: string
  volume: string
  note: string
}

export type Body = Schemas['DemandeCoursDeRoute']
export type Patch = Schemas['ModificationCoursDeRoute']

export const keys = [
  'fournisseur_id',
  'produit_id',
  'depot_destination_id',
  'depart_pays',
  'plaque_camion',
  'plaque_remorque',
  'chauffeur_nom',
  'transporteur',
  'volume',
  'date_chargement',
  'date_arrivee_prevue',
  'note',
] as const satisfies readonly (keyof Values)[]

/** What may still change once the truck is discharged. */
export const keysAfterDischarge: readonly (keyof Values)[] = ['transporteur', 'note']

export const blank: Values = {
  fournisseur_id: '',
  depot_destination_id: '',
  produit_id: '',
  plaque_camion: '',
  plaque_remorque: '',
  chauffeur_nom: '',
  transporteur: '',
  depart_pays: '',
  date_chargement: '',
  date_arrivee_prevue: '',
  volume: '',
  note: '',
}

export function valuesOf(cours: Cours): Values {
  return {
    fournisseur_id: cours.fournisseur_id,
    depot_destination_id: cours.depot_destination_id,
    produit_id: cours.produit_id,
    plaque_camion: cours.plaque_camion,
    plaque_remorque: cours.plaque_remorque ?? '',
    chauffeur_nom: cours.chauffeur_nom,
    transporteur: cours.transporteur ?? '',
    depart_pays: cours.depart_pays ?? '',
    date_chargement: cours.date_chargement,
    date_arrivee_prevue: cours.date_arrivee_prevue ?? '',
    volume: number(cours.volume),
    note: cours.note ?? '',
  }
}

/** The same truck again: a new trip, loaded today. */
export function copyOf(cours: Cours, today: string): Values {
  return { ...valuesOf(cours), date_chargement: today, date_arrivee_prevue: '', note: '' }
}

function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim()
}

export function bodyOf(values: Values): Body {
  return {
    fournisseur_id: values.fournisseur_id,
    depot_destination_id: values.depot_destination_id,
    produit_id: values.produit_id,
    plaque_camion: values.plaque_camion.trim(),
    plaque_remorque: orNull(values.plaque_remorque),
    chauffeur_nom: values.chauffeur_nom.trim(),
    transporteur: orNull(values.transporteur),
    depart_pays: orNull(values.depart_pays),
    date_chargement: values.date_chargement,
    date_arrivee_prevue: orNull(values.date_arrivee_prevue),
    volume: parseNumber(values.volume) ?? 0,
    note: orNull(values.note),
  }
}

/** The truck as it was typed, of the request that was kept. */
export function typedOf(body: Body): Values {
  return {
    ...body,
    plaque_remorque: body.plaque_remorque ?? '',
    transporteur: body.transporteur ?? '',
    depart_pays: body.depart_pays ?? '',
    date_arrivee_prevue: body.date_arrivee_prevue ?? '',
    volume: number(body.volume),
    note: body.note ?? '',
  }
}

/** What the device keeps has no type. */
export function isBody(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && 'plaque_camion' in body && 'volume' in body
}

/** The fields that differ from the record: what an edit sends. */
export function changes(values: Values, base: Cours): Patch {
  const now = bodyOf(values)
  const before = bodyOf(valuesOf(base))
  const patch: Patch = { ...now }
  for (const key of keys) {
    if (now[key] === before[key]) Reflect.deleteProperty(patch, key)
  }
  return patch
}

/**
 * After somebody else saved: fields this person did not touch take the current record, the others stay as typed.
 */
export function rebase(values: Values, base: Cours, current: Cours): Values {
  const [before, now] = [valuesOf(base), valuesOf(current)]
  const merged: Values = { ...values }
  for (const key of keys) {
    if (values[key].trim() === before[key]) merged[key] = now[key]
  }
  return merged
}

export function isCours(value: unknown): value is Cours {
  return typeof value === 'object' && value !== null && 'plaque_cle' in value && 'statut' in value && 'version' in value
}

/** Suggested countries, as they are written in the depot's documents. */
export const countries = [
  'Afrique du Sud',
  'Angola',
  'Burundi',
  'Kenya',
  'Mozambique',
  'Namibie',
  'Ouganda',
  'Tanzanie',
  'Zambie',
  'Zimbabwe',
]
