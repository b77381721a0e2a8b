// Stock: one contract for every screen, owners apart, two dates on every fact.
import { describe, expect, it } from 'vitest'

import {
  allPages,
  day,
  done,
  expectVerified,
  ligne,
  only,
  sum,
  useDepot,
  withoutTrace,
  type Depot,
  type Schemas,
} from './fixture/depot'
import { expectProblem } from './fixture/problem'
import { produitEssence, produitGasoil } from './fixture/seed'
import { useServer } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

type Owner = Pick<Schemas['DemandeReception'], 'proprietaire_type' | 'partenaire_id'>
const partner = (partenaire_id: string): Owner & { proprietaire_type: 'PARTENAIRE' } => ({
  proprietaire_type: 'PARTENAIRE',
  partenaire_id,
})

async function daily(of: Depot, citerne_id: string, du: string, au: string): Promise<number[]> {
  const query = { citerne_id, du, au }
  const { totaux } = done(await of.admin.client.GET('/api/v1/stock/journalier', { params: { query } }))
  return totaux.map(({ stock_ambiant }) => stock_ambiant)
}

/** Total of a tank at the end of a day, as known at an instant. */
async function known(of: Depot, citerne_id: string, date: string, connu_le?: string): Promise<number> {
  const query = { citerne_id, date, ...(connu_le === undefined ? {} : { connu_le }) }
  const { totaux } = done(await of.admin.client.GET('/api/v1/stock/a-date', { params: { query } }))
  return totaux[0]?.stock_ambiant ?? 0
}

interface Figures {
  ambiant: number
  a_15c: number
}

const litres = (rows: readonly { stock_ambiant: number; stock_15c: number }[]): Figures => ({
  ambiant: sum(rows.map((row) => row.stock_ambiant)),
  a_15c: sum(rows.map((row) => row.stock_15c)),
})

/** The stock of a depot, as each screen and the contract itself tell it. */
async function everyFigure(of: Depot): Promise<Record<string, Figures>> {
  const { client } = of.admin
  const query = { depot_id: of.id }
  const today = await of.today()
  const board = await of.dashboard()
  const current = done(await client.GET('/api/v1/stock/actuel', { params: { query } }))
  const daysEnd = done(await client.GET('/api/v1/stock/journalier', { params: { query: { ...query, du: today, au: today } } }))
  const atDate = done(await client.GET('/api/v1/stock/a-date', { params: { query: { ...query, date: today } } }))
  const ledger = await allPages(
    async (paging) => done(await client.GET('/api/v1/stock/mouvements', { params: { query: { ...query, ...paging } } })),
    200,
  )
  const contract = await server().psql(
    `select coalesce(sum(stock_ambiant), 0), coalesce(sum(stock_15c), 0) from v_stock_actuel where depot_id = '${of.id}'`,
  )
  const [ambiant, a_15c] = contract.split('|').map(Number)
  return {
    contract: { ambiant: ambiant ?? NaN, a_15c: a_15c ?? NaN },
    board: litres([board.stock]),
    curve: litres(board.courbe.slice(-1)),
    lines: litres(current.lignes),
    owners: litres(current.totaux.par_proprietaire),
    tanks: litres(current.totaux.par_citerne),
    daysEnd: litres(daysEnd.totaux),
    atDate: litres(atDate.lignes),
    ledger: {
      ambiant: sum(ledger.map(({ delta_ambiant }) => delta_ambiant)),
      a_15c: sum(ledger.map(({ delta_15c }) => delta_15c)),
    },
  }
}

async function expectOneFigure(of: Depot): Promise<Figures> {
  const figures = await everyFigure(of)
  const { contract } = figures
  if (contract === undefined) throw new Error('no contract')
  expect(figures).toEqual(Object.fromEntries(Object.keys(figures).map((screen) => [screen, contract])))
  return contract
}

