// Many callers at once: every figure is exact, every number is given once, and who comes second is told so.
import { beforeAll, describe, expect, it } from 'vitest'

import { created, day, done, expectVerified, ligne, only, posted, sum, useDepot, type Adjusted, type Answer, type Schemas } from './fixture/depot'
import { expectProblem } from './fixture/problem'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

let gerant: Caller
let directeur: Caller

beforeAll(async () => {
  gerant = await server().signIn('gerant')
  directeur = await server().signIn('directeur')
})

/** All at once, in turn by admin, directeur, gérant and opérateur where they may. */
async function together<T>(count: number, send: (i: number) => Promise<Answer<T>>): Promise<Answer<T>[]> {
  return await Promise.all(Array.from({ length: count }, (_, i) => send(i)))
}

const seller = (i: number): Caller => [depot().admin, directeur, gerant, depot().operateur][i % 4] ?? depot().admin

const statuses = (answers: readonly { response: Response }[]): number[] =>
  answers.map(({ response }) => response.status).sort((a, b) => a - b)

const repeated = (status: number, times: number): number[] => Array.from({ length: times }, () => status)

/** Document numbers follow each other without a gap. */
function expectGapless(numeros: readonly string[]): void {
  const numbers = numeros.map((numero) => Number(numero.slice(-6))).sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? NaN) + i))
}

async function numbersOf(prefix: string): Promise<string[]> {
  const rows = await server().psql(`select distinct numero from mouvements_stock where numero like '${prefix}-%'`)
  return rows.split('\n')
}

describe('32 writers on one tank', () => {
  it('T-STK-05 leave the exact sum and numbers without a gap', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    const client = await depot().client()
    const volume = (i: number): number => 100 + i * 1.001
    const answers = await together<unknown>(32, async (i) => {
      const lignes = [ligne(tank.id, volume(i))]
      if (i % 2 === 0) {
        return await depot().admin.client.POST('/api/v1/receptions', { body: depot().receptionBody(lignes) })
      }
      const body = { proprietaire_type: 'MONALUXE' as const, client_id: client, lignes }
      return await seller(i).client.POST('/api/v1/sorties', { body })
    })
    expect(statuses(answers)).toEqual(repeated(201, 32))
    const deltas = Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? volume(i) : -volume(i)))
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(sum([100_000, ...deltas]))
    expectGapless(await numbersOf('REC'))
    expectGapless(await numbersOf('SOR'))
  })

  it('leave no gap in the numbers when half of them are refused', async () => {
    const tank = await depot().citerne({ stock: 800 })
    const body = await depot().sortieBody([ligne(tank.id, 50)])
    const answers = await together(32, (i) => seller(i).client.POST('/api/v1/sorties', { body }))
    expect(statuses(answers)).toEqual([...repeated(201, 16), ...repeated(422, 16)])
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(0)
    expectGapless(await numbersOf('SOR'))
  })
})

