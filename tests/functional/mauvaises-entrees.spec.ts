// Bad input: for every route with a body or a query, generated from the OpenAPI document. Whatever comes in is answered
// by one problem document with a known code, in the caller's language, and leaves no row in any table.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

import { created, day, Depot, done, ligne } from './fixture/depot'
import { OpenApi, type Route, type Schema } from './fixture/openapi'
import { readProblem, type Problem } from './fixture/problem'
import { withoutRows } from './fixture/rows'
import { emailOf, password, produitEssence, roles } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const openApi = await OpenApi.ofProgram()
const server = useServer({ options: ['--log-level', 'debug'] })
const unknownId = '0190a000-0000-7000-8000-00000000dead'

const catalogue = readFileSync(fileURLToPath(new URL('../../docs/errors.md', import.meta.url)), 'utf8')
const statusOf = new Map(
  [...catalogue.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map((match) => [match[1] ?? '', Number(match[2])]),
)

let admin: Caller
beforeAll(async () => {
  admin = await server().signIn('admin')
})

const withBody = openApi.routes.filter((route) => openApi.bodyOf(route) !== undefined)
const withQuery = openApi.routes.filter((route) => openApi.queryOf(route).length > 0)
const pathOf = (route: Route, id = unknownId): string => route.pattern.replaceAll(/\{[^}]+\}/g, id)

interface Sent {
  body: string | Uint8Array
  type?: string
  language?: string
  caller?: Caller
  path?: string
}

async function send(route: Route, { body, type, language = 'fr', caller = admin, path }: Sent): Promise<Response> {
  return await caller.raw(path ?? pathOf(route), {
    method: route.method,
    headers: { 'Content-Type': type ?? 'application/json', 'If-Match': '"1"', 'Accept-Language': language },
    body,
  })
}

/** The answer is a problem of the catalogue, with the status of its code. */
async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  expect({ type: response.headers.get('content-type'), text }).toMatchObject({ type: 'application/problem+json' })
  const body: unknown = JSON.parse(text)
  const problem = readProblem(body)
  expect(problem.status).toBe(response.status)
  expect(statusOf.get(problem.code), `${problem.code} in docs/errors.md`).toBe(response.status)
  for (const error of problem.erreurs) {
    expect(statusOf.has(error.code), error.code).toBe(true)
    expect(error.message).not.toBe('')
  }
  expect(problem.title).not.toBe('')
  return problem
}

async function refused(response: Response, status: number, code: string): Promise<Problem> {
  const problem = await problemOf(response)
  expect(problem).toMatchObject({ status, code })
  return problem
}

/** A value that the schema admits. */
function sample(given: Schema): unknown {
  const schema = openApi.essence(given)
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.format === 'uuid') return unknownId
  if (schema.format === 'date') return '2024-02-29'
  if (schema.format === 'date-time') return '2024-02-29T12:00:00Z'
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner)]))
    case 'array':
      return [sample(schema.items ?? {})]
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    default:
      return 'x'.repeat(Math.max(schema.minLength ?? 1, 1))
  }
}

/** Values of another type, or of none that the format knows. */
function wrongValues(given: Schema): unknown[] {
  const schema = openApi.essence(given)
  if (schema.enum !== undefined) return [42, true, [], {}, 'N_EXISTE_PAS', '']
  if (schema.format === 'uuid') return [42, false, [], {}, 'pas-un-uuid', `${unknownId}0`, `{${unknownId}}`]
  if (schema.format === 'date')
    return [20240229, [], {}, '29/02/2024', '2023-02-29', '2024-13-01', '2024-02-29T00:00:00Z']
  if (schema.format === 'date-time') return [0, [], {}, '2024-02-29', '2024-02-29T12:00:00', '2024-02-29T25:00:00Z']
  switch (schema.type) {
    case 'object':
      return [42, 'texte', []]
    case 'array':
      return [42, 'texte', {}]
    case 'boolean':
      return [0, 1, 'true', [], {}]
    case 'integer':
      return ['1', 1.5, true, [], {}]
    case 'number':
      return ['1', true, [], {}]
    default:
      return [42, true, [], {}]
  }
}

interface Field {
  path: string
  schema: Schema
  required: boolean
  /** The whole body with this field as given; undefined leaves it out. */
  put: (value: unknown) => unknown
}

