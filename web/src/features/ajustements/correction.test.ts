// Goal: a correction says what it does to the movement and to the stock before it is sent.
import { describe, expect, it } from 'vitest'

import type { Schemas } from '#api/types'

import { afterOf, consequenceOf, corrected, currentMeasure, effectOf, lastOf, roundTo, unlikely, type Measure } from './correction'

const measure: Measure = {
  volume_ambiant: 1000,
  temperature_ambiante_c: 19,
  densite_observee_kgm3: 837,
  densite_a_15_kgm3: 839.8,
  vcf: 0.99662,
  volume_15c: 996.6,
}

const none = { volume_ambiant: '', temperature_ambiante_c: '', densite_observee_kgm3: '' }

const calcul: Schemas['Calcul'] = {
  moteur_version: '1',
  edition: 'MPMS_11_1_2004',
  groupe: 'B',
  areometre: true,
  mode_vcf: 'CALCULE_5',
  volume_ambiant: 900,
  densite_a_15_kgm3: 840,
  vcf: 0.9966,
  volume_15c_exact: 896.94,
  volume_15c_reception: 896.9,
  volume_15c_sortie: 897,
  zone: 'GASOIL',
  temperature_c: 19,
  temperature_retenue_c: 19,
  densite_observee_kgm3: 837,
  densite_corrigee_kgm3: 837,
  densite_a_temperature_kgm3: 837,
  vcf_non_arrondi: 0.9966,
  iterations: 3,
  accepte_au_bord: false,
}

describe('currentMeasure', () => {
  it('is the movement’s own until it is adjusted', () => {
    expect(currentMeasure(measure, undefined)).toEqual(measure)
    expect(currentMeasure(measure, { ...measure, volume_ambiant: 990, volume_15c: 986.7 }).volume_ambiant).toBe(990)
  })

  it('takes the adjustment of the highest rank', () => {
    expect(lastOf([{ rang: 2 }, { rang: 3 }, { rang: 1 }])).toEqual({ rang: 3 })
    const none: { rang: number }[] = []
    expect(lastOf(none)).toBeUndefined()
  })
})

describe('corrected', () => {
  it('takes only the fields of its type', () => {
    const typed = { volume_ambiant: '1 234,5', temperature_ambiante_c: '21', densite_observee_kgm3: '' }
    expect(corrected('VOLUME', typed)).toEqual({ values: { volume_ambiant: 1234.5 }, faults: {} })
    expect(corrected('TEMPERATURE', typed)).toEqual({ values: { temperature_ambiante_c: 21 }, faults: {} })
    expect(corrected('MIXTE', typed)).toEqual({ values: { volume_ambiant: 1234.5, temperature_ambiante_c: 21 }, faults: {} })
  })

  it('names what is missing or no number', () => {
    expect(corrected('DENSITE', none).faults).toEqual({ densite_observee_kgm3: 'requis' })
    expect(corrected('MIXTE', none).faults).toEqual({ volume_ambiant: 'requis' })
    expect(corrected('VOLUME', { ...none, volume_ambiant: '12x' }).faults).toEqual({ volume_ambiant: 'nombre' })
  })
})

describe('roundTo', () => {
  it('rounds half away from zero', () => {
    expect(roundTo(996.55, 0.1)).toBe(996.6)
    expect(roundTo(-996.55, 0.1)).toBe(-996.6)
    expect(roundTo(996.5, 1)).toBe(997)
    expect(roundTo(0, 1)).toBe(0)
  })
})

describe('effectOf', () => {
  const after = afterOf(measure, { volume_ambiant: 900 }, calcul, 0.1)

  it('rounds as the movement was', () => {
    expect(after.volume_15c).toBe(896.9)
    expect(after.temperature_ambiante_c).toBe(19)
  })

  it('is an effect on the stock whatever the movement (T-ADJ-02)', () => {
    expect(effectOf('RECEPTION', measure, after)).toEqual({ ambiant: -100, a_15c: -99.7 })
    expect(effectOf('SORTIE', measure, after)).toEqual({ ambiant: 100, a_15c: 99.7 })
  })

  it('knows a correction of 15 °C alone (T-ADJ-03)', () => {
    expect(effectOf('SORTIE', measure, { ...measure, volume_15c: 995 })).toEqual({ ambiant: 0, a_15c: 1.6 })
  })
})

describe('consequenceOf', () => {
  const row = { citerne_id: 'c', proprietaire_type: 'MONALUXE', partenaire_id: null, stock_ambiant: 100, capacite_totale: 500 }
  const stub = (patch: object): Schemas['LigneStock'] => ({
    depot_id: 'd',
    depot_nom: '',
    citerne_nom: '',
    citerne_statut: 'active',
    logique: false,
    creux_securite: 0,
    stock_minimum: 0,
    produit_id: 'p',
    produit_nom: '',
    stock_15c: 0,
    stock_ambiant_affiche: 0,
    is_negative: false,
    stock_ambiant_base: 0,
    stock_15c_base: 0,
    delta_ambiant_total: 0,
    delta_15c_total: 0,
    citerne_id: row.citerne_id,
    proprietaire_type: 'MONALUXE',
    partenaire_id: null,
    stock_ambiant: row.stock_ambiant,
    capacite_totale: row.capacite_totale,
    ...patch,
  })
  const rows = [stub({}), stub({ proprietaire_type: 'PARTENAIRE', partenaire_id: 'x', stock_ambiant: 350 })]

  it('looks at the owner’s line for the negative and at the tank for the capacity', () => {
    const own = { citerne_id: 'c', proprietaire_type: 'MONALUXE' } as const
    expect(consequenceOf(rows, own, -150)).toEqual({ avant: 100, apres: -50, negatif: true, depasse_l: 0 })
    expect(consequenceOf(rows, own, 80)).toEqual({ avant: 100, apres: 180, negatif: false, depasse_l: 30 })
    expect(consequenceOf(rows, { ...own, citerne_id: 'other' }, 1)).toBeUndefined()
  })

  it('keeps partners apart', () => {
    expect(consequenceOf(rows, { citerne_id: 'c', proprietaire_type: 'PARTENAIRE', partenaire_id: 'y' }, -1)?.apres).toBe(-1)
  })
})

describe('unlikely', () => {
  it('T-ADJ-06 asks about two volumes that are no corrections of each other', () => {
    expect(unlikely({ ambiant: -1500, a_15c: -1.49 })).toBe(true)
    expect(unlikely({ ambiant: 100, a_15c: 149 })).toBe(true)
    expect(unlikely({ ambiant: 100, a_15c: -99 })).toBe(true)
    expect(unlikely({ ambiant: -1500, a_15c: -1490 })).toBe(false)
    expect(unlikely({ ambiant: 0, a_15c: 12 })).toBe(false)
    expect(unlikely({ ambiant: 12, a_15c: 0 })).toBe(false)
  })
})