describe('two at once', () => {
  it.each([1, 2, 3, 4, 5])('T-REC-09 receive one truck: one is accepted, one told that it came second (%i)', async () => {
    const [a, b] = [await depot().citerne(), await depot().citerne()]
    const cdr = await depot().cdr('ARRIVE')
    const answers = await Promise.all(
      [a, b].map((tank, i) =>
        (i === 0 ? gerant : depot().operateur).client.POST('/api/v1/receptions', {
          body: depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id }),
        }),
      ),
    )
    expect(statuses(answers)).toEqual([201, 409])
    for (const answer of answers) if (answer.response.status === 409) expectProblem(answer, 409, 'CDR_DEJA_RECU')
    expect(sum([(await depot().stock(a.id)).stock_ambiant, (await depot().stock(b.id)).stock_ambiant])).toBe(1_000)
    expect(await depot().readCdr(cdr.id)).toMatchObject({ statut: 'DECHARGE', nb_dechargements: 1 })
  })

  it.each([1, 2, 3, 4, 5])('T-SOR-04 sell 600 of 1 000 L: one is accepted, 400 L stay (%i)', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const body = await depot().sortieBody([ligne(tank.id, 600)])
    const answers = await together(2, (i) => seller(i + 2).client.POST('/api/v1/sorties', { body }))
    expect(statuses(answers)).toEqual([201, 422])
    for (const answer of answers) {
      if (answer.response.status === 422) expectProblem(answer, 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
    }
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(400)
  })

  it('T-REC-05 fill the last free room: one is accepted', async () => {
    const tank = await depot().citerne({ capacite_totale: 1_000 })
    const body = depot().receptionBody([ligne(tank.id, 600)])
    const answers = await together(2, () => depot().admin.client.POST('/api/v1/receptions', { body }))
    expect(statuses(answers)).toEqual([201, 422])
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(600)
  })

  it('T-SOR-06 T-OWN-03 draw two owners down to the common minimum: one is accepted', async () => {
    const tank = await depot().citerne({ stock: 1_000, stock_minimum: 1_000 })
    const partenaire_id = await depot().partenaire()
    await depot().initial(tank.id, 1_000, { proprietaire_type: 'PARTENAIRE', partenaire_id })
    const bodies = [
      await depot().sortieBody([ligne(tank.id, 700)]),
      await depot().sortieBody([ligne(tank.id, 700)], { proprietaire_type: 'PARTENAIRE', partenaire_id }),
    ]
    const answers = await Promise.all(bodies.map((body, i) => seller(i).client.POST('/api/v1/sorties', { body })))
    expect(statuses(answers)).toEqual([201, 422])
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(1_300)
  })

  it('T-CDR-03 open a cours de route for one truck: one is accepted', async () => {
    const body = await depot().cdrBody()
    const answers = await together(4, (i) => seller(i === 2 ? 3 : i).client.POST('/api/v1/cours-de-route', { body }))
    expect(statuses(answers)).toEqual([201, 409, 409, 409])
  })

  it('T-CDR-01 advance a truck: one step, not two', async () => {
    const cdr = await depot().cdr('CHARGEMENT')
    const answers = await together(4, () => depot().advance(cdr.id, 'TRANSIT'))
    expect(statuses(answers)).toEqual([200, 409, 409, 409])
    expect((await depot().readCdr(cdr.id)).historique).toHaveLength(2)
  })

  it('T-CDR-05 save the same form: the second sees the conflict', async () => {
    const cdr = await depot().cdr('CHARGEMENT')
    const params = { path: { id: cdr.id }, header: { 'If-Match': `"${cdr.version}"` } }
    const answers = await together(4, (i) =>
      depot().admin.client.PATCH('/api/v1/cours-de-route/{id}', { params, body: { note: `Note ${i}` } }),
    )
    expect(statuses(answers)).toEqual([200, 412, 412, 412])
    expect((await depot().readCdr(cdr.id)).version).toBe(cdr.version + 1)
  })

  it('T-CDR-01 T-REC-09 receive and edit a truck: both, one after the other, and it ends discharged', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE')
    const params = { path: { id: cdr.id }, header: { 'If-Match': `"${cdr.version}"` } }
    const [received, edited] = await Promise.all([
      depot().operateur.client.POST('/api/v1/receptions', {
        body: depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id }),
      }),
      depot().admin.client.PATCH('/api/v1/cours-de-route/{id}', { params, body: { note: 'En même temps' } }),
    ])
    expect(received.response.status).toBe(201)
    expect([200, 412]).toContain(edited.response.status)
    expect((await depot().readCdr(cdr.id)).statut).toBe('DECHARGE')
  })
})

describe('several tanks', () => {
  it('in opposite orders do not block each other', async () => {
    const tanks = [await depot().citerne({ stock: 50_000 }), await depot().citerne({ stock: 50_000 })]
    const client_id = await depot().client()
    const answers = await together<unknown>(24, (i) => {
      const ids = tanks.map(({ id }) => id)
      if (i % 2 === 1) ids.reverse()
      const lignes = ids.map((id) => ligne(id, 100))
      return i % 3 === 0
        ? depot().admin.client.POST('/api/v1/receptions', { body: depot().receptionBody(lignes) })
        : seller(i).client.POST('/api/v1/sorties', { body: { proprietaire_type: 'MONALUXE', client_id, lignes } })
    })
    expect(statuses(answers)).toEqual(repeated(201, 24))
    for (const { id } of tanks) expect((await depot().stock(id)).stock_ambiant).toBe(50_000 + 800 - 1_600)
  })

  it('of one operation are never seen half posted', async () => {
    const other = await depot().another()
    const [a, b] = [await other.citerne(), await other.citerne()]
    let posting = true
    const watch = async (): Promise<number> => {
      let looks = 0
      while (posting) {
        const { stock } = await other.dashboard()
        const [first, second] = stock.par_citerne.map(({ stock_ambiant }) => stock_ambiant)
        expect(first).toBe(second)
        expect(stock.stock_ambiant).toBe(sum(stock.par_proprietaire.map(({ stock_ambiant }) => stock_ambiant)))
        looks++
      }
      return looks
    }
    const looking = watch()
    for (let i = 0; i < 15; i++) await other.recevoir([ligne(a.id, 100), ligne(b.id, 100)])
    posting = false
    expect(await looking).toBeGreaterThan(1)
  })
})