/** The fields of a body, one level of lists deep. */
function fieldsOf(schema: Schema, put: (part: unknown) => unknown = (part) => part, prefix = ''): Field[] {
  const properties = Object.entries(schema.properties ?? {})
  const whole = Object.fromEntries(properties.map(([name, inner]) => [name, sample(inner)]))
  return properties.flatMap(([name, inner]) => {
    const field: Field = {
      path: prefix + name,
      schema: inner,
      required: schema.required?.includes(name) ?? false,
      put: (value) => put({ ...whole, [name]: value }),
    }
    const items = openApi.essence(inner).items
    if (items === undefined) return [field]
    const nested = openApi.essence(items)
    return [field, ...fieldsOf(nested, (part) => field.put([part]), `${prefix}${name}[0].`)]
  })
}

const bodyOf = (route: Route): Schema => openApi.bodyOf(route) ?? {}
const json = (value: unknown): string => JSON.stringify(value)

async function expectFieldRefused(route: Route, body: string, path: string): Promise<void> {
  const problem = await problemOf(await send(route, { body }))
  expect({ path, body, status: problem.status }).toMatchObject({ status: 422 })
  expect(
    problem.erreurs.map((error) => error.champ),
    body,
  ).toContainEqual(expect.stringMatching(new RegExp(`^${path.replaceAll(/[[\].]/g, '\\$&')}`)))
}

describe.each(withBody.map((route) => [route.name, route] as const))('%s', (_name, route) => {
  const fields = fieldsOf(bodyOf(route))

  it('refuses the wrong type of each field', async () => {
    await withoutRows(server(), async () => {
      for (const field of fields) {
        for (const wrong of wrongValues(field.schema)) {
          await expectFieldRefused(route, json(field.put(wrong)), field.path)
        }
      }
    })
  })

  it('refuses each required field that is missing or null, and numbers beyond all measure', async () => {
    await withoutRows(server(), async () => {
      for (const field of fields.filter((one) => one.required)) {
        await expectFieldRefused(route, json(field.put(undefined)), field.path)
        await expectFieldRefused(route, json(field.put(null)), field.path)
      }
      for (const field of fields.filter((one) => /number|integer/.test(openApi.essence(one.schema).type ?? ''))) {
        for (const number of [
          '1e999999999',
          '-1e999999999',
          '1e-999999999',
          '9'.repeat(100_000),
          `0.${'9'.repeat(900_000)}`,
        ]) {
          await expectFieldRefused(route, json(field.put('@')).replace('"@"', number), field.path)
        }
      }
    })
  })

  it('refuses texts that are too long, or hold control characters', async () => {
    await withoutRows(server(), async () => {
      for (const field of fields) {
        const schema = openApi.essence(field.schema)
        if (schema.type !== 'string' || schema.format !== undefined || schema.enum !== undefined) continue
        for (const text of [
          'x'.repeat((schema.maxLength ?? 0) + 1),
          'é'.repeat(400_000),
          'a\u0000b',
          'a\u001bb',
          '\u009f',
          'a\u007f',
        ]) {
          await expectFieldRefused(route, json(field.put(text)), field.path)
        }
      }
    })
  })

  it('names all fields at once that are wrong', async () => {
    const wrong = Object.fromEntries(Object.keys(bodyOf(route).properties ?? {}).map((name) => [name, { faux: 1 }]))
    const problem = await problemOf(await send(route, { body: json(wrong) }))
    expect(problem.erreurs.map((error) => error.champ).sort()).toEqual(Object.keys(wrong).sort())
  })

  it('refuses what is no object, no JSON or too deep', async () => {
    const deep = 1000
    const broken = [
      '',
      ' ',
      '{',
      '{"a":1',
      'nul',
      '{"a":NaN}',
      '{"a":Infinity}',
      '{"a":-Infinity}',
      '{a:1}',
      "{'a':1}",
      '{"a":1,}',
      '{"a":01}',
      '{"a":+1}',
      '{"a":.5}',
      '{} {}',
      '{"a":"\\ud800"}',
      '{"a":"\u0000"}',
      '// rien\n{}',
      '\ufeff{}',
      '['.repeat(deep) + ']'.repeat(deep),
      '{"a":'.repeat(deep) + '1' + '}'.repeat(deep),
    ]
    await withoutRows(server(), async () => {
      for (const body of broken) await refused(await send(route, { body }), 400, 'JSON_INVALIDE')
      for (const body of ['null', '[]', '[{}]', '"texte"', '42', 'true']) {
        await refused(await send(route, { body }), 422, 'DONNEES_INVALIDES')
      }
    })
  })

  it('refuses bytes that are no UTF-8, and every other type of content', async () => {
    const invalid = [
      [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d],
      [0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d],
      [0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d],
    ]
    const types = [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/json; charset=iso-8859-1',
      'application/jsonp',
      'application/xml',
    ]
    await withoutRows(server(), async () => {
      for (const bytes of invalid)
        await refused(await send(route, { body: Uint8Array.from(bytes) }), 400, 'JSON_INVALIDE')
      const utf16 = Buffer.from('\ufeff{"nom":"x"}', 'utf16le')
      await refused(await send(route, { body: new Uint8Array(utf16) }), 400, 'JSON_INVALIDE')
      for (const type of types) await refused(await send(route, { body: '{}', type }), 415, 'TYPE_DE_CONTENU_REFUSE')
    })
  })

  it('refuses fields that it does not know, and fields given twice', async () => {
    const valid = json(sample(bodyOf(route)))
    const [first] = Object.keys(bodyOf(route).properties ?? {})
    await withoutRows(server(), async () => {
      for (const extra of ['inconnu', '__proto__', 'id', 'ID', 'a.b', 'é', '', 'x'.repeat(10_000)]) {
        const body = valid.replace(/\}$/, `,${json(extra)}:1}`)
        const problem = await refused(await send(route, { body }), 400, 'CHAMP_INCONNU')
        expect(problem.erreurs).toContainEqual(expect.objectContaining({ code: 'CHAMP_INCONNU' }))
        expect(json(problem).length).toBeLessThan(20_000)
      }
      const twice = valid.replace(/\}$/, `,${json(first)}:1}`)
      const problem = await refused(await send(route, { body: twice }), 422, 'DONNEES_INVALIDES')
      expect(problem.erreurs).toContainEqual(expect.objectContaining({ champ: first, code: 'CHAMP_REPETE' }))
    })
  })

  it('takes no body over 1 MiB', async () => {
    const body = json({ inconnu: 'x'.repeat(2 * 1024 * 1024) })
    await refused(await send(route, { body }), 413, 'CORPS_TROP_GRAND')
  })

  it('speaks French and English', async () => {
    const [french, english, fallback] = await Promise.all(
      ['fr-CD,fr;q=0.9,en;q=0.5', 'en-GB,en;q=0.9,fr;q=0.5', 'de'].map(
        async (language) => await problemOf(await send(route, { body: '{"inconnu":1}', language })),
      ),
    )
    expect([french?.title, english?.title, fallback?.title]).toEqual([
      'Champ inconnu',
      'Unknown field',
      'Champ inconnu',
    ])
    expect(french?.erreurs.map((error) => error.code)).toEqual(english?.erreurs.map((error) => error.code))
    expect(french?.erreurs.map((error) => error.message)).not.toEqual(english?.erreurs.map((error) => error.message))
  })
})

