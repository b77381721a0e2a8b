// An unsent form in words: what was typed in it, and the names by which the server's messages call its fields.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import { useTankChoices } from '#app/choices'
import { celsius, litres, number, text } from '#components/format'

import type { Unsent } from './queue'

type T = TFunction<['commun', 'mouvements', 'receptions', 'sorties', 'cours_de_route']>

function namesOf(t: T): Readonly<Record<string, string>> {
  return {
    proprietaire_type: t('commun:champs.proprietaire'),
    partenaire_id: t('commun:champs.partenaire'),
    client_id: t('commun:champs.client'),
    fournisseur_id: t('commun:champs.fournisseur'),
    transporteur_id: t('commun:champs.transporteur'),
    transporteur: t('commun:champs.transporteur'),
    produit_id: t('commun:champs.produit'),
    citerne_id: t('commun:champs.citerne'),
    cours_de_route_id: t('receptions:cours'),
    depot_destination_id: t('cours_de_route:champs.destination'),
    date_reception: t('receptions:date'),
    date_sortie: t('sorties:date'),
    date_chargement: t('cours_de_route:champs.chargement'),
    date_arrivee_prevue: t('cours_de_route:champs.arrivee_prevue'),
    depart_pays: t('cours_de_route:champs.depart'),
    plaque_camion: t('cours_de_route:champs.plaque_camion'),
    plaque_remorque: t('cours_de_route:champs.plaque_remorque'),
    chauffeur_nom: t('commun:champs.chauffeur'),
    volume: t('cours_de_route:champs.volume_prevu'),
    note: t('commun:champs.note'),
    lignes: t('mouvements:mesures'),
    index_avant: t('mouvements:champs.index_avant'),
    index_apres: t('mouvements:champs.index_apres'),
    temperature_ambiante_c: t('mouvements:champs.temperature_ambiante_c'),
    densite_observee_kgm3: t('mouvements:champs.densite_observee_kgm3'),
  }
}

/** Told as they stand; ids are told by the form's label. */
const plain = [
  'date_reception',
  'date_sortie',
  'date_chargement',
  'date_arrivee_prevue',
  'plaque_camion',
  'plaque_remorque',
  'chauffeur_nom',
  'transporteur',
  'depart_pays',
] as const

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function linesOf(body: Fields): readonly Fields[] {
  const { lignes } = body
  return Array.isArray(lignes) ? lignes.filter(isFields) : []
}

function figure(fields: Fields, key: string): number | undefined {
  const value = fields[key]
  return typeof value === 'number' ? value : undefined
}

function readings(line: Fields): string {
  const index = `${number(figure(line, 'index_avant'))} → ${litres(figure(line, 'index_apres'))}`
  const density = figure(line, 'densite_observee_kgm3')
  return [index, celsius(figure(line, 'temperature_ambiante_c')), density === undefined ? text(undefined) : `${number(density)} kg/m³`].join(' · ')
}

export interface AboutForm {
  facts: readonly (readonly [string, string])[]
  nameOf: (champ: string) => string
}

export function useAboutForm({ body }: Unsent): AboutForm {
  const { t } = useTranslation(['commun', 'mouvements', 'receptions', 'sorties', 'cours_de_route'])
  const tanks = useTankChoices()
  const names = namesOf(t)
  const fields = isFields(body) ? body : {}
  const lines = linesOf(fields)
  const told = (key: string): (readonly [string, string])[] => {
    const value = fields[key]
    return typeof value === 'string' && value !== '' ? [[names[key] ?? key, value] as const] : []
  }
  const tankOf = (line: Fields, index: number): string =>
    tanks?.find(({ value }) => value === line['citerne_id'])?.label ?? t('mouvements:citerne_n', { numero: String(index + 1) })
  const volume = figure(fields, 'volume')
  return {
    facts: [
      ...plain.flatMap(told),
      ...(volume === undefined ? [] : [[names['volume'] ?? '', litres(volume)] as const]),
      ...lines.map((line, index) => [tankOf(line, index), readings(line)] as const),
      ...told('note'),
    ],
    nameOf: (champ) => {
      const [, index, field = champ] = /^lignes\[(\d+)\]\.(.+)$/.exec(champ) ?? []
      const name = names[field] ?? field
      const line = index === undefined ? undefined : lines[Number(index)]
      return line === undefined || lines.length === 1 ? name : `${tankOf(line, Number(index))} · ${name}`
    },
  }
}
