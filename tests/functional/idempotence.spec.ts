// Idempotency: whoever sends a request again with its key, because an answer was lost or a button was pressed twice,
// gets the first answer again and makes nothing twice.
import { randomUUID } from 'node:crypto'

import { beforeAll, describe, expect, it } from 'vitest'

import { expectVerified, ligne, only, useDepot, withoutTrace } from './fixture/depot'
import { OpenApi, type Route } from './fixture/openapi'
import { expectRawProblem } from './fixture/problem'
import { run } from './fixture/program'
import { password } from './fixture/seed'
import { type Caller, postAndHangUp, useServer } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

/** Asks for what admin validates. */
let asker: Caller
beforeAll(async () => {
  const email = 'second@demo.local'
  await server().addUser(email, 'admin')
  asker = await server().signIn({ email, mot_de_passe: password })
})

const raison = 'Saisie deux fois par erreur'
const key = (): string => `essai-${randomUUID()}`

interface Creation {
  path: string
  /** Well-formed and accepted. */
  body: Record<string, unknown>
  /** Another request that would be accepted too. */
  other: Record<string, unknown>
}

interface Kind {
  table: string
  prepare: () => Promise<Creation>
}

async function receptionId(): Promise<string> {
  const tank = await depot().citerne()
  return only(await depot().recevoir([ligne(tank.id, 1_000)])).id
}

/** A record that needs but a name. */
function named(route: string, table: string, more: () => Record<string, unknown> = () => ({})): [string, Kind] {
  const prepare = (): Promise<Creation> =>
    Promise.resolve({
      path: route,
      body: { nom: depot().name('Nouveau'), ...more() },
      other: { nom: depot().name('Autre'), ...more() },
    })
  return [route, { table, prepare }]
}