/** Values that no parameter of this schema admits. */
function wrongTexts(given: Schema): string[] {
  const schema = openApi.essence(given)
  if (schema.enum !== undefined) return ['N_EXISTE_PAS', "'; drop table receptions; --"]
  if (schema.format === 'uuid') return ['pas-un-uuid', `${unknownId}0`, "' or 1=1 --"]
  if (schema.format === 'date') return ['hier', '2023-02-29', '2024-02-29T00:00:00Z', "2024-01-01'"]
  if (schema.format === 'date-time') return ['hier', '2024-02-29']
  switch (schema.type) {
    case 'boolean':
      return ['oui', '1', 'TRUE']
    case 'integer':
      return ['abc', '1.5', '0', '201', '9'.repeat(1000), '1e9', ' 1']
    case 'number':
      return ['abc', '1e999999999', '9'.repeat(1000), 'NaN', 'Infinity', '0x10']
    case 'array':
      return wrongTexts(schema.items ?? {})
    default:
      return ['x'.repeat((schema.maxLength ?? 100) + 1)]
  }
}

const needed = (route: Route): string =>
  openApi
    .queryOf(route)
    .filter((parameter) => parameter.required)
    .map((parameter) => `${parameter.name}=${String(sample(parameter.schema))}`)
    .join('&')

async function get(route: Route, query: string): Promise<Response> {
  return await admin.raw(`${pathOf(route)}?${query}`)
}