describe('the stock of several owners', () => {
  it('T-OWN-02 T-REG-01 T-REG-03 keeps an owner that did not move: 6 777 in the tank, 13 000 in the depot', async () => {
    const other = await depot().another()
    const [first, second] = [await other.citerne(), await other.citerne()]
    const partenaire_id = await other.partenaire()
    const today = await other.today()
    await other.recevoir([ligne(first.id, 5_500)], { date_reception: day(today, -2) })
    await other.recevoir([ligne(first.id, 1_277)], { ...partner(partenaire_id), date_reception: today })
    await other.recevoir([ligne(second.id, 3_500)], { date_reception: day(today, -3) })
    await other.recevoir([ligne(second.id, 2_723)], { ...partner(partenaire_id), date_reception: day(today, -1) })
    expect((await other.stock(first.id)).stock_ambiant).toBe(6_777)
    const { stock } = await other.dashboard()
    expect(stock.stock_ambiant).toBe(13_000)
    expect(stock.par_proprietaire.map(({ proprietaire_type, stock_ambiant }) => [proprietaire_type, stock_ambiant])).toEqual([
      ['MONALUXE', 9_000],
      ['PARTENAIRE', 4_000],
    ])
    await expectOneFigure(other)
  })

  it('T-OWN-04 T-INV-07 has one line a partner, in tank and in total', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 100 })
    const partners = [await other.partenaire(), await other.partenaire()]
    for (const [i, id] of partners.entries()) await other.initial(tank.id, 1_000 * (i + 1), partner(id))
    const lines = await other.lines(tank.id)
    expect(lines).toHaveLength(3)
    expect(await Promise.all([undefined, ...partners].map((id) => other.stockOf(tank.id, id)))).toEqual([100, 1_000, 2_000])
    const { par_proprietaire } = (await other.dashboard()).stock
    expect(par_proprietaire.map(({ stock_ambiant }) => stock_ambiant).sort((a, b) => a - b)).toEqual([100, 1_000, 2_000])
    const query = { depot_id: other.id, partenaire_id: partners[1] ?? '' }
    const filtered = done(await other.admin.client.GET('/api/v1/stock/actuel', { params: { query } }))
    expect(filtered.totaux.stock_ambiant).toBe(2_000)
  })

  it('T-REG-02 sums an owner over all products', async () => {
    const other = await depot().another()
    await other.citerne({ stock: 700 })
    await other.citerne({ stock: 300, produit_id: produitEssence })
    expect(only((await other.dashboard()).stock.par_proprietaire)).toMatchObject({ stock_ambiant: 1_000 })
    const query = { depot_id: other.id, produit_id: produitEssence }
    expect(done(await other.admin.client.GET('/api/v1/stock/actuel', { params: { query } })).totaux.stock_ambiant).toBe(300)
  })
})

