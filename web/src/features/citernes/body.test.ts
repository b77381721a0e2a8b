// Goal: what is typed of a tank becomes what the server is sent.
import { describe, expect, it } from 'vitest'

import { bodyOfTank, changesOf, valuesOf } from './body'

const typed = { ...valuesOf(undefined, 'd1'), nom: ' TANK7 ', produit_id: 'p', capacite_totale: '500 000,5', localisation: 'Parc' }

describe('the tank form', () => {
  it('starts in the depot of the header, with no capacity', () => {
    expect(valuesOf(undefined, 'd1')).toMatchObject({ depot_id: 'd1', capacite_totale: '', statut: 'active' })
  })

  it('reads what was typed', () => {
    expect(bodyOfTank(typed)).toEqual({
      depot_id: 'd1',
      nom: 'TANK7',
      produit_id: 'p',
      capacite_totale: 500000.5,
      creux_securite: 0,
      stock_minimum: 0,
      localisation: 'Parc',
      statut: 'active',
      logique: false,
    })
  })

  it('sends only what was changed', () => {
    expect(changesOf(typed, { ...typed, stock_minimum: '20 000', capacite_totale: '500000.500' })).toEqual({ stock_minimum: 20000 })
    expect(changesOf(typed, { ...typed, statut: 'maintenance', depot_id: 'd2' })).toEqual({ statut: 'maintenance' })
    expect(changesOf(typed, typed)).toEqual({})
  })
})