/** Every route that creates and takes a key. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  named('/api/v1/clients', 'clients'),
  named('/api/v1/session/vues', 'vues_enregistrees', () => ({ ecran: 'clients', parametres: 'tri=nom' })),
  named('/api/v1/fournisseurs', 'fournisseurs'),
  named('/api/v1/partenaires', 'partenaires'),
  named('/api/v1/transporteurs', 'transporteurs'),
  named('/api/v1/produits', 'produits', () => ({ densite_min_kgm3: 700, densite_max_kgm3: 800 })),
  named('/api/v1/depots', 'depots', () => ({ code: depot().name('K').replace(' ', '') })),
  [
    '/api/v1/citernes',
    {
      table: 'citernes',
      prepare: async () => {
        const { produit_id } = await depot().citerne()
        const body = { depot_id: depot().id, nom: depot().name('CUVE'), produit_id, capacite_totale: 10, localisation: 'Parc' }
        return { path: '/api/v1/citernes', body, other: { ...body, capacite_totale: 11 } }
      },
    },
  ],
  [
    '/api/v1/cours-de-route',
    {
      table: 'cours_de_route',
      prepare: async () => {
        const body = { ...(await depot().cdrBody()) }
        return { path: '/api/v1/cours-de-route', body, other: { ...body, volume: 39_999 } }
      },
    },
  ],
  [
    '/api/v1/receptions',
    {
      table: 'receptions',
      prepare: async () => {
        const { id } = await depot().citerne()
        const of = (volume: number): Record<string, unknown> => ({ ...depot().receptionBody([ligne(id, volume)]) })
        return { path: '/api/v1/receptions', body: of(1_000), other: of(1_001) }
      },
    },
  ],
  [
    '/api/v1/sorties',
    {
      table: 'sorties_produit',
      prepare: async () => {
        const { id } = await depot().citerne({ stock: 10_000 })
        const of = async (volume: number): Promise<Record<string, unknown>> => ({
          ...(await depot().sortieBody([ligne(id, volume)])),
        })
        return { path: '/api/v1/sorties', body: await of(1_000), other: await of(1_001) }
      },
    },
  ],
  [
    '/api/v1/ajustements',
    {
      table: 'stocks_adjustments',
      prepare: async () => {
        const mouvement_id = await receptionId()
        const body = { mouvement_type: 'RECEPTION', mouvement_id, type_correction: 'VOLUME', volume_ambiant: 900, raison }
        return { path: '/api/v1/ajustements', body, other: { ...body, volume_ambiant: 800 } }
      },
    },
  ],
  [
    '/api/v1/ajustements/manuel',
    {
      table: 'stocks_adjustments',
      prepare: async () => {
        const { id: citerne_id } = await depot().citerne({ stock: 1_000 })
        const body = { citerne_id, proprietaire_type: 'MONALUXE', delta_ambiant: -5, delta_15c: -5, raison }
        return { path: '/api/v1/ajustements/manuel', body, other: { ...body, delta_ambiant: -6 } }
      },
    },
  ],
  [
    '/api/v1/receptions/{id}/compensation',
    {
      table: 'stocks_adjustments',
      prepare: async () => ({
        path: `/api/v1/receptions/${await receptionId()}/compensation`,
        body: { raison },
        other: { raison: 'Une autre raison encore' },
      }),
    },
  ],
  [
    '/api/v1/sorties/{id}/compensation',
    {
      table: 'stocks_adjustments',
      prepare: async () => {
        const { id } = await depot().citerne({ stock: 1_000 })
        const sortie = only(await depot().sortir([ligne(id, 10)]))
        const other = { raison: 'Une autre raison encore' }
        return { path: `/api/v1/sorties/${sortie.id}/compensation`, body: { raison }, other }
      },
    },
  ],
  [
    '/api/v1/ajustements/propositions/{id}/validation',
    {
      table: 'stocks_adjustments',
      prepare: async () => {
        const { id: citerne_id } = await depot().citerne({ stock: 1_000 })
        const id = await depot().propose(citerne_id, 60_000, asker)
        const path = `/api/v1/ajustements/propositions/${id}/validation`
        return { path, body: {}, other: { motif: 'Vu avec le jaugeur' } }
      },
    },
  ],
  [
    '/api/v1/stock/clotures',
    {
      table: 'clotures_journalieres',
      prepare: async () => {
        const body = { depot_id: (await depot().another()).id, jour: '2026-02-05' }
        return { path: '/api/v1/stock/clotures', body, other: { ...body, jour: '2026-02-06' } }
      },
    },
  ],
  [
    '/api/v1/stock/initial',
    {
      table: 'stocks_initiaux',
      prepare: async () => {
        const { id: citerne_id } = await depot().citerne()
        const body = { citerne_id, proprietaire_type: 'MONALUXE', date: '2026-02-05', volume_ambiant: 10, volume_15c: 9 }
        return { path: '/api/v1/stock/initial', body, other: { ...body, volume_ambiant: 11 } }
      },
    },
  ],
])

// A secret is shown once in these answers, and is therefore never kept.
const withoutKey = ['/api/v1/jetons', '/api/v1/utilisateurs']

// What it makes has no page of its own.
const withoutAddress = ['/api/v1/stock/initial', '/api/v1/stock/clotures', '/api/v1/session/vues']

/** Prepares a request of a kind, and counts from then on how many rows it made. */
async function prepared(kind: Kind): Promise<Creation & { made: () => Promise<number> }> {
  const creation = await kind.prepare()
  const before = await server().countRows(kind.table)
  return { ...creation, made: async () => (await server().countRows(kind.table)) - before }
}

function post(path: string, body: unknown, idempotencyKey: string, caller = depot().admin): Promise<Response> {
  return caller.post(path, body, { 'Idempotency-Key': idempotencyKey })
}

/** Name and value of everything in a JSON object; nothing for what is none. */
const members = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

const member = (value: unknown, name: string): unknown => members(value).find(([key]) => key === name)?.[1]

it('takes a key on every route that creates', async () => {
  const document: unknown = JSON.parse(await run(['openapi']))
  const creating = members(member(document, 'paths'))
    .map(([path, item]) => ({ path, post: member(item, 'post') }))
    .filter(({ post }) => member(member(post, 'responses'), '201') !== undefined)
  const keyed = creating.filter(({ post }) =>
    members(member(post, 'parameters')).some(([, parameter]) => member(parameter, 'name') === 'Idempotency-Key'),
  )
  expect(keyed.map(({ path }) => path).sort()).toEqual([...kinds.keys()].sort())
  expect(creating.map(({ path }) => path).sort()).toEqual([...kinds.keys(), ...withoutKey].sort())
})