describe('a tank', () => {
  it('T-OWN-05 that is logical counts in the stock, with its part named, never in capacity and utilisation', async () => {
    const other = await depot().another()
    await other.citerne({ capacite_totale: 10_000, stock: 2_500 })
    await other.citerne({ capacite_totale: 1_000_000, stock: 40_000, logique: true, nom: 'SEP CONGO' })
    expect((await other.dashboard()).stock).toMatchObject({
      stock_ambiant: 42_500,
      stock_ambiant_logique: 40_000,
      capacite: 10_000,
      capacite_logique: 1_000_000,
      utilisation_pct: 25,
    })
  })

  it('T-OWN-06 keeps its depot in service, and the depot its time zone', async () => {
    await depot().citerne({ stock: 100 })
    const change = async (body: Schemas['ModificationDepot']): Promise<{ response: Response; error?: unknown }> => {
      const path = { id: depot().id }
      const { data } = await depot().admin.client.GET('/api/v1/depots/{id}', { params: { path } })
      const header = { 'If-Match': `"${String(data?.version)}"` }
      return await depot().admin.client.PATCH('/api/v1/depots/{id}', { params: { path, header }, body })
    }
    expectProblem(await change({ fuseau: 'Pacific/Kiritimati' }), 409, 'DEPOT_FUSEAU_FIGE', 'fuseau')
    expectProblem(await change({ actif: false }), 409, 'DEPOT_NON_VIDE', 'actif')
    expect((await change({ adresse: 'Avenue du Dépôt 12' })).response.status).toBe(200)
  })

  it('T-OWN-06 with stock is not deactivated, not even when its owners sum up to zero', async () => {
    const tank = await depot().citerne({ stock: 100 })
    const params = { path: { id: tank.id }, header: { 'If-Match': '"1"' } }
    const deactivate = (): Promise<{ response: Response; error?: unknown }> =>
      depot().admin.client.PATCH('/api/v1/citernes/{id}', { params, body: { statut: 'inactive' } })
    expectProblem(await deactivate(), 409, 'CITERNE_NON_VIDE', 'statut')
    const partenaire_id = await depot().partenaire()
    await depot().initial(tank.id, 50, partner(partenaire_id))
    const reception = only(await depot().recevoir([ligne(tank.id, 10)]))
    await depot().sortir([ligne(tank.id, 110)])
    await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 1 })
    const body = { citerne_id: tank.id, proprietaire_type: 'MONALUXE' as const, delta_15c: 0, raison: 'Écart de jaugeage' }
    const ledgerTo = async (delta_ambiant: number): Promise<void> => {
      const answer = await depot().admin.client.POST('/api/v1/ajustements/manuel', { body: { ...body, delta_ambiant } })
      expect(answer.response.status).toBe(201)
    }
    await ledgerTo(-41)
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(0)
    expectProblem(await deactivate(), 409, 'CITERNE_NON_VIDE', 'statut')
    await ledgerTo(50)
    await depot().sortir([ligne(tank.id, 50)], partner(partenaire_id))
    expect((await depot().changeTank(tank.id, { statut: 'inactive' })).statut).toBe('inactive')
  })

  it('T-TNK-01 T-REG-25 is shown when empty, as long as it is active', async () => {
    const other = await depot().another()
    const [empty, closed] = [await other.citerne(), await other.citerne()]
    await other.changeTank(closed.id, { statut: 'inactive' })
    const { par_citerne } = (await other.dashboard()).stock
    expect(only(par_citerne)).toMatchObject({ citerne_id: empty.id, stock_ambiant: 0, remplissage_pct: 0 })
  })

  it('T-KPI-05 is filled by its ambient litres, not by those at 15 °C', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ capacite_totale: 20_000 })
    await other.recevoir([ligne(tank.id, 10_000, { temperature_ambiante_c: 38 })])
    const { stock } = await other.dashboard()
    expect(stock.stock_15c).toBeLessThan(9_850)
    expect(stock.utilisation_pct).toBe(50)
    expect(only(stock.par_citerne).remplissage_pct).toBe(50)
  })

  it('below its minimum is listed, the emptiest first; one without minimum never is', async () => {
    const other = await depot().another()
    await other.citerne({ stock: 100 })
    const half = await other.citerne({ stock: 1_000, stock_minimum: 2_000 })
    const empty = await other.citerne({ stock_minimum: 2_000 })
    await other.citerne({ stock: 2_000, stock_minimum: 2_000 })
    const { citernes_sous_minimum } = await other.dashboard()
    expect(citernes_sous_minimum.map(({ citerne_id, ratio_pct }) => [citerne_id, ratio_pct])).toEqual([
      [empty.id, 0],
      [half.id, 50],
    ])
  })
})

