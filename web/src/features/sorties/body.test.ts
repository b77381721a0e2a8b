// Goal: what is typed of a sortie becomes what the server is sent.
import { describe, expect, it } from 'vitest'

import { emptyLine } from '#features/mouvements/lines'

import { isOperation, sortieBody, type SortieValues } from './body'

const values: SortieValues = {
  proprietaire_type: 'MONALUXE',
  client_id: 'k1',
  partenaire_id: '',
  depot_id: 'd1',
  produit_id: '',
  date_sortie: '2026-11-22',
  chauffeur_nom: ' Jean Mukendi ',
  plaque_camion: '',
  plaque_remorque: '',
  transporteur_id: '',
  note: '',
  lignes: [emptyLine('a')],
}

describe('the request of a sortie', () => {
  it('T-SOR-09 leaves logistics out when there are none', () => {
    expect(sortieBody(values, undefined)).toMatchObject({
      client_id: 'k1',
      partenaire_id: null,
      chauffeur_nom: 'Jean Mukendi',
      plaque_camion: null,
      transporteur_id: null,
      note: null,
    })
  })

  it('T-SOR-01 sends the beneficiary of its owner only', () => {
    const body = sortieBody({ ...values, proprietaire_type: 'PARTENAIRE', partenaire_id: 'p1' }, undefined)
    expect(body).toMatchObject({ client_id: null, partenaire_id: 'p1' })
  })

  it('knows its answer', () => {
    expect(isOperation({ operation_id: 'o', sorties: [] })).toBe(true)
    expect(isOperation({ operation_id: 'o', receptions: [] })).toBe(false)
  })
})