describe.each([...kinds])('POST %s', (_, kind) => {
  it('T-SOR-11 answers the same bytes again for the same key and body, and makes one row', async () => {
    const { path, body, made } = await prepared(kind)
    const k = key()
    const first = await post(path, body, k)
    const text = await first.text()
    expect({ status: first.status, text }).toMatchObject({ status: 201 })
    expect(first.headers.get('Idempotency-Replayed')).toBeNull()
    expect(first.headers.get('Location') === null).toBe(withoutAddress.includes(path))
    for (const again of [await post(path, body, k), await post(path, body, k)]) {
      expect(again.status).toBe(201)
      expect(await again.text()).toBe(text)
      expect(again.headers.get('Idempotency-Replayed')).toBe('true')
      for (const name of ['Content-Type', 'Location', 'ETag']) expect(again.headers.get(name)).toBe(first.headers.get(name))
    }
    expect(await made()).toBe(1)
  })

  it('T-SOR-11 refuses the same key for another body', async () => {
    const { path, body, other, made } = await prepared(kind)
    const k = key()
    expect((await post(path, body, k)).status).toBe(201)
    await expectRawProblem(await post(path, other, k), 422, 'CLE_IDEMPOTENCE_REUTILISEE')
    expect(await made()).toBe(1)
  })

  it('T-SOR-11 makes one row of ten requests at once with one key', async () => {
    const { path, body, made } = await prepared(kind)
    const k = key()
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(path, body, k)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(texts).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('Idempotency-Replayed') === 'true')).toHaveLength(9)
    expect(await made()).toBe(1)
  })

  it('T-SOR-11 makes one row when the answer was lost and the request is sent again', async () => {
    const { path, body, made } = await prepared(kind)
    const k = key()
    for (const afterMs of [0, 2, 10]) await postAndHangUp(depot().admin, path, body, { 'Idempotency-Key': k }, afterMs)
    const answer = await post(path, body, k)
    expect({ status: answer.status, text: await answer.text() }).toMatchObject({ status: 201 })
    expect(await made()).toBe(1)
  })
})

