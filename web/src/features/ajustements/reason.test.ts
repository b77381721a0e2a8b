// Goal: a reason is measured as the server measures it.
import { describe, expect, it } from 'vitest'

import { isOutcome, isWaiting, outcomeHref } from './outcome'
import { isRemarkable, longEnough, plainReason } from './reason'

describe('plainReason', () => {
  it('drops the prefix of the type only', () => {
    expect(plainReason('[TEMP] Sonde mal lue')).toBe('Sonde mal lue')
    expect(plainReason('Sonde [haute] mal lue')).toBe('Sonde [haute] mal lue')
  })
})

describe('longEnough', () => {
  it('counts characters, not blanks at the ends', () => {
    expect(longEnough('  123456789  ')).toBe(false)
    expect(longEnough('éèàùçôîûäë')).toBe(true)
  })
})

describe('isRemarkable', () => {
  const row = { type_correction: 'VOLUME', reason: '[VOLUME] relecture', delta_ambiant: -50 } as const

  it('points at manual and large ones (10.11)', () => {
    expect(isRemarkable(row)).toBe(false)
    expect(isRemarkable({ ...row, delta_ambiant: -50.001 })).toBe(true)
    expect(isRemarkable({ ...row, reason: 'Saisie manuelle au jaugeage' })).toBe(true)
    expect(isRemarkable({ ...row, type_correction: 'MANUEL' })).toBe(true)
  })
})

describe('the outcome', () => {
  it('is posted or waits for a second person', () => {
    const posted: unknown = { id: 'a', numero: 'AJU-1' }
    const waiting: unknown = { id: 'p', statut: 'EN_ATTENTE' }
    expect(isOutcome(posted) && isWaiting(posted)).toBe(false)
    expect(isOutcome(waiting) && isWaiting(waiting)).toBe(true)
    expect(isOutcome({ id: 'p', statut: 'REFUSEE' })).toBe(false)
    expect(outcomeHref({ id: 'a', numero: 'AJU-1' })).toBe('/stocks-adjustments/a')
    expect(outcomeHref({ id: 'p', statut: 'EN_ATTENTE' })).toBe('/stocks-adjustments/propositions/p')
    expect(isOutcome(null)).toBe(false)
  })
})
