// Goal: figures are written and read as people at a depot write and read them.
import { describe, expect, it } from 'vitest'

import { litres, number, parseNumber, percent, signed } from './format'

describe('figures', () => {
  it('T-UI-02 keeps every litre and groups thousands', () => {
    expect(litres(2500)).toBe('2\u202f500\u00a0L')
    expect(litres(0)).toBe('0\u00a0L')
    expect(litres(1234567.891)).toBe('1\u202f234\u202f567,891\u00a0L')
    expect(litres(Number.NaN)).toBe('—')
    expect(litres(null)).toBe('—')
  })

  it('signs a change, and nothing that rounds to zero', () => {
    expect(signed(1200)).toBe('+\u00a01\u202f200')
    expect(signed(-100)).toBe('−\u00a0100')
    expect(signed(-0.0001)).toBe('0')
    expect(number(-0.0001)).toBe('0')
  })

  it('writes percentages with one decimal at most', () => {
    expect(percent(34.26)).toBe('34,3\u00a0%')
  })
})

describe('typed numbers', () => {
  it.each([
    ['1 234,5', 1234.5],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1.234.567', 1234567],
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1\u202f234,5', 1234.5],
    ['-3,5', -3.5],
  ])('T-KPI-09 reads %s', (typed, expected) => {
    expect(parseNumber(typed)).toBe(expected)
  })

  it.each(['', 'abc', '1,2,3', '12..5', '1.2,3.4', '--5', '5 L'])('T-UI-03 does not guess at %j', (typed) => {
    expect(parseNumber(typed)).toBeUndefined()
  })
})
