// Goal: filters of the stock screens survive the URL.
import { describe, expect, it } from 'vitest'

import { carried, explanation, ownerChoice, ownerPatch, stockFilters } from './filters'

describe('stockFilters', () => {
  it('takes the depot of the header unless the URL names one', () => {
    expect(stockFilters({}, 'd1')).toEqual({ depot_id: 'd1' })
    expect(stockFilters({ depot_id: 'd2' }, 'd1')).toEqual({ depot_id: 'd2' })
    expect(stockFilters({})).toEqual({})
  })

  it('lets no unknown owner reach the server', () => {
    expect(stockFilters({ proprietaire_type: 'AUTRE', citerne_id: 'c' })).toEqual({ citerne_id: 'c' })
    expect(stockFilters({ proprietaire_type: 'PARTENAIRE' })).toEqual({ proprietaire_type: 'PARTENAIRE' })
  })
})

describe('carried', () => {
  it('keeps what all stock screens know and drops the rest', () => {
    expect(carried({ citerne_id: 'c', du: '2026-01-01', tri: 'x', proprietaire_type: 'MONALUXE' })).toEqual({
      citerne_id: 'c',
      proprietaire_type: 'MONALUXE',
    })
  })
})

describe('the owner choice', () => {
  it('goes into the URL and comes back', () => {
    for (const choice of ['MONALUXE', 'PARTENAIRE', 'partner-1']) {
      const patch = ownerPatch(choice)
      const search = Object.fromEntries(Object.entries(patch).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))
      expect(ownerChoice(stockFilters(search))).toBe(choice)
    }
    expect(ownerPatch(null)).toEqual({ proprietaire_type: undefined, partenaire_id: undefined })
  })
})

describe('explanation', () => {
  it('names exactly one line', () => {
    expect(explanation({ citerne_id: 'c', proprietaire_type: 'MONALUXE', partenaire_id: null })).toEqual({
      citerne_id: 'c',
      proprietaire_type: 'MONALUXE',
    })
    expect(explanation({ citerne_id: 'c', proprietaire_type: 'PARTENAIRE', partenaire_id: 'p' })).toEqual({
      citerne_id: 'c',
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: 'p',
    })
  })
})