describe('the stock by day', () => {
  it('T-STK-01 T-STK-02 a movement dated back raises its day and every later one; days between carry the one before', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const today = await other.today()
    const from = day(today, -6)
    await other.recevoir([ligne(tank.id, 4_000)], { date_reception: from })
    await other.recevoir([ligne(tank.id, 6_000)], { date_reception: day(today, -2) })
    expect(await daily(other, tank.id, day(from, -1), today)).toEqual([4_000, 4_000, 4_000, 4_000, 10_000, 10_000, 10_000])
    await other.recevoir([ligne(tank.id, 1_000)], { date_reception: day(today, -4) })
    expect(await daily(other, tank.id, from, today)).toEqual([4_000, 4_000, 5_000, 5_000, 11_000, 11_000, 11_000])
    await other.sortir([ligne(tank.id, 500)], { date_sortie: day(today, -5) })
    expect(await daily(other, tank.id, from, today)).toEqual([4_000, 3_500, 4_500, 4_500, 10_500, 10_500, 10_500])
    expect((await other.stock(tank.id)).stock_ambiant).toBe(10_500)
  })

  it('T-STK-02 is a period of a year at most, from its first day to its last', async () => {
    const path = '/api/v1/stock/journalier'
    const { client } = depot().admin
    const period = async (du: string, au: string): Promise<{ response: Response; error?: unknown }> =>
      await client.GET(path, { params: { query: { du, au } } })
    expect((await period('2026-01-01', '2026-12-31')).response.status).toBe(200)
    expect((await period('2026-01-01', '2027-01-02')).response.status).toBe(422)
    expect((await period('2026-02-01', '2026-01-31')).response.status).toBe(422)
  })

  it('is told as it was known at an instant: what was entered later is not in it', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const today = await other.today()
    const yesterday = day(today, -1)
    await other.recevoir([ligne(tank.id, 1_000)], { date_reception: yesterday })
    const { enregistre_le } = only(
      done(await other.admin.client.GET('/api/v1/stock/mouvements', { params: { query: { citerne_id: tank.id } } })).elements,
    )
    await other.recevoir([ligne(tank.id, 200)], { date_reception: yesterday })
    await other.recevoir([ligne(tank.id, 30)])
    expect(await known(other, tank.id, yesterday)).toBe(1_200)
    expect(await known(other, tank.id, yesterday, enregistre_le)).toBe(1_000)
    expect(await known(other, tank.id, today)).toBe(1_230)
    expect(await known(other, tank.id, today, enregistre_le)).toBe(1_000)
    expect(await known(other, tank.id, day(yesterday, -1))).toBe(0)
  })

  it('T-KPI-07 is the day of the depot, wherever it lies', async () => {
    // Twenty-five hours apart: the two are never on the same day.
    const places = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(async (fuseau) => {
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: fuseau, dateStyle: 'short' })
      return { other: await depot().another({ fuseau }), local }
    })
    const days: string[] = []
    for (const { other, local } of await Promise.all(places)) {
      const tank = await other.citerne({ stock: 1_000 })
      const [before, received, sold] = [
        local.format(),
        only(await other.recevoir([ligne(tank.id, 100)])),
        only(await other.sortir([ligne(tank.id, 40)])),
      ]
      expect([before, local.format()]).toContain(received.date_reception)
      expect([before, local.format()]).toContain(sold.date_sortie)
      const { receptions, sorties, depots } = await other.dashboard()
      expect([receptions.volume_ambiant, sorties.volume_ambiant]).toEqual([100, 40])
      days.push(only(depots).jour)
    }
    expect(days[0]).not.toBe(days[1])
  })
})

describe('the opening stock of a line', () => {
  const post = (body: Schemas['DemandeStockInitial']): Promise<{ response: Response; error?: unknown }> =>
    depot().admin.client.POST('/api/v1/stock/initial', { body })

  it('is declared once, before the first movement, at a day that has been', async () => {
    const tank = await depot().citerne({ capacite_totale: 10_000 })
    const today = await depot().today()
    const body = {
      citerne_id: tank.id,
      proprietaire_type: 'MONALUXE' as const,
      date: day(today, -3),
      volume_ambiant: 500,
      volume_15c: 498.5,
    }
    const partenaire_id = await depot().partenaire()
    await withoutTrace(server(), async () => {
      expectProblem(await post({ ...body, date: day(today, 1) }), 422, 'DATE_FUTURE_INTERDITE', 'date')
      expectProblem(await post({ ...body, volume_ambiant: 10_001, volume_15c: 10_000 }), 422, 'RECEPTION_CAPACITE_INSUFFISANTE', 'volume_ambiant')
      expectProblem(await post({ ...body, proprietaire_type: 'PARTENAIRE' }), 422, 'PARTENAIRE_REQUIS', 'partenaire_id')
      expectProblem(await post({ ...body, partenaire_id }), 422, 'PARTENAIRE_INTERDIT')
      expectProblem(await post({ ...body, citerne_id: depot().id }), 422, 'RECEPTION_CITERNE_INTROUVABLE', 'citerne_id')
      expectProblem(await post({ ...body, volume_ambiant: 0 }), 422, 'DONNEES_INVALIDES', 'volume_ambiant')
      expectProblem(await post({ ...body, volume_15c: 5_000 }), 422, 'DONNEES_INVALIDES', { champ: 'volume_15c', code: 'VALEUR_HORS_LIMITES' })
    })
    await depot().recevoir([ligne(tank.id, 100)], { date_reception: day(today, -2) })
    expectProblem(await post({ ...body, date: day(today, -2) }), 409, 'STOCK_INITIAL_EXISTANT', 'citerne_id')
    expect((await post(body)).response.status).toBe(201)
    expectProblem(await post(body), 409, 'STOCK_INITIAL_EXISTANT')
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 600, stock_15c: 598.5 })
    expect(await daily(depot(), tank.id, day(today, -3), today)).toEqual([500, 600, 600, 600])
  })
})

