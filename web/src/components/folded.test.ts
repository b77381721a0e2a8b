// Goal: what was typed finds a name whatever the case and the accents of either.
import { describe, expect, it } from 'vitest'

import { choicesHolding, folded, holds } from './folded'

describe('folding', () => {
  it('takes away case and accents, composed or not', () => {
    expect(folded('HÔPITAL Sendwe')).toBe('hopital sendwe')
    expect(folded('Ho\u0302pital')).toBe('hopital')
    expect(folded('Çà et là, Noël')).toBe('ca et la, noel')
    expect(folded('CGO 1234 AB')).toBe('cgo 1234 ab')
  })

  it('finds with accents what was written without, and the other way round', () => {
    for (const typed of ['hopital', 'HÔPITAL', ' sendwe ', '']) expect(holds('Hôpital Sendwe', typed)).toBe(true)
    expect(holds('Depot de Likasi', 'dépôt')).toBe(true)
    expect(holds('Hôpital Sendwe', 'hospital')).toBe(false)
  })
})

describe('the choices of a field', () => {
  const options = [
    { value: '1', label: 'Hôpital Sendwe', disabled: false },
    { value: '2', label: 'Hôtel Karavia', disabled: false },
    { value: '3', label: 'Mines du Sud', disabled: false },
  ]
  const labels = (search: string, limit = 200): unknown =>
    choicesHolding({ options, search, limit }).map((item) => ('label' in item ? item.label : item.group))

  it('are those that hold what was typed, as many as there is room for', () => {
    expect(labels('hopital')).toEqual(['Hôpital Sendwe'])
    expect(labels('HO')).toEqual(['Hôpital Sendwe', 'Hôtel Karavia'])
    expect(labels('', 2)).toEqual(['Hôpital Sendwe', 'Hôtel Karavia'])
    expect(labels('zzz')).toEqual([])
  })

  it('keep their groups', () => {
    const grouped = choicesHolding({ options: [{ group: 'Clients', items: options }], search: 'hotel', limit: 200 })
    expect(grouped).toEqual([{ group: 'Clients', items: [options[1]] }])
  })
})
