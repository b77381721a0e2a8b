// Goal: the form of a cours de route sends what changed, and nothing else.
import { describe, expect, it } from 'vitest'

import { bodyOf, changes, copyOf, rebase, valuesOf } from './values'
import type { Cours } from './statut'

const truck: Cours = {
  id: 'c',
  numero: 'CDR-2026-000001',
  fournisseur_id: 'f1',
  depot_destination_id: 'd1',
  produit_id: 'p1',
  plaque_camion: '1042 AB/05',
  plaque_cle: '1042AB05',
  plaque_remorque: null,
  chauffeur_nom: 'Eric Lumumba',
  transporteur: 'Trans Lualaba',
  depart_pays: 'Zambie',
  date_chargement: '2026-11-20',
  date_arrivee_prevue: '2026-11-27',
  volume: 38_500.5,
  statut: 'TRANSIT',
  note: null,
  nb_dechargements: 0,
  version: 2,
  created_by: 'u',
  created_at: '2026-11-20T08:00:00Z',
  updated_at: '2026-11-20T08:00:00Z',
}

describe('the form of a truck', () => {
  it('sends nothing when nothing changed', () => {
    expect(changes(valuesOf(truck), truck)).toEqual({})
  })

  it('sends only what changed, and null for what was emptied', () => {
    const values = { ...valuesOf(truck), volume: '38.600,5', transporteur: ' ', plaque_remorque: 'RM 1' }
    expect(changes(values, truck)).toEqual({ volume: 38_600.5, transporteur: null, plaque_remorque: 'RM 1' })
  })

  it('reads typed figures with comma, dot and spaces', () => {
    expect(bodyOf({ ...valuesOf(truck), volume: '38 500,5' }).volume).toBe(38_500.5)
  })

  it('copies a truck as a new trip of today', () => {
    expect(copyOf(truck, '2026-11-22')).toMatchObject({
      plaque_camion: '1042 AB/05',
      date_chargement: '2026-11-22',
      date_arrivee_prevue: '',
      note: '',
    })
  })

  it('keeps what was typed and takes the rest of the current version', () => {
    const current = { ...truck, chauffeur_nom: 'John Mwale', volume: 39_000, version: 3 }
    const typed = { ...valuesOf(truck), volume: '40 000' }
    const merged = rebase(typed, truck, current)
    expect(merged).toMatchObject({ chauffeur_nom: 'John Mwale', volume: '40 000' })
    expect(changes(merged, current)).toEqual({ volume: 40_000 })
  })
})