describe.each(withQuery.map((route) => [route.name, route] as const))('%s', (_name, route) => {
  const parameters = openApi.queryOf(route)

  it('refuses wrong values, all of them at once', async () => {
    for (const { name, schema } of parameters) {
      for (const wrong of wrongTexts(schema)) {
        const others = needed(route)
          .split('&')
          .filter((pair) => !pair.startsWith(`${name}=`))
        const query = [...others, `${name}=${encodeURIComponent(wrong)}`].join('&')
        const problem = await problemOf(await get(route, query))
        expect({ query, status: problem.status }).toMatchObject({ status: 422 })
        expect(problem.erreurs, query).toContainEqual(expect.objectContaining({ champ: name }))
      }
    }
    const typed = parameters.filter(({ schema }) => wrongTexts(schema)[0]?.startsWith('x') !== true)
    const right = parameters.filter((parameter) => parameter.required && !typed.includes(parameter))
    const query = [
      ...typed.map(({ name, schema }) => `${name}=${encodeURIComponent(wrongTexts(schema)[0] ?? '')}`),
      ...right.map(({ name, schema }) => `${name}=${String(sample(schema))}`),
    ].join('&')
    const problem = await refused(await get(route, query), 422, 'DONNEES_INVALIDES')
    expect(problem.erreurs.map((error) => error.champ).sort()).toEqual(typed.map(({ name }) => name).sort())
  })

  it('refuses parameters that it does not know, given twice or badly written, and what is obligatory left out', async () => {
    const query = needed(route)
    for (const name of ['inconnu', 'TRI', 'order%20by', '__proto__', 'depot_id%5B%5D']) {
      await refused(await get(route, `${query}&${name}=1`), 400, 'PARAMETRE_INCONNU')
    }
    for (const bad of ['%', '%zz', 'a=%ff', '%c0%af=1', 'a=%ed%a0%80', 'a=%00', 'a=%1b', 'a=%0a']) {
      await refused(await get(route, `${query}&${bad}`), 400, 'REQUETE_INVALIDE')
    }
    const [scalar] = parameters.filter(({ schema }) => openApi.essence(schema).type !== 'array')
    if (scalar !== undefined) {
      const pair = `${scalar.name}=${String(sample(scalar.schema))}`
      const problem = await problemOf(await get(route, [query, pair, pair].join('&')))
      expect(problem.erreurs).toContainEqual(expect.objectContaining({ champ: scalar.name }))
    }
    for (const { name } of parameters.filter((parameter) => parameter.required)) {
      const rest = query
        .split('&')
        .filter((pair) => !pair.startsWith(`${name}=`))
        .join('&')
      const problem = await refused(await get(route, rest), 422, 'DONNEES_INVALIDES')
      expect(problem.erreurs).toContainEqual(expect.objectContaining({ champ: name, code: 'CHAMP_REQUIS' }))
    }
  })

  it('refuses cursors that it did not give, and sorts that it does not have', async () => {
    if (!parameters.some(({ name }) => name === 'curseur')) return
    const forged = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')
    const cursors = [
      'x',
      '====',
      '%00',
      'A'.repeat(500),
      forged('nom'),
      forged('\u001f\u001f'),
      forged(`x\u001f1\u001f${unknownId}`),
      forged(`nom\u001f1\u001fpas-un-uuid`),
      forged(`' or 1=1 --\u001f1\u001f${unknownId}`),
    ]
    for (const cursor of cursors) {
      const problem = await problemOf(await get(route, `curseur=${cursor}`))
      expect([400, 422], cursor).toContain(problem.status)
    }
    for (const sort of [
      'inconnu',
      '--',
      '-',
      "nom'; drop table clients; --",
      'mot_de_passe',
      'verificateur',
      'nom,id',
      'nom desc',
    ]) {
      const problem = await refused(await get(route, `tri=${encodeURIComponent(sort)}`), 422, 'DONNEES_INVALIDES')
      expect(problem.erreurs).toContainEqual(expect.objectContaining({ champ: 'tri' }))
    }
  })

  it('takes SQL in a text filter for text', async () => {
    for (const { name, schema } of parameters) {
      const type = openApi.essence(schema)
      if (type.type !== 'string' || type.format !== undefined || type.enum !== undefined) continue
      if (['tri', 'curseur', 'du', 'au'].includes(name)) continue
      for (const text of ["' or 1=1", '%_\\', '$1', '"; --']) {
        const response = await get(
          route,
          `${needed(route)}&${name}=${encodeURIComponent(text)}${name === 'q' ? '&du=2024-01-01' : ''}`,
        )
        if (response.status !== 200) await problemOf(response)
        expect(response.status, `${name}=${text}`).toBeLessThan(500)
      }
    }
  })
})

