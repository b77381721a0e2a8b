// Goal: a tank before and after a movement, and what does not fit.
import { describe, expect, it } from 'vitest'

import type { Schemas } from '#api/types'
import type { Tank } from '#features/tableau_de_bord/levels'

import { after, differenceToPlan, stockOf, sumOf } from './levels'

const tank: Tank = {
  id: 'c1',
  depot_id: 'd1',
  depot_nom: 'Dépôt',
  nom: 'TANK2',
  produit_id: 'p1',
  produit_nom: 'Gasoil',
  statut: 'active',
  capacite_l: 500_000,
  creux_l: 25_000,
  minimum_l: 5_000,
  monaluxe_l: 300_000,
  partenaires_l: 83_120,
  total_l: 383_120,
  total_15c_l: 381_000,
  libre_l: 91_880,
  ajuste_l: 0,
  dernier: undefined,
}

describe('the tank after a movement', () => {
  it('is fuller by a reception, in its owner’s band', () => {
    const { tank: full, overflow_l } = after(tank, 'reception', 'PARTENAIRE', 38_312)
    expect(full).toMatchObject({ monaluxe_l: 300_000, partenaires_l: 121_432, total_l: 421_432, libre_l: 53_568 })
    expect(overflow_l).toBe(0)
  })

  it('says what would overflow, to the litre', () => {
    expect(after(tank, 'reception', 'MONALUXE', 91_880).overflow_l).toBe(0)
    expect(after(tank, 'reception', 'MONALUXE', 91_881).overflow_l).toBe(1)
  })

  it('is emptier by a sortie, down to its minimum over all owners', () => {
    expect(after(tank, 'sortie', 'MONALUXE', 378_120).under_minimum_l).toBe(0)
    expect(after(tank, 'sortie', 'MONALUXE', 378_121)).toMatchObject({ under_minimum_l: 1, overflow_l: 0 })
  })
})

describe('the difference to the plan', () => {
  it('sums what is measured so far', () => {
    expect(differenceToPlan(39_000, [38_312])).toEqual({ litres: -688, percent: (-688 / 39_000) * 100 })
    expect(differenceToPlan(39_000, [20_000, undefined, 19_500])?.litres).toBe(500)
  })

  it('is nothing before a measure, and has no percentage without a plan', () => {
    expect(differenceToPlan(39_000, [undefined])).toBeUndefined()
    expect(differenceToPlan(39_000, [38_000, -100])).toBeUndefined()
    expect(differenceToPlan(0, [10])).toEqual({ litres: 10, percent: undefined })
  })

  it('a sum waits for all its parts', () => {
    expect(sumOf([0.1, 0.2])).toBe(0.3)
    expect(sumOf([1, undefined])).toBeUndefined()
  })
})

describe('the stock of an owner', () => {
  const row = {
    depot_id: 'd1',
    depot_nom: 'Dépôt',
    citerne_id: 'c1',
    citerne_nom: 'TANK1',
    citerne_statut: 'active',
    logique: false,
    capacite_totale: 1,
    creux_securite: 0,
    stock_minimum: 0,
    produit_id: 'p1',
    produit_nom: 'Gasoil',
    stock_15c: 0,
    stock_ambiant_affiche: 0,
    is_negative: false,
    stock_ambiant_base: 0,
    stock_15c_base: 0,
    delta_ambiant_total: 0,
    delta_15c_total: 0,
  } as const
  const rows: Schemas['LigneStock'][] = [
    { ...row, proprietaire_type: 'MONALUXE', stock_ambiant: 10 },
    { ...row, proprietaire_type: 'PARTENAIRE', partenaire_id: 'a', stock_ambiant: 20 },
    { ...row, proprietaire_type: 'PARTENAIRE', partenaire_id: 'b', stock_ambiant: 30 },
  ]

  it('is of that owner alone', () => {
    expect(stockOf(rows, 'c1', { type: 'MONALUXE', partenaire_id: undefined })).toBe(10)
    expect(stockOf(rows, 'c1', { type: 'PARTENAIRE', partenaire_id: 'b' })).toBe(30)
    expect(stockOf(rows, 'c1', { type: 'PARTENAIRE', partenaire_id: undefined })).toBeUndefined()
    expect(stockOf(rows, 'c2', { type: 'MONALUXE', partenaire_id: undefined })).toBeUndefined()
  })
})
