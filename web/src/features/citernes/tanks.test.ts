// Goal: tanks are ordered, filled and warned about as the register says.
import { describe, expect, it } from 'vitest'

import type { Schemas } from '#api/types'

import { cardsOf, compareTanks, gaugeOf, totalsOf } from './tanks'

function tank(patch: Partial<Schemas['Citerne']>): Schemas['Citerne'] {
  return {
    id: 'c1',
    depot_id: 'd',
    depot_nom: 'Dépôt',
    nom: 'TANK1',
    produit_id: 'p',
    produit_nom: 'Gasoil',
    capacite_totale: 1000,
    creux_securite: 50,
    stock_minimum: 100,
    localisation: 'Parc',
    statut: 'active',
    logique: false,
    version: 1,
    created_at: '',
    updated_at: '',
    ...patch,
  }
}

function row(patch: Partial<Schemas['LigneStock']>): Schemas['LigneStock'] {
  return {
    depot_id: 'd',
    depot_nom: 'Dépôt',
    citerne_id: 'c1',
    citerne_nom: 'TANK1',
    citerne_statut: 'active',
    logique: false,
    capacite_totale: 1000,
    creux_securite: 50,
    stock_minimum: 100,
    produit_id: 'p',
    produit_nom: 'Gasoil',
    proprietaire_type: 'MONALUXE',
    stock_ambiant: 0,
    stock_15c: 0,
    stock_ambiant_affiche: 0,
    is_negative: false,
    stock_ambiant_base: 0,
    stock_15c_base: 0,
    delta_ambiant_total: 0,
    delta_15c_total: 0,
    ...patch,
  }
}

describe('compareTanks', () => {
  it('is the natural order', () => {
    const names = ['TANK10', 'TANK TEST 1', 'SEP Congo', 'TANK2', 'TANK STAGING', 'TANK1']
    const sorted = names.map((nom) => ({ depot_nom: 'd', nom })).sort(compareTanks)
    expect(sorted.map(({ nom }) => nom)).toEqual(['TANK1', 'TANK2', 'TANK10', 'SEP Congo', 'TANK STAGING', 'TANK TEST 1'])
  })

  it('goes by depot first', () => {
    expect(compareTanks({ depot_nom: 'B', nom: 'TANK1' }, { depot_nom: 'A', nom: 'TANK9' })).toBeGreaterThan(0)
  })
})

describe('gaugeOf', () => {
  it('has the agreed bounds', () => {
    expect([0, 0.1, 24.9, 25, 69.9, 70, 89.9, 90, 120].map(gaugeOf)).toEqual([
      'vide',
      'bas',
      'bas',
      'moyen',
      'moyen',
      'haut',
      'haut',
      'plein',
      'plein',
    ])
  })
})

describe('cardsOf', () => {
  it('shows tanks without any stock too (T-TNK-01)', () => {
    const cards = cardsOf([tank({}), tank({ id: 'c2', nom: 'TANK2', statut: 'maintenance' })], [row({ stock_ambiant: 500 })])
    expect(cards.map((card) => [card.nom, card.total_l, card.part, card.statut])).toEqual([
      ['TANK1', 500, 50, 'active'],
      ['TANK2', 0, 0, 'maintenance'],
    ])
    expect(cards[0]?.localisation).toBe('Parc')
  })

  it('clamps a real negative and says so', () => {
    const [card] = cardsOf([tank({})], [row({ stock_ambiant: -20, is_negative: true })])
    expect(card).toMatchObject({ affiche_l: 0, part: 0, total_l: -20, negatifs: [{ stock_l: -20 }], sous_minimum: true })
  })

  it('warns above the capacity and above the headroom', () => {
    const [card] = cardsOf([tank({})], [row({ stock_ambiant: 1010 })])
    expect(card).toMatchObject({ depasse_l: 10, creux_entame_l: 60, libre_l: 0 })
  })
})

describe('totalsOf', () => {
  it('keeps logical tanks out of the capacity (T-OWN-05)', () => {
    const cards = cardsOf(
      [tank({}), tank({ id: 'c2', nom: 'SEP', logique: true, capacite_totale: 1_000_000, stock_minimum: 0 })],
      [row({ stock_ambiant: 90 }), row({ citerne_id: 'c2', citerne_nom: 'SEP', logique: true, stock_ambiant: 7, stock_minimum: 0 })],
    )
    expect(totalsOf(cards)).toEqual({
      nombre: 1,
      alertes: 1,
      stock_l: 90,
      a_15c_l: 0,
      capacite_l: 1000,
      logique_stock_l: 7,
      logique_nombre: 1,
    })
  })
})