describe('corrections of one movement at once', () => {
  async function received(): Promise<{ tank: string; id: string }> {
    const tank = await depot().citerne()
    return { tank: tank.id, id: only(await depot().recevoir([ligne(tank.id, 1_000)])).id }
  }

  const adjust = (id: string, volume_ambiant: number): Promise<Answer<Adjusted>> =>
    depot().admin.client.POST('/api/v1/ajustements', {
      body: {
        mouvement_type: 'RECEPTION',
        mouvement_id: id,
        type_correction: 'VOLUME',
        volume_ambiant,
        raison: `Correction à ${volume_ambiant} litres`,
      },
    })

  it.each([1, 2, 3])('T-ADJ-05 are two: each works on what the other left (%i)', async () => {
    const { tank, id } = await received()
    const answers = await Promise.all([adjust(id, 900), adjust(id, 1_200)])
    const rows = answers.map((answer) => posted(answer)).sort((a, b) => a.rang - b.rang)
    expect(rows.map(({ rang }) => rang)).toEqual([1, 2])
    expect(rows[1]?.avant.volume_ambiant).toBe(rows[0]?.volume_ambiant)
    expect((await depot().stock(tank)).stock_ambiant).toBe(rows[1]?.volume_ambiant)
  })

  it('T-ADJ-05 are many: those that are answered 201 make one chain, the others may be sent again', async () => {
    const { tank, id } = await received()
    const answers = await together(8, (i) => adjust(id, 1_001 + i))
    const rows: Schemas['AjustementPoste'][] = []
    for (const answer of answers) {
      if (answer.data !== undefined) rows.push(posted(answer))
      else {
        expectProblem(answer, 503, 'CONFLIT_DE_CONCURRENCE')
        expect(answer.response.headers.get('Retry-After')).not.toBeNull()
      }
    }
    rows.sort((a, b) => a.rang - b.rang)
    // Who was refused has lost four attempts, each to another that was posted.
    expect(rows.length).toBeGreaterThanOrEqual(4)
    expect(rows.map(({ rang }) => rang)).toEqual(rows.map((_, i) => i + 1))
    expect((await depot().stock(tank)).stock_ambiant).toBe(rows.at(-1)?.volume_ambiant)
    expect(sum([1_000, ...rows.map(({ delta_ambiant }) => delta_ambiant)])).toBe(rows.at(-1)?.volume_ambiant)
  })

  it('T-ADJ-05 are the same one: posted once', async () => {
    const { tank, id } = await received()
    const answers = await Promise.all([adjust(id, 900), adjust(id, 900), adjust(id, 900)])
    expect(statuses(answers)).toEqual([201, 409, 409])
    expect((await depot().stock(tank)).stock_ambiant).toBe(900)
  })

  it('T-ADJ-07 are compensations: one is accepted', async () => {
    const { tank, id } = await received()
    const options = { params: { path: { id } }, body: { raison: 'Saisie deux fois par erreur' } }
    const answers = await together(6, () => depot().admin.client.POST('/api/v1/receptions/{id}/compensation', options))
    expect(statuses(answers)).toEqual([201, ...repeated(409, 5)])
    expect((await depot().stock(tank)).stock_ambiant).toBe(0)
  })

  it('T-ADJ-07 are a compensation and a correction: whatever comes first, nothing is left', async () => {
    const { tank, id } = await received()
    const options = { params: { path: { id } }, body: { raison: 'Saisie deux fois par erreur' } }
    const [compensated, adjusted] = await Promise.all([
      depot().admin.client.POST('/api/v1/receptions/{id}/compensation', options),
      adjust(id, 900),
    ])
    created(compensated)
    expect([201, 409]).toContain(adjusted.response.status)
    expect((await depot().stock(tank)).stock_ambiant).toBe(0)
  })
})

