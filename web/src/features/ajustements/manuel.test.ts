// Goal: a manual adjustment is complete before it can be sent.
import { describe, expect, it } from 'vitest'

import { manualBody, manualFaults, type ManualValues } from './manuel'

const values: ManualValues = {
  citerne_id: 'c',
  proprietaire_type: 'MONALUXE',
  partenaire_id: '',
  sens: 'RETIRER',
  ambiant: '1 234,5',
  a_15c: '1230',
  raison: 'Perte au jaugeage du matin',
}

describe('the manual adjustment', () => {
  it('signs both volumes by the direction', () => {
    expect(manualBody(values)).toMatchObject({ delta_ambiant: -1234.5, delta_15c: -1230 })
    expect(manualBody({ ...values, sens: 'AJOUTER' })).toMatchObject({ delta_ambiant: 1234.5, delta_15c: 1230 })
    expect(Object.is(manualBody({ ...values, ambiant: '0' }).delta_ambiant, 0)).toBe(true)
  })

  it('sends a partner only for a partner', () => {
    expect(manualBody({ ...values, partenaire_id: 'p' })).not.toHaveProperty('partenaire_id')
    expect(manualBody({ ...values, proprietaire_type: 'PARTENAIRE', partenaire_id: 'p' })).toMatchObject({ partenaire_id: 'p' })
  })

  it('names every fault at once', () => {
    expect(manualFaults(values)).toEqual({})
    expect(
      manualFaults({ citerne_id: '', proprietaire_type: 'PARTENAIRE', partenaire_id: '', sens: '', ambiant: '-3', a_15c: 'x', raison: 'court' }),
    ).toEqual({ citerne_id: 'requis', partenaire_id: 'requis', sens: 'requis', ambiant: 'positif', a_15c: 'nombre', raison: 'courte' })
  })
})