describe('what only the database knows', () => {
  const said = (problem: Problem): string[] => problem.erreurs.map(({ champ, code }) => `${champ} ${code}`)

  it('T-SOR-02 T-SOR-05 T-SOR-10 is said of a sortie all at once, field by field, and leaves no row', async () => {
    const depot = await (await Depot.daipn(server())).another()
    const full = await depot.citerne({ stock: 500 })
    const away = await depot.citerne({ stock: 500 })
    const friend = await depot.citerne({ stock: 500, logique: true })
    await depot.changeTank(away.id, { statut: 'maintenance' })
    const today = await depot.today()
    const closed = { depot_id: depot.id, jour: day(today, -1) }
    created(await admin.client.POST('/api/v1/stock/clotures', { body: closed }))
    const client_id = created(await admin.client.POST('/api/v1/clients', { body: { nom: depot.name('Client') } })).id
    const header = { 'If-Match': '"1"' }
    const gone = { params: { path: { id: client_id }, header }, body: { actif: false } }
    done(await admin.client.PATCH('/api/v1/clients/{id}', gone))
    const body = {
      proprietaire_type: 'MONALUXE',
      client_id,
      transporteur_id: unknownId,
      date_sortie: day(today, -2),
      lignes: [ligne(full.id, 501), ligne(away.id, 10), ligne(friend.id, 10)],
    }
    const problem = await withoutRows(server(), async () =>
      refused(await depot.operateur.post('/api/v1/sorties', body), 422, 'SORTIE_CITERNE_INACTIVE'),
    )
    expect(said(problem)).toEqual([
      'lignes[1].citerne_id SORTIE_CITERNE_INACTIVE',
      'note SORTIE_NOTE_REQUISE',
      'client_id REFERENTIEL_INACTIF',
      'transporteur_id REFERENCE_INTROUVABLE',
      'date_sortie JOUR_CLOTURE',
      'lignes[0].index_apres SORTIE_STOCK_INSUFFISANT_AMB',
    ])
  })

  it('T-REC-02 T-REC-05 T-REC-06 T-REC-13 is said of a reception all at once, field by field, and leaves no row', async () => {
    const depot = await Depot.daipn(server())
    const small = await depot.citerne({ capacite_totale: 1000 })
    const away = await depot.citerne()
    const friend = await depot.citerne({ logique: true })
    await depot.changeTank(away.id, { statut: 'maintenance' })
    const body = {
      proprietaire_type: 'MONALUXE',
      cours_de_route_id: (await depot.cdr('FRONTIERE')).id,
      date_reception: day(await depot.today(), -31),
      lignes: [ligne(friend.id, 10), ligne(away.id, 10), ligne(small.id, 1001)],
    }
    const problem = await withoutRows(server(), async () =>
      refused(await depot.operateur.post('/api/v1/receptions', body), 409, 'CDR_NON_ARRIVE'),
    )
    expect(said(problem)).toEqual([
      'cours_de_route_id CDR_NON_ARRIVE',
      'lignes[1].citerne_id RECEPTION_CITERNE_INACTIVE',
      'note RECEPTION_NOTE_REQUISE',
      'date_reception DATE_TROP_ANCIENNE',
      'lignes[2].index_apres RECEPTION_CAPACITE_INSUFFISANTE',
    ])
  })
})

describe('a cursor that somebody changed', () => {
  it.each([
    ['journal', 'hier'],
    ['journal', '2024-01-01T00:00:00Z\u0000'],
    ['citernes?tri=capacite_totale', 'beaucoup'],
    ['citernes?tri=logique', 'peut-être'],
    ['depots?tri=jours_retro', '9'.repeat(300)],
    ['utilisateurs?tri=created_at', '2026-01-01T00:00:00+99:00'],
    ['utilisateurs?tri=created_at', '2026-01-01 00:00:00 Foo/Bar'],
    ['clients?tri=created_at', '-infinity and more'],
  ])('%s does not compare with %s', async (path, value) => {
    const joint = path.includes('?') ? '&' : '?'
    const tri = new URLSearchParams(path.split('?')[1]).get('tri') ?? '-created_at'
    const changed = Buffer.from(`${tri}\u001f${value}\u001f${unknownId}`, 'utf8').toString('base64url')
    const problem = await problemOf(await admin.raw(`/api/v1/${path}${joint}curseur=${changed}`))
    expect(problem.code).toBe('CURSEUR_INVALIDE')
  })
})

