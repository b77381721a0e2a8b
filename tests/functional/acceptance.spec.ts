// The acceptance cycle of the depot (register section 20.7), as one story: opening stock, a truck on its way, its
// reception, sorties of both owners, several tanks; then every screen tells the same figures.
import { beforeAll, describe, expect, it } from 'vitest'

import { created, day, done, expectVerified, ligne, only, sum, useDepot, withoutTrace, type Schemas } from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { produitGasoil } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const nowhere = '00000000-0000-7000-8000-0000000000ff'

const raison = 'Une raison assez longue'
const owner = { proprietaire_type: 'MONALUXE' }

// What changes figures, referentials or accounts: well-formed, and about things that need not exist, since rights come
// before any search.
const writes: readonly [method: string, path: string, body: unknown][] = [
  ['POST', `/api/v1/cours-de-route/${nowhere}/statut`, { statut: 'TRANSIT' }],
  ['POST', `/api/v1/cours-de-route/${nowhere}/reouverture`, { raison }],
  ['PATCH', `/api/v1/cours-de-route/${nowhere}`, { note: 'Retard' }],
  ['DELETE', `/api/v1/cours-de-route/${nowhere}`, undefined],
  ['POST', `/api/v1/receptions/${nowhere}/compensation`, { raison }],
  ['POST', `/api/v1/sorties/${nowhere}/compensation`, { raison }],
  ['POST', '/api/v1/stock/initial', { ...owner, citerne_id: nowhere, date: '2026-01-01', volume_ambiant: 1, volume_15c: 1 }],
  ['POST', '/api/v1/ajustements/manuel', { ...owner, citerne_id: nowhere, delta_ambiant: 1, delta_15c: 1, raison }],
  ['POST', '/api/v1/ajustements', {
    mouvement_type: 'SORTIE', mouvement_id: nowhere, type_correction: 'VOLUME', volume_ambiant: 1, raison,
  }],
  ['POST', '/api/v1/depots', { nom: 'Autre dépôt', code: 'AUTRE' }],
  ['POST', '/api/v1/citernes', {
    depot_id: nowhere, nom: 'TANK9', produit_id: produitGasoil, capacite_totale: 1, localisation: 'Parc',
  }],
  ['PATCH', `/api/v1/citernes/${nowhere}`, { nom: 'TANK9' }],
  ['POST', '/api/v1/clients', { nom: 'Client' }],
  ['POST', '/api/v1/utilisateurs', { email: 'x@demo.local', nom_complet: 'X', role: 'admin' }],
]

