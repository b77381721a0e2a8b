// Goal: lines of stock add up by owner and in all.
import { describe, expect, it } from 'vitest'

import type { Schemas } from '#api/types'

import { byTank, compare, correctionsByDay, dayRows, lineKey, sum } from './lines'

function line(patch: Partial<Schemas['LigneJour']>): Schemas['LigneJour'] {
  return {
    ligne_id: 'l1',
    date_jour: '2026-11-22',
    depot_id: 'd',
    depot_nom: 'Dépôt',
    citerne_id: 'c1',
    citerne_nom: 'TANK1',
    produit_id: 'p',
    produit_nom: 'Gasoil',
    proprietaire_type: 'MONALUXE',
    partenaire_id: null,
    partenaire_nom: null,
    stock_ambiant: 0,
    stock_15c: 0,
    ...patch,
  }
}

describe('sum', () => {
  it('leaves no binary dust', () => {
    expect(sum([0.1, 0.2])).toBe(0.3)
    expect(sum([])).toBe(0)
  })
})

describe('byTank', () => {
  it('keeps owners apart under one tank (T-OWN-02)', () => {
    const tanks = byTank([
      line({ stock_ambiant: 5500 }),
      line({ ligne_id: 'l2', proprietaire_type: 'PARTENAIRE', partenaire_id: 'x', stock_ambiant: 1277 }),
      line({ ligne_id: 'l3', citerne_id: 'c2', citerne_nom: 'TANK2' }),
    ])
    expect(tanks.map((tank) => tank.nom)).toEqual(['TANK1', 'TANK2'])
    expect(sum(tanks[0]?.lines.map((l) => l.stock_ambiant) ?? [])).toBe(6777)
    expect(new Set(tanks.flatMap((tank) => tank.lines.map(lineKey))).size).toBe(3)
  })
})

describe('compare', () => {
  it('shows what was recorded later', () => {
    const [same, later, gone] = compare(
      [line({ stock_ambiant: 100, stock_15c: 99 }), line({ ligne_id: 'l3', stock_ambiant: 7 })],
      [line({ stock_ambiant: 100, stock_15c: 98.5 }), line({ ligne_id: 'l2', stock_ambiant: 40 })],
    )
    expect(same).toMatchObject({ stock_ambiant: 100, ecart_ambiant: 0, ecart_15c: -0.5 })
    expect(later).toMatchObject({ stock_ambiant: 0, maintenant_ambiant: 40, ecart_ambiant: 40 })
    expect(gone).toMatchObject({ stock_ambiant: 7, maintenant_ambiant: 0, ecart_ambiant: -7 })
  })
})

describe('dayRows', () => {
  it('is newest first, with the change from the day before', () => {
    const rows = dayRows({
      lignes: [
        line({ date_jour: '2026-11-01', stock_ambiant: 10 }),
        line({ date_jour: '2026-11-02', stock_ambiant: 30 }),
        line({ date_jour: '2026-11-02', ligne_id: 'l2', partenaire_id: 'x', proprietaire_type: 'PARTENAIRE', stock_ambiant: 5 }),
      ],
      totaux: [
        { date_jour: '2026-11-01', stock_ambiant: 10, stock_15c: 9 },
        { date_jour: '2026-11-02', stock_ambiant: 35, stock_15c: 34 },
      ],
    })
    expect(rows.map((row) => [row.jour, row.variation])).toEqual([
      ['2026-11-02', 25],
      ['2026-11-01', undefined],
    ])
    expect(rows[0]?.citernes.get('c1')).toBe(35)
  })
})

describe('correctionsByDay', () => {
  it('T-ADJ-09 counts an adjustment from the day of its effect on, at 15 °C where ambient litres are untouched', () => {
    const adjustments = [
      { date_effet: '2026-11-03', delta_ambiant: 100, delta_15c: 99 },
      { date_effet: '2026-11-01', delta_ambiant: 0, delta_15c: -2.5 },
      { date_effet: '2026-11-05', delta_ambiant: -100, delta_15c: -96.5 },
    ]
    const days = ['2026-11-05', '2026-11-04', '2026-11-03', '2026-11-02', '2026-10-31']
    expect(days.map((day) => correctionsByDay(adjustments, days).get(day))).toEqual([0, 100, 100, -2.5, 0])
  })
})