describe('files that do not exist', () => {
  const withId = openApi.routes.filter((route) => route.pattern.includes('{id}'))

  const raison = { raison: 'Saisie deux fois par erreur' }
  const bodies: Record<string, unknown> = { statut: { statut: 'TRANSIT' }, reouverture: raison, compensation: raison }
  const wrong = ['1', 'pas-un-uuid', `${unknownId}0`, `{${unknownId}}`, '%20', "'%20or%201=1", `${unknownId}%00`, '..']

  it.each(withId.map((route) => [route.name, route] as const))('%s answers 404', async (_name, route) => {
    const ending = route.pattern.split('/').at(-1) ?? ''
    const body = openApi.bodyOf(route) === undefined ? undefined : (bodies[ending] ?? {})
    await withoutRows(server(), async () => {
      const ids = [unknownId, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', ...wrong]
      for (const id of ids) await expectUnknown(route, pathOf(route, id), body)
    })
  })
})

async function expectUnknown(route: Route, path: string, body: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'If-Match': '"1"' }
  const init = body === undefined ? {} : { body: json(body) }
  const response = await admin.raw(path, { method: route.method, headers, ...init })
  const problem = await problemOf(response)
  expect({ path, status: problem.status, code: problem.code }).toSatisfy(
    () =>
      [404, 405].includes(problem.status) ||
      problem.code === 'REQUETE_INVALIDE' ||
      problem.code === 'MOUVEMENT_NOT_FOUND',
  )
}

describe('callers that may no longer', () => {
  const guarded = openApi.routes.filter((route) => route.operation['x-action'] !== 'visiteur')

  async function callAll(caller: Caller, status: number, code: string, routes = guarded): Promise<void> {
    await withoutRows(server(), async () => {
      for (const route of routes) {
        const schema = openApi.bodyOf(route)
        const init = schema === undefined ? {} : { body: json({}) }
        const headers = { 'Content-Type': 'application/json', 'If-Match': '"1"' }
        const response = await caller.raw(`${pathOf(route)}?${needed(route)}`, {
          method: route.method,
          headers,
          ...init,
        })
        const problem = await problemOf(response)
        // Without a database, what is wrong with the body may come first.
        if (problem.status !== 422)
          expect({ route: route.name, status: problem.status, code: problem.code }).toMatchObject({ status, code })
      }
    })
  }

  it('refuses an expired session everywhere', async () => {
    const caller = await server().signIn('pca')
    await server().psql(
      `update sessions set expire_le = now() - interval '1 second' where utilisateur_id = (select id from utilisateurs where email = '${emailOf('pca')}')`,
    )
    await callAll(caller, 401, 'SESSION_EXPIREE')
  })

  it('refuses forged cookies and tokens everywhere', async () => {
    await callAll(
      server().withToken(`mlpp.${'x'.repeat(43)}`),
      401,
      'SESSION_EXPIREE',
      guarded.filter((route) => route.name !== 'POST /api/v1/jetons'),
    )
    await callAll(server().withToken('court'), 401, 'NON_AUTHENTIFIE')
    await callAll(server().anonymous(), 401, 'NON_AUTHENTIFIE')
  })

  it('refuses a role that was taken away from the next request on', async () => {
    await server().addUser('revoque@demo.local', 'admin')
    const caller = await server().signIn({ email: 'revoque@demo.local', mot_de_passe: password })
    expect((await caller.raw('/api/v1/utilisateurs')).status).toBe(200)
    await server().psql(
      "update profils set role = 'finance' where user_id = (select id from utilisateurs where email = 'revoque@demo.local')",
    )
    const admins = [
      'utilisateurs.gerer',
      'referentiels.ecrire',
      'citernes.ecrire',
      'ajustements.creer',
      'ajustements.valider',
      'jours.cloturer',
      'stock.initialiser',
      'journal.lire',
    ]
    await callAll(
      caller,
      403,
      'ROLE_FORBIDDEN',
      guarded.filter((route) => admins.includes(route.operation['x-action'])),
    )
  })
})