describe('every screen', () => {
  it('T-KPI-08 T-REG-04 shows a write at once: reception, sortie, adjustment, compensation', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const { id } = only(await other.recevoir([ligne(tank.id, 2_500)]))
    expect((await expectOneFigure(other)).ambiant).toBe(2_500)
    const sortie = only(await other.sortir([ligne(tank.id, 500)]))
    expect((await expectOneFigure(other)).ambiant).toBe(2_000)
    await other.ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 400 })
    expect((await expectOneFigure(other)).ambiant).toBe(2_100)
    await other.compensate('sorties', sortie.id)
    expect((await expectOneFigure(other)).ambiant).toBe(2_500)
    await other.compensate('receptions', id)
    expect((await expectOneFigure(other)).ambiant).toBe(0)
  })

  it('T-KPI-01 T-REG-07 never shows ambient litres for those at 15 °C', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const received = only(await other.recevoir([ligne(tank.id, 10_000, { temperature_ambiante_c: 21 })]))
    const sold = only(await other.sortir([ligne(tank.id, 1_000, { temperature_ambiante_c: 25 })]))
    expect(received.volume_15c).toBeLessThan(10_000)
    const { receptions, sorties, balance, stock } = await other.dashboard()
    expect([receptions.volume_15c, sorties.volume_15c]).toEqual([received.volume_15c, sold.volume_15c])
    expect(balance.a_15c).toBe(sum([received.volume_15c, -sold.volume_15c]))
    expect(stock.stock_15c).toBe(balance.a_15c)
  })

  it('T-STK-05 T-INV-05 T-REG-25 tells the same after a long series of everything', async () => {
    const other = await depot().another()
    const tanks = [await other.citerne(), await other.citerne(), await other.citerne({ produit_id: produitEssence })]
    const partenaire_id = await other.partenaire()
    const today = await other.today()
    const posted: { kind: 'receptions' | 'sorties'; id: string }[] = []
    // A fixed sequence, so that a failure comes back.
    let state = 20_260_205
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((state / 2_147_483_648) * below)
    }
    for (let step = 0; step < 60; step++) {
      const tank = tanks[random(3)] ?? tanks[0]
      if (tank === undefined) throw new Error('no tank')
      const owner: Owner = random(3) === 0 ? partner(partenaire_id) : { proprietaire_type: 'MONALUXE' }
      const reading = ligne(tank.id, 100 + random(20_000) / 10, {
        temperature_ambiante_c: 10 + random(250) / 10,
        densite_observee_kgm3: tank.produit_id === produitGasoil ? 820 + random(400) / 10 : 720 + random(400) / 10,
      })
      const when = day(today, -random(10))
      const old = posted[random(posted.length)]
      switch (random(6)) {
        case 0:
        case 1:
        case 2:
          posted.push({ kind: 'receptions', id: only(await other.recevoir([reading], { ...owner, date_reception: when })).id })
          break
        case 3: {
          const body = await other.sortieBody(
            [reading],
            owner.proprietaire_type === 'PARTENAIRE' ? { ...partner(partenaire_id), date_sortie: when } : { date_sortie: when },
          )
          const { data, response } = await other.operateur.client.POST('/api/v1/sorties', { body })
          expect([201, 422]).toContain(response.status)
          if (data !== undefined) posted.push({ kind: 'sorties', id: only(data.sorties).id })
          break
        }
        case 4:
          if (old !== undefined) {
            const type = old.kind === 'receptions' ? 'RECEPTION' : 'SORTIE'
            await other.ajuster(type, old.id, 'VOLUME', { volume_ambiant: 50 + random(900), raison: `Correction numéro ${step}` })
          }
          break
        default:
          if (old !== undefined) {
            await other.compensate(old.kind, old.id)
            posted.splice(posted.indexOf(old), 1)
          }
      }
      if (step % 20 === 19) await expectOneFigure(other)
    }
    const { ambiant } = await expectOneFigure(other)
    expect(ambiant).not.toBe(0)
  })
})

describe('after all of it', () => {
  it('T-STK-05 mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
