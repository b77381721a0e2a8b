// Goal: what is typed of a reception becomes what the server is sent.
import { describe, expect, it } from 'vitest'

import { emptyLine } from '#features/mouvements/lines'

import { isOperation, receptionBody, type ReceptionValues } from './body'

const values: ReceptionValues = {
  proprietaire_type: 'MONALUXE',
  cours_de_route_id: 'cdr',
  partenaire_id: '',
  depot_id: 'd1',
  produit_id: '',
  date_reception: '2026-11-22',
  note: '  ',
  lignes: [{ ...emptyLine('a'), citerne_id: 'c1', index_avant: '1 000', index_apres: '2 000,5', temperature_ambiante_c: '20,1' }],
}

describe('the request of a reception', () => {
  it('says null for what is missing, never a default', () => {
    expect(receptionBody(values, 'p1')).toEqual({
      proprietaire_type: 'MONALUXE',
      cours_de_route_id: 'cdr',
      partenaire_id: null,
      date_reception: '2026-11-22',
      note: null,
      lignes: [
        {
          citerne_id: 'c1',
          produit_id: 'p1',
          index_avant: 1000,
          index_apres: 2000.5,
          temperature_ambiante_c: 20.1,
          densite_observee_kgm3: null,
        },
      ],
    })
  })

  it('T-REC-07 T-REC-11 carries a partner or a cours de route, never both', () => {
    const body = receptionBody({ ...values, proprietaire_type: 'PARTENAIRE', partenaire_id: 'x' }, 'p1')
    expect(body).toMatchObject({ partenaire_id: 'x', cours_de_route_id: null })
    expect(receptionBody({ ...values, partenaire_id: 'x' }, 'p1').partenaire_id).toBeNull()
  })

  it('leaves out a last tank that stayed blank, but never the only one', () => {
    expect(receptionBody({ ...values, lignes: [...values.lignes, emptyLine('b')] }, 'p1').lignes).toHaveLength(1)
    expect(receptionBody({ ...values, lignes: [emptyLine('a')] }, 'p1').lignes).toHaveLength(1)
  })
})

describe('the answer', () => {
  it('is an operation or nothing', () => {
    expect(isOperation({ operation_id: 'o', receptions: [] })).toBe(true)
    expect(isOperation({ operation_id: 'o' })).toBe(false)
    expect(isOperation(null)).toBe(false)
  })
})