describe('the acceptance cycle', () => {
  const server = useServer()
  const depot = useDepot(server)
  let gerant: Caller
  let pca: Caller
  let tanks: ReadonlyMap<string, string>
  let partenaire_id: string
  let cdr: Schemas['CoursDeRoute']
  let twoTanks: Schemas['CoursDeRoute']

  const tank = (name: string): string => {
    const id = tanks.get(name)
    if (id === undefined) throw new Error(`no tank ${name}`)
    return id
  }

  beforeAll(async () => {
    gerant = await server().signIn('gerant')
    pca = await server().signIn('pca')
    const { elements } = done(await depot().admin.client.GET('/api/v1/citernes'))
    tanks = new Map(elements.map(({ nom, id }) => [nom, id]))
    partenaire_id = await depot().partenaire()
  })

  it('T-E2E-01 begins with the opening stock of TANK4, declared by the admin', async () => {
    const declared = await depot().initial(tank('TANK4'), 79_737, { date: '2026-02-05', volume_15c: 79_202.762 })
    expect(declared).toMatchObject({ numero: 'INI-2026-000001', volume_ambiant: 79_737, volume_15c: 79_202.762 })
    expect(await depot().stock(tank('TANK4'))).toMatchObject({ stock_ambiant: 79_737, stock_15c: 79_202.762 })
    expect(only(await depot().log(declared.id))).toMatchObject({ action: 'STOCK_INITIAL_DECLARE', niveau: 'CRITICAL' })
  })

  it('T-E2E-01 follows a truck of gasoil from loading to arrival', async () => {
    const body = await depot().cdrBody({ volume: 10_000 })
    cdr = created(await depot().operateur.client.POST('/api/v1/cours-de-route', { body }))
    expect(cdr).toMatchObject({ statut: 'CHARGEMENT', produit_id: produitGasoil, produit_nom: 'Gasoil' })
    for (const statut of ['TRANSIT', 'FRONTIERE', 'ARRIVE'] as const) {
      cdr = done(await depot().advance(cdr.id, statut))
      expect(cdr.statut).toBe(statut)
    }
    expect((await depot().dashboard(pca)).camions).toMatchObject({
      total: { nombre: 1, volume: 10_000 },
      arrives: { nombre: 1, volume: 10_000 },
    })
  })

  it('T-E2E-01 receives its 10 000 L into TANK2: the truck is discharged, the stock is up', async () => {
    const reading = ligne(tank('TANK2'), 10_000, { temperature_ambiante_c: 19, densite_observee_kgm3: 837 })
    const [reception] = await depot().recevoir([reading], { cours_de_route_id: cdr.id }, depot().operateur)
    expect(reception).toMatchObject({ volume_ambiant: 10_000, produit_id: produitGasoil, statut: 'validee' })
    expect((await depot().readCdr(cdr.id)).statut).toBe('DECHARGE')
    expect((await depot().stock(tank('TANK2'))).stock_ambiant).toBe(10_000)
  })

  it('T-E2E-01 sells 1 000 L of MONALUXE out of TANK2: 9 000 L stay', async () => {
    await depot().sortir([ligne(tank('TANK2'), 1_000, { temperature_ambiante_c: 19 })], {}, gerant)
    expect((await depot().stock(tank('TANK2'))).stock_ambiant).toBe(9_000)
  })

  it('T-E2E-01 moves partner litres in TANK5 without touching those of MONALUXE', async () => {
    await depot().initial(tank('TANK5'), 2_000)
    const partner = { proprietaire_type: 'PARTENAIRE' as const, partenaire_id }
    await depot().recevoir([ligne(tank('TANK5'), 5_000)], partner, depot().operateur)
    await depot().sortir([ligne(tank('TANK5'), 500)], partner)
    expect(await depot().stockOf(tank('TANK5'), partenaire_id)).toBe(4_500)
    expect(await depot().stockOf(tank('TANK5'))).toBe(2_000)
  })

  it('T-E2E-01 discharges one truck into two tanks and loads another from two', async () => {
    twoTanks = await depot().cdr('ARRIVE', { volume: 40_000 })
    const received = await depot().recevoir(
      [ligne(tank('TANK1'), 25_000, { temperature_ambiante_c: 23.2 }), ligne(tank('TANK3'), 14_500)],
      { cours_de_route_id: twoTanks.id },
      depot().operateur,
    )
    expect(new Set(received.map(({ operation_id }) => operation_id)).size).toBe(1)
    const loaded = await depot().sortir([ligne(tank('TANK1'), 5_000), ligne(tank('TANK3'), 4_500)])
    expect(loaded.map(({ volume_ambiant }) => volume_ambiant)).toEqual([5_000, 4_500])
    expect((await depot().stock(tank('TANK1'))).stock_ambiant).toBe(20_000)
    expect((await depot().stock(tank('TANK3'))).stock_ambiant).toBe(10_000)
    expect((await depot().readCdr(twoTanks.id)).statut).toBe('DECHARGE')
  })

  it('T-E2E-01 shows the same figures on dashboard, tanks, stocks, ledger and end of day', async () => {
    const total = 79_737 + 9_000 + 2_000 + 4_500 + 20_000 + 10_000
    const board = await depot().dashboard(pca)
    const current = done(await pca.client.GET('/api/v1/stock/actuel'))
    const ledger = done(await pca.client.GET('/api/v1/stock/mouvements', { params: { query: { limite: 200 } } }))
    const query = { date: await depot().today() }
    const today = done(await pca.client.GET('/api/v1/stock/a-date', { params: { query } }))
    expect(board.stock.stock_ambiant).toBe(total)
    expect(current.totaux).toEqual(board.stock)
    expect(sum(current.lignes.map((line) => line.stock_ambiant))).toBe(total)
    expect(sum(ledger.elements.map((entry) => entry.delta_ambiant))).toBe(total)
    expect(sum(ledger.elements.map((entry) => entry.delta_15c))).toBe(board.stock.stock_15c)
    const endOfDay = { date_jour: query.date, stock_ambiant: total, stock_15c: board.stock.stock_15c }
    expect(today.totaux).toEqual([endOfDay])
    expect(board.courbe.at(-1)).toEqual(endOfDay)
    expect(board.stock.capacite).toBe(2_600_000)
  })

  it('T-E2E-01 counts the day: receptions, sorties and their balance', async () => {
    const { receptions, sorties, balance, camions } = await depot().dashboard(pca)
    expect(receptions).toMatchObject({ nombre: 4, nombre_monaluxe: 3, nombre_partenaire: 1, volume_ambiant: 54_500 })
    expect(sorties).toMatchObject({ nombre: 4, nombre_monaluxe: 3, nombre_partenaire: 1, volume_ambiant: 11_000 })
    expect(balance.ambiant).toBe(54_500 - 11_000)
    expect(balance.a_15c).toBe(sum([receptions.volume_15c, -sorties.volume_15c]))
    expect(camions.total.nombre).toBe(0)
  })

  it('T-E2E-01 has one log row an action of every document, by who did it', async () => {
    const { elements } = done(
      await pca.client.GET('/api/v1/journal', { params: { query: { limite: 200, du: await depot().today() } } }),
    )
    const count = (action: string): number => elements.filter((row) => row.action === action).length
    expect(
      ['RECEPTION_CREEE', 'RECEPTION_VALIDE', 'SORTIE_CREEE', 'SORTIE_VALIDE', 'STOCK_INITIAL_DECLARE', 'CDR_CREE'].map(count),
    ).toEqual([4, 4, 4, 4, 2, 2])
    // Three steps and the discharge, twice.
    expect(count('CDR_STATUT_CHANGE')).toBe(8)
    expect(elements.find((row) => row.action === 'SORTIE_CREEE' && row.auteur_nom === 'Test gerant')).toBeDefined()
  })

  it('T-E2E-01 lets the PCA see all of it', async () => {
    const yesterday = day(await depot().today(), -1)
    for (const path of [
      '/api/v1/cours-de-route',
      `/api/v1/cours-de-route/${cdr.id}`,
      '/api/v1/receptions',
      '/api/v1/sorties',
      '/api/v1/citernes',
      '/api/v1/stock/actuel',
      `/api/v1/stock/journalier?du=${yesterday}&au=${yesterday}`,
      '/api/v1/journal',
      '/api/v1/integrite',
      '/api/v1/fournisseurs',
    ]) {
      expect((await pca.raw(path)).status, path).toBe(200)
    }
  })

  it.each(writes)('T-E2E-01 lets the PCA write nothing: %s %s', async (method, path, body) => {
    const headers = { 'Content-Type': 'application/json', 'If-Match': '"1"' }
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
    const answer = await withoutTrace(server(), () => pca.raw(path, init))
    await expectRawProblem(answer, 403, 'ROLE_FORBIDDEN')
  })

  it('T-E2E-01 lets the PCA post no truck, reception or sortie', async () => {
    const truck = await depot().cdrBody()
    const reception = depot().receptionBody([ligne(tank('TANK2'), 1_000)])
    const sortie = await depot().sortieBody([ligne(tank('TANK2'), 1_000)])
    await withoutTrace(server(), async () => {
      expectProblem(await pca.client.POST('/api/v1/cours-de-route', { body: truck }), 403, 'ROLE_FORBIDDEN')
      expectProblem(await pca.client.POST('/api/v1/receptions', { body: reception }), 403, 'ROLE_FORBIDDEN')
      expectProblem(await pca.client.POST('/api/v1/sorties', { body: sortie }), 403, 'ROLE_FORBIDDEN')
    })
  })

  it('T-E2E-01 leaves nothing for the checks and for mlpp verify to find', async () => {
    expect(done(await pca.client.GET('/api/v1/integrite')).compteurs).toEqual({ total: 0, critical: 0, warn: 0 })
    await expectVerified(server())
  })
})
