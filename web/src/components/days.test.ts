// Goal: periods of stock stay within what the server answers.
import { describe, expect, it } from 'vitest'

import { addDays, instantOf, isDay, localOf, periodOf, spanDays, todayIn } from './days'

describe('days', () => {
  it('knows a day from other text', () => {
    expect(isDay('2026-11-22')).toBe(true)
    expect(isDay('2026-13-22')).toBe(false)
    expect(isDay('22/11/2026')).toBe(false)
    expect(isDay(undefined)).toBe(false)
  })

  it('adds and counts across months', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(spanDays('2026-02-28', '2026-03-01')).toBe(2)
    expect(spanDays('2026-01-01', '2026-01-01')).toBe(1)
  })
})

describe('the clock of the depot', () => {
  it('shows the depot’s day, not the browser’s or UTC’s (T-KPI-07)', () => {
    const late = Date.parse('2026-11-22T22:30:00Z')
    expect(todayIn('Africa/Lubumbashi', late)).toBe('2026-11-23')
    expect(todayIn('UTC', late)).toBe('2026-11-22')
  })

  it('turns a wall clock into an instant and back', () => {
    expect(instantOf('2026-11-22T14:05', 'Africa/Lubumbashi')).toBe('2026-11-22T12:05:00.000Z')
    expect(localOf('2026-11-22T12:05:00.000Z', 'Africa/Lubumbashi')).toBe('2026-11-22T14:05')
    // Summer and winter in one zone.
    expect(instantOf('2026-07-01T12:00', 'Europe/Brussels')).toBe('2026-07-01T10:00:00.000Z')
    expect(instantOf('2026-12-01T12:00', 'Europe/Brussels')).toBe('2026-12-01T11:00:00.000Z')
    expect(instantOf('2026-03-29T01:30', 'Europe/Brussels')).toBe('2026-03-29T00:30:00.000Z')
    expect(instantOf('2026-03-29T03:30', 'Europe/Brussels')).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOf('', 'UTC')).toBeUndefined()
  })
})

describe('periodOf', () => {
  it('is the last 30 days when nothing is asked', () => {
    expect(periodOf({}, '2026-11-22')).toEqual({ du: '2026-10-24', au: '2026-11-22', fault: undefined })
  })

  it('names the fault of an impossible period', () => {
    expect(periodOf({ du: '2026-11-23', au: '2026-11-22' }, '2026-11-22').fault).toBe('ordre')
    expect(periodOf({ du: '2025-11-21', au: '2026-11-22' }, '2026-11-22').fault).toBe('longueur')
    expect(periodOf({ du: '2025-11-22', au: '2026-11-22' }, '2026-11-22').fault).toBe(undefined)
  })
})
