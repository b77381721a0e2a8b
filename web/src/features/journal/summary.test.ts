// Goal: a log entry reads as one line, whatever its details hold, and leads to what it is about.
import { describe, expect, it } from 'vitest'

import { changesOf, matterOf, summaryOf, targetOf } from './summary'

const nothing = { citerne_id: undefined, produit_id: undefined, ambiant: undefined, a_15c: undefined, jour: undefined }

describe('a log entry in one line', () => {
  it('names the document', () => {
    expect(summaryOf({ numero: 'REC-2026-000001', volume_ambiant: 9955 })).toBe('REC-2026-000001')
  })
  it('names a record that was created or changed', () => {
    expect(summaryOf({ apres: { nom: 'TANK7' } })).toBe('TANK7')
  })
  it('says from where to where a status went', () => {
    expect(summaryOf({ numero: 'CDR-1', de: 'TRANSIT', statut: 'FRONTIERE' })).toBe('CDR-1 · TRANSIT → FRONTIERE')
  })
  it('stays silent about what it does not know', () => {
    expect(summaryOf(null)).toBe('')
    expect(summaryOf({ odd: [1] })).toBe('')
  })
})

describe('what an entry says of stock', () => {
  it('is the tank, the product, the litres and the day of a movement', () => {
    const details = { citerne_id: 'c', produit_id: 'p', volume_ambiant: 9955, volume_15c: 9930.5, date: '2026-11-22' }
    expect(matterOf({ action: 'RECEPTION_CREEE', cible_id: 'r', details })).toEqual({
      citerne_id: 'c',
      produit_id: 'p',
      ambiant: '9\u202f955\u00a0L',
      a_15c: '9\u202f930,5\u00a0L',
      jour: '2026-11-22',
    })
  })
  it('is the change that an adjustment makes', () => {
    const { ambiant, a_15c } = matterOf({ action: 'STOCK_ADJUSTMENT_CREATED', cible_id: 'a', details: { delta_ambiant: -45, delta_15c: 0 } })
    expect([ambiant, a_15c]).toEqual(['\u2212\u00a045\u00a0L', '0\u00a0L'])
  })
  it('is the tank itself where the entry is about one', () => {
    expect(matterOf({ action: 'CITERNE_MODIFIEE', cible_id: 'c', details: {} })).toEqual({ ...nothing, citerne_id: 'c' })
  })
  it('is nothing where there is none', () => {
    expect(matterOf({ action: 'LOGIN_OK', cible_id: 'u', details: 'odd' })).toEqual(nothing)
  })
})

describe('what an entry changed', () => {
  it('is named field by field, with what was there before', () => {
    expect(changesOf({ avant: { stock_minimum: 0, note: null }, apres: { stock_minimum: 5000, note: 'x' } })).toEqual([
      { key: 'stock_minimum', avant: 0, apres: 5000 },
      { key: 'note', avant: null, apres: 'x' },
    ])
  })
  it('is nothing of what was created', () => {
    expect(changesOf({ apres: { nom: 'TANK7' } })).toEqual([])
  })
})

describe('where an entry leads', () => {
  it('is the page of its record, an adjustment and a proposal apart', () => {
    const to = (action: string): string | undefined => targetOf({ action, cible_id: 'x' })
    expect(to('STOCK_ADJUSTMENT_CREATED')).toBe('/stocks-adjustments/x')
    expect(to('STOCK_ADJUSTMENT_PROPOSED')).toBe('/stocks-adjustments/propositions/x')
    expect(to('CITERNE_MODIFIEE')).toBe('/citernes/x')
    expect(to('CDR_SUPPRIME')).toBeUndefined()
    expect(to('LOGIN_OK')).toBeUndefined()
  })
})