describe('a key', () => {
  it('T-SOR-11 keeps a proposal as what it was answered: 202, and one waits', async () => {
    const { id: citerne_id } = await depot().citerne({ stock: 1_000 })
    const body = { citerne_id, proprietaire_type: 'MONALUXE', delta_ambiant: 60_000, delta_15c: 60_000, raison }
    const k = key()
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/api/v1/ajustements/manuel', body, k)))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(await server().countRows('propositions_ajustement', `citerne_id = '${citerne_id}'`)).toBe(1)
  })

  it('belongs to one person', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const body = await depot().sortieBody([ligne(tank.id, 10)])
    const k = key()
    const first = await post('/api/v1/sorties', body, k, depot().operateur)
    const second = await post('/api/v1/sorties', body, k, await server().signIn('gerant'))
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.headers.get('Idempotency-Replayed')).toBeNull()
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(980)
  })

  it('belongs to one route', async () => {
    const tank = await depot().citerne()
    const partenaire_id = await depot().partenaire()
    const [first, second] = [await receptionId(), await receptionId()]
    const k = key()
    expect((await post(`/api/v1/receptions/${first}/compensation`, { raison }, k)).status).toBe(201)
    await expectRawProblem(await post(`/api/v1/receptions/${second}/compensation`, { raison }, k), 422, 'CLE_IDEMPOTENCE_REUTILISEE')
    const k2 = key()
    const body = { proprietaire_type: 'PARTENAIRE', partenaire_id, lignes: [ligne(tank.id, 10)] }
    expect((await post('/api/v1/receptions', body, k2)).status).toBe(201)
    await expectRawProblem(await post('/api/v1/sorties', body, k2), 422, 'CLE_IDEMPOTENCE_REUTILISEE')
  })

  it('is not spent by a refusal: the request may be mended and sent again', async () => {
    const tank = await depot().citerne({ stock: 100 })
    const k = key()
    const over = await depot().sortieBody([ligne(tank.id, 101)])
    await withoutTrace(server(), async () => {
      await expectRawProblem(await post('/api/v1/sorties', over, k), 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
      await expectRawProblem(await post('/api/v1/sorties', over, k), 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
    })
    expect((await post('/api/v1/sorties', await depot().sortieBody([ligne(tank.id, 100)]), k)).status).toBe(201)
  })

  it('counts after what it guards has changed: the first answer, not a new look', async () => {
    const tank = await depot().citerne({ stock: 100 })
    const body = await depot().sortieBody([ligne(tank.id, 100)])
    const k = key()
    const first = await post('/api/v1/sorties', body, k)
    await depot().changeTank(tank.id, { statut: 'maintenance' })
    const again = await post('/api/v1/sorties', body, k)
    expect(again.status).toBe(201)
    expect(await again.text()).toBe(await first.text())
  })

  it.each(['court', 'x'.repeat(129), 'avec un ÿ dedans'])('has 8 to 128 printable characters: not %s', async (bad) => {
    const answer = await post('/api/v1/clients', { nom: depot().name('Client') }, bad)
    await expectRawProblem(answer, 400, 'CLE_IDEMPOTENCE_INVALIDE')
  })

  it('gives nothing to who may not do it any more', async () => {
    const tank = await depot().citerne({ stock: 100 })
    const body = await depot().sortieBody([ligne(tank.id, 10)])
    const email = 'partant@demo.local'
    await server().addUser(email, 'operateur', depot().id)
    const caller = await server().signIn({ email, mot_de_passe: password })
    const k = key()
    expect((await post('/api/v1/sorties', body, k, caller)).status).toBe(201)
    await server().psql(`update profils set role = 'lecture' where user_id = (select id from utilisateurs where email = '${email}')`)
    await expectRawProblem(await post('/api/v1/sorties', body, k, caller), 403, 'ROLE_FORBIDDEN')
  })

  it('T-SOR-11 outlives the server', async () => {
    const tank = await depot().citerne({ stock: 100 })
    const body = await depot().sortieBody([ligne(tank.id, 10)])
    const k = key()
    const first = await post('/api/v1/sorties', body, k)
    const text = await first.text()
    await server().restart()
    const again = await post('/api/v1/sorties', body, k, await server().signIn('admin'))
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect(await again.text()).toBe(text)
  })
})

describe('a request without a key', () => {
  it('is one of those that need none: they hold a secret or repeat themselves harmlessly (ADR 15)', async () => {
    const { routes } = await OpenApi.ofProgram()
    const takesKey = ({ operation }: Route): boolean => operation.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false
    const posts = routes.filter(({ method }) => method === 'POST')
    expect(posts.filter((route) => !takesKey(route)).map(({ pattern }) => pattern.slice('/api/v1'.length)).sort()).toEqual([
      '/ajustements/propositions/{id}/refus',
      '/cours-de-route/{id}/reouverture',
      '/cours-de-route/{id}/statut',
      '/jetons',
      '/session',
      '/session/mot-de-passe',
      '/utilisateurs',
      '/volumetrie/calcul',
    ])
    expect(posts.some(takesKey)).toBe(true)
  })

  it('T-SEC-03 leaves no token and no password in the database', async () => {
    const secrets: string[] = []
    const admin = await server().signIn('admin')
    for (const [path, body, member] of [
      ['/api/v1/jetons', { nom: 'Pont-bascule' }, 'jeton'],
      ['/api/v1/utilisateurs', { email: 'neuf@demo.local', nom_complet: 'Neuf', role: 'pca' }, 'mot_de_passe'],
    ] as const) {
      const response = await post(path, body, key(), admin)
      expect(response.status).toBe(201)
      const answer: unknown = await response.json()
      if (typeof answer !== 'object' || answer === null) throw new Error(`no object: ${JSON.stringify(answer)}`)
      const secret: unknown = Reflect.get(answer, member)
      if (typeof secret !== 'string') throw new Error(`no ${member}`)
      expect(secret.length).toBeGreaterThan(8)
      secrets.push(secret)
    }
    for (const secret of secrets) expect(await server().countRows('cles_idempotence', `corps like '%${secret}%'`)).toBe(0)
  })
})

describe('after all requests', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
