// Goal: an opening stock is offered to the owners that have none, of that tank.
import { describe, expect, it } from 'vitest'

import { declaredFor } from './initial'

const row = (citerne_id: string, partenaire_id?: string) => ({
  citerne_id,
  proprietaire_type: partenaire_id === undefined ? ('MONALUXE' as const) : ('PARTENAIRE' as const),
  partenaire_id: partenaire_id ?? null,
  numero: 'INI-2026-000001',
  date_effet: '2026-02-05',
})
const partners = [{ id: 'p1' }, { id: 'p2' }]

describe('opening stocks', () => {
  it('are left to every owner of a tank without one', () => {
    expect(declaredFor('c1', [row('c2'), row('c2', 'p1')], partners)).toEqual({ monaluxe: undefined, partenaires: new Set(), left: true })
  })

  it('are left to the partners that have none', () => {
    expect(declaredFor('c1', [row('c1'), row('c1', 'p1')], partners)).toMatchObject({ partenaires: new Set(['p1']), left: true })
    expect(declaredFor('c1', [row('c1'), row('c1', 'p1')], partners).monaluxe?.numero).toBe('INI-2026-000001')
  })

  it('are left to nobody once all have theirs', () => {
    expect(declaredFor('c1', [row('c1'), row('c1', 'p1'), row('c1', 'p2')], partners).left).toBe(false)
    expect(declaredFor('c1', [row('c1')], []).left).toBe(false)
  })

  it('are left as long as the partners are not known', () => {
    expect(declaredFor('c1', [row('c1')], undefined).left).toBe(true)
  })
})