describe('two people over one proposal', () => {
  it.each([1, 2, 3])('T-INV-04 validate it at once: one adjustment (%i)', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    const id = await depot().propose(tank.id, -60_000)
    const answers = await together(6, () => depot().validate(id, directeur))
    expect(statuses(answers)).toEqual([201, ...repeated(409, 5)])
    for (const answer of answers) if (answer.data === undefined) expectProblem(answer, 409, 'PROPOSITION_DECIDEE')
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(40_000)
    expectGapless(await numbersOf('AJU'))
  })

  it('T-INV-04 validate and take it back: one of them', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    const id = await depot().propose(tank.id, -60_000)
    const [validated, withdrawn] = await Promise.all([depot().validate(id, directeur), depot().refuse(id, depot().admin)])
    const moved = validated.response.status === 201
    if (moved) expectProblem(withdrawn, 409, 'PROPOSITION_DECIDEE')
    else expectProblem(validated, 409, 'PROPOSITION_DECIDEE')
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(moved ? 40_000 : 100_000)
  })

  it('T-INV-04 ask for two of one movement at once: one waits', async () => {
    const tank = await depot().citerne()
    const { id } = only(await depot().recevoir([ligne(tank.id, 100_000)]))
    const options = { params: { path: { id } }, body: { raison: 'Saisie deux fois par erreur' } }
    const answers = await together(4, () => depot().admin.client.POST('/api/v1/receptions/{id}/compensation', options))
    expect(statuses(answers)).toEqual([202, ...repeated(409, 3)])
    for (const answer of answers) if (answer.data === undefined) expectProblem(answer, 409, 'PROPOSITION_EN_ATTENTE')
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(100_000)
  })
})

describe('a day that is closed while people post', () => {
  it('T-REC-13 T-SOR-10 has what was accepted before, and nothing after', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 10_000 })
    const yesterday = day(await other.today(), -1)
    const body = other.receptionBody([ligne(tank.id, 100)], { date_reception: yesterday })
    const posting = together(16, () => depot().admin.client.POST('/api/v1/receptions', { body }))
    await other.close(yesterday)
    const answers = await posting
    for (const answer of answers) if (answer.data === undefined) expectProblem(answer, 409, 'JOUR_CLOTURE', 'date_reception')
    const accepted = answers.filter(({ data }) => data !== undefined).length
    expect((await other.stock(tank.id)).stock_ambiant).toBe(10_000 + accepted * 100)
    const late = `m.date_effet <= c.jour and m.enregistre_le > c.created_at`
    expect(await server().countRows('mouvements_stock m join clotures_journalieres c using (depot_id)', late)).toBe(0)
    expectProblem(await depot().admin.client.POST('/api/v1/receptions', { body }), 409, 'JOUR_CLOTURE')
  })
})

describe('settings that change while people post', () => {
  it('T-VOL-03 T-REG-10 every movement is computed wholly by the old ones or wholly by the new', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 10_000 })
    const reading = ligne(tank.id, 100, { temperature_ambiante_c: 27.3, densite_observee_kgm3: 841.5 })
    const posting = together(24, () => other.admin.client.POST('/api/v1/receptions', { body: other.receptionBody([reading]) }))
    await other.settings({ edition: 'D1250_1980', arrondi_reception_l: 1 })
    await other.settings({ edition: 'MPMS_11_1_2004', arrondi_reception_l: 0.001 })
    const rows = (await posting).map((answer) => only(created(answer).receptions))
    const figures = new Map<string, Set<string>>()
    for (const { edition, arrondi_l, vcf, volume_15c } of rows) {
      const method = `${edition} ${arrondi_l}`
      figures.set(method, (figures.get(method) ?? new Set()).add(`${vcf} ${volume_15c}`))
    }
    for (const [method, values] of figures) expect(values.size, method).toBe(1)
    const after = only(await other.recevoir([reading]))
    expect(after).toMatchObject({ edition: 'MPMS_11_1_2004', arrondi_l: 0.001 })
  })

  it('T-REC-06 a tank goes into maintenance: what was answered 201 is in it, nothing after', async () => {
    const tank = await depot().citerne()
    const body = depot().receptionBody([ligne(tank.id, 100)])
    // One before the race, so that the tank has its stock line whoever wins.
    created(await depot().admin.client.POST('/api/v1/receptions', { body }))
    const posting = together(12, () => depot().admin.client.POST('/api/v1/receptions', { body }))
    await depot().changeTank(tank.id, { statut: 'maintenance' })
    const answers = await posting
    const accepted = 1 + answers.filter(({ response }) => response.status === 201).length
    for (const answer of answers) {
      if (answer.response.status !== 201) expectProblem(answer, 422, 'RECEPTION_CITERNE_INACTIVE')
    }
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(accepted * 100)
    expectProblem(await depot().admin.client.POST('/api/v1/receptions', { body }), 422, 'RECEPTION_CITERNE_INACTIVE')
    const query = { citerne_id: tank.id, total: true }
    expect(done(await depot().admin.client.GET('/api/v1/receptions', { params: { query } })).total).toBe(accepted)
  })
})

describe('after all of them', () => {
  it('T-STK-05 mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
