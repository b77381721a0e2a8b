// Closing a day: nothing may be dated on or before it any more, and what is closed stays closed.
import { describe, expect, it } from 'vitest'

import { created, day, done, ligne, only, useDepot, withoutTrace, type Answer, type Depot, type Schemas } from './fixture/depot'
import { expectSorted } from './fixture/liste'
import { expectProblem, type Problem } from './fixture/problem'
import { useServer } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

const close = async (of: Depot, jour: string, caller = of.admin): Promise<Answer<Schemas['Cloture']>> =>
  await caller.client.POST('/api/v1/stock/clotures', { body: { depot_id: of.id, jour } })

/** The refusal, which leaves no trace. */
async function refused(of: Depot, jour: string, status: number, code: string, champ = 'jour'): Promise<Problem> {
  const answer = await withoutTrace(server(), () => close(of, jour))
  return expectProblem(answer, status, code, champ)
}

describe('closing a day', () => {
  it('T-REC-13 T-SOR-10 seals it and all before it for every movement', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 1_000 })
    const closed = day(await other.today(), -2)
    const cloture = await other.close(closed, ' Jaugeages saisis ')
    expect(cloture).toMatchObject({ depot_id: other.id, jour: closed, note: 'Jaugeages saisis' })
    expect(only(await depot().log(cloture.id))).toMatchObject({ action: 'JOUR_CLOTURE', auteur_nom: 'Test admin' })
    for (const back of [0, -1, -20]) {
      const date = day(closed, back)
      const reception = other.receptionBody([ligne(tank.id, 10)], { date_reception: date })
      const told = expectProblem(await other.admin.client.POST('/api/v1/receptions', { body: reception }), 409, 'JOUR_CLOTURE', 'date_reception')
      expect(JSON.stringify(told)).toContain(closed)
      const sortie = await other.sortieBody([ligne(tank.id, 10)], { date_sortie: date })
      expectProblem(await other.admin.client.POST('/api/v1/sorties', { body: sortie }), 409, 'JOUR_CLOTURE', 'date_sortie')
    }
    const initial = { citerne_id: (await other.citerne()).id, proprietaire_type: 'MONALUXE' as const, date: closed, volume_ambiant: 1, volume_15c: 1 }
    expectProblem(await other.admin.client.POST('/api/v1/stock/initial', { body: initial }), 409, 'JOUR_CLOTURE', 'date')
    await other.recevoir([ligne(tank.id, 10)], { date_reception: day(closed, 1) })
    const elsewhere = await depot().citerne()
    await depot().recevoir([ligne(elsewhere.id, 10)], { date_reception: closed })
  })

  it('T-ADJ-01 of today stops adjustments until tomorrow', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 1_000 })
    const { id } = only(await other.recevoir([ligne(tank.id, 10)]))
    await other.close(await other.today())
    await withoutTrace(server(), async () => {
      expectProblem(await other.adjustTank(tank.id, 1), 409, 'JOUR_CLOTURE')
      const options = { params: { path: { id } }, body: { raison: 'Saisie deux fois par erreur' } }
      expectProblem(await other.admin.client.POST('/api/v1/receptions/{id}/compensation', options), 409, 'JOUR_CLOTURE')
    })
  })

  it('T-REC-13 is done once and forward: that day, an earlier one and tomorrow are refused, each with its reason', async () => {
    const other = await depot().another()
    const today = await other.today()
    const closed = day(today, -3)
    await other.close(closed)
    for (const jour of [closed, day(closed, -1), '2020-01-01']) {
      expect(JSON.stringify(await refused(other, jour, 409, 'JOUR_CLOTURE'))).toContain(closed)
    }
    expect(JSON.stringify(await refused(other, day(today, 1), 422, 'DATE_FUTURE_INTERDITE'))).toContain(today)
    created(await close(other, day(closed, 1)))
    created(await close(other, today))
    await refused(other, today, 409, 'JOUR_CLOTURE')
  })

  it('T-REC-13 goes by the day of the depot, not of the server', async () => {
    const [early, late] = [await depot().another({ fuseau: 'Pacific/Kiritimati' }), await depot().another({ fuseau: 'Pacific/Midway' })]
    const tomorrow = await early.today()
    created(await close(early, tomorrow))
    expect(await late.today()).not.toBe(tomorrow)
    await refused(late, tomorrow, 422, 'DATE_FUTURE_INTERDITE')
  })

  it('T-REC-13 is about a depot that exists, and in the own one for a gérant', async () => {
    const other = await depot().another()
    const body = { depot_id: (await depot().citerne()).id, jour: '2020-01-01' }
    expectProblem(await depot().admin.client.POST('/api/v1/stock/clotures', { body }), 422, 'REFERENCE_INTROUVABLE', 'depot_id')
    const gerant = await server().signIn('gerant')
    expectProblem(await close(other, '2020-01-01', gerant), 403, 'HORS_DEPOT')
    created(await close(depot(), '2020-01-01', gerant))
  })
})

describe('the list of closed days', () => {
  it('shows the latest first, by depot and period, with who closed them', async () => {
    const other = await depot().another()
    for (const jour of ['2026-01-05', '2026-01-06', '2026-01-09']) await other.close(jour)
    const days = async (filter: object): Promise<string[]> => {
      const query = { depot_id: other.id, ...filter }
      return done(await other.operateur.client.GET('/api/v1/stock/clotures', { params: { query } })).elements.map(({ jour }) => jour)
    }
    expect(await days({})).toEqual(['2026-01-09', '2026-01-06', '2026-01-05'])
    expect(await days({ du: '2026-01-06' })).toEqual(['2026-01-09', '2026-01-06'])
    expect(await days({ du: '2026-01-06', au: '2026-01-06' })).toEqual(['2026-01-06'])
    expect(await days({ au: '2026-01-01' })).toEqual([])
    expect(await days({ depot_id: depot().id })).toEqual([])
    const query = { depot_id: other.id, limite: 1 }
    const { elements } = done(await other.admin.client.GET('/api/v1/stock/clotures', { params: { query } }))
    expect(only(elements)).toMatchObject({ auteur_nom: 'Test admin', note: null })
    for (const tri of ['jour', 'created_at', 'depot_nom', 'auteur_nom']) await expectSorted(depot().admin, '/api/v1/stock/clotures', tri)
  })
})