describe('texts that look like commands', () => {
  const texts = [
    "Robert'); DROP TABLE receptions; --",
    '$(rm -rf /)',
    '<script>alert(1)</script>',
    '{{7*7}}',
    "\\'; SELECT 1",
    '=1+1',
    '%00',
    '../../etc/passwd',
    'ÉÀÜÇ',
    '🛢️',
    'Ａ',
  ]

  it.each(texts)('keeps %s as it was written', async (nom) => {
    const answer = await admin.client.POST('/api/v1/clients', { body: { nom, note_supplementaire: `${nom}\n${nom}` } })
    const id = answer.data?.id ?? ''
    const { data } = await admin.client.GET('/api/v1/clients/{id}', { params: { path: { id } } })
    expect(data).toMatchObject({ nom, note_supplementaire: `${nom}\n${nom}` })
    const found = await admin.client.GET('/api/v1/clients', { params: { query: { q: nom } } })
    expect(found.data?.elements.map((client) => client.id)).toEqual([id])
  })

  it.each(['\u202eevil', 'a\u200bb', '\ufeffa', '\u2066a'])('refuses what shows nothing and turns a text around: %j', async (nom) => {
    const { error } = await admin.client.POST('/api/v1/clients', { body: { nom } })
    expect(error?.erreurs.map(({ champ, code }) => `${champ} ${code}`)).toEqual(['nom FORMAT_INVALIDE'])
  })

  it('keeps them in a movement, its number and its log too', async () => {
    const depot = await Depot.daipn(server())
    const tank = await depot.citerne({ stock: 1000, produit_id: produitEssence })
    const note = '\'); DELETE FROM mouvements_stock; --\n$1 \\ "'
    const [sortie] = await depot.sortir([ligne(tank.id, 10, { densite_observee_kgm3: 740 })], {
      note,
      chauffeur_nom: "O'Brien ; --",
    })
    expect(sortie).toMatchObject({ note, chauffeur_nom: "O'Brien ; --" })
    expect(await depot.stock(tank.id)).toMatchObject({ stock_ambiant: 990 })
  })
})

describe('after all this', () => {
  it('the server is healthy and made no error of its own', async () => {
    expect((await server().anonymous().raw('/health/live')).status).toBe(200)
    expect((await server().anonymous().raw('/health/ready')).status).toBe(200)
    expect(server().log).not.toMatch(/internal error|statut=500|"statut":500/)
  })

  it('T-LOG-04 the logs of the server and of its database hold no secret', async () => {
    const secrets = new Set([password, password.toLowerCase()])
    const email = 'secret-email@demo.local'
    await server().addUser(email, 'pca')
    const body = { email, mot_de_passe: password }
    const cookie = (await server().anonymous().post('/api/v1/session', body)).headers.getSetCookie()[0] ?? ''
    secrets.add(/^mlpp_session=([^;]+)/.exec(cookie)?.[1] ?? 'cookie')
    await server().anonymous().post('/api/v1/session', { email, mot_de_passe: 'Mot-de-passe-faux-1' })
    secrets.add('Mot-de-passe-faux-1').add(email).add('secret-email')
    const token = await admin.client.POST('/api/v1/jetons', { body: { nom: 'Balance' } })
    secrets.add(token.data?.jeton ?? 'jeton')
    await server()
      .withToken(token.data?.jeton ?? '')
      .raw('/api/v1/clients?q=recherche-privee')
    secrets.add('recherche-privee')
    const person = { email, nom_complet: 'Doublon', role: 'pca' as const, mot_de_passe: 'Un-mot-de-passe-long-7' }
    const twice = await admin.client.POST('/api/v1/utilisateurs', { body: person })
    expect(twice.response.status).toBe(409)
    secrets.add('Un-mot-de-passe-long-7')
    for (const role of roles) secrets.add(emailOf(role))
    const logs = [server().log, ...databaseLogs()]
    expect(logs.length).toBeGreaterThan(1)
    expect(logs.join('').length).toBeGreaterThan(10_000)
    for (const secret of secrets)
      expect(logs.filter((log) => log.includes(secret)).map((log) => lineOf(log, secret))).toEqual([])
  })
})

const lineOf = (log: string, text: string): string => log.split('\n').find((line) => line.includes(text)) ?? ''

function databaseLogs(): string[] {
  return readdirSync(server().data, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(server().data, name), 'utf8'))
}
