// Lists as files: what is filtered, in its order, for whom it may, with a trace.
import { describe, expect, it } from 'vitest'

import { created, day, done, ligne, only, useDepot, type Schemas } from './fixture/depot'
import { OpenApi } from './fixture/openapi'
import { everyRow } from './fixture/liste'
import { expectRawProblem } from './fixture/problem'
import { roles } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

// Every list that the program can give as a file, and what such a request must say.
const today = new Date().toISOString().slice(0, 10)
const openApi = await OpenApi.ofProgram()
const lists = openApi.routes
  .filter((route) => route.pattern.endsWith('/export'))
  .map((route): [string, string] => {
    const days = openApi.queryOf(route).filter(({ name, required }) => required && name !== 'format')
    return [route.pattern.slice('/api/v1/'.length, -'/export'.length), days.map(({ name }) => `&${name}=${today}`).join('')]
  })

async function csv(caller: Caller, path: string, language = 'fr'): Promise<string[][]> {
  const response = await caller.raw(`/api/v1${path}`, { headers: { 'Accept-Language': language } })
  const bytes = Buffer.from(await response.arrayBuffer())
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
    status: 200,
    type: 'text/csv; charset=utf-8',
  })
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const lines = bytes.subarray(3).toString('utf8').split('\r\n').filter(Boolean)
  return lines.map((line) => line.split(language === 'fr' ? ';' : ','))
}

const column = (rows: string[][], title: string): string[] => {
  const at = rows[0]?.indexOf(title) ?? -1
  expect(at, title).toBeGreaterThanOrEqual(0)
  return rows.slice(1).map((row) => row[at] ?? '')
}

const traces = async (): Promise<unknown[]> => {
  const text = await server().psql(
    `select coalesce(json_agg(details order by created_at), '[]') from log_actions where action = 'EXPORT_GENERATED'`,
  )
  const value: unknown = JSON.parse(text)
  if (!Array.isArray(value)) throw new Error(text)
  return value.map((trace: unknown) => trace)
}

describe('a list as a file', () => {
  it('holds the rows of the list under the same filter and order, over several parts', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    for (let i = 1; i <= 7; ++i) await depot().sortir([ligne(tank.id, i * 10)])
    const query = `citerne_id=${tank.id}&tri=-volume_ambiant`
    const rows = await csv(depot().admin, `/sorties/export?format=csv&${query}`)
    const list = done(
      await depot().admin.client.GET('/api/v1/sorties', {
        params: { query: { citerne_id: tank.id, tri: '-volume_ambiant' } },
      }),
    )
    expect(column(rows, 'Numéro')).toEqual(list.elements.map((sortie) => sortie.numero))
    expect(column(rows, 'Volume ambiant (L)').slice(0, 2)).toEqual(['70,000', '60,000'])
    const english = await csv(depot().admin, `/sorties/export?format=csv&${query}`, 'en')
    expect(column(english, 'Ambient volume (L)').slice(0, 2)).toEqual(['70.000', '60.000'])
  })

  it('T-REP-03 has the totals of the screen', async () => {
    const tank = await depot().citerne({ stock: 12_345 })
    const rows = await csv(depot().admin, `/stock/actuel/export?format=csv&citerne_id=${tank.id}`)
    const screen = done(
      await depot().admin.client.GET('/api/v1/stock/actuel', { params: { query: { citerne_id: tank.id } } }),
    )
    expect(rows.at(-1)?.[0]).toBe('TOTAL')
    expect(column(rows, 'Stock ambiant (L)').at(-1)).toBe(screen.totaux.stock_ambiant.toFixed(3).replace('.', ','))
    expect(column(rows, 'Stock à 15 °C (L)').at(-1)).toBe(screen.totaux.stock_15c.toFixed(3).replace('.', ','))
  })

  it('holds every finding of the checks, where the screen has the worst of them', async () => {
    const tanks = await Promise.all(Array.from({ length: 3 }, async () => await depot().citerne({ stock: 500, stock_minimum: 800 })))
    const query = 'severity=WARN&check_code=CITERNE_SOUS_MINIMUM'
    const rows = await csv(depot().admin, `/integrite/export?format=csv&${query}`)
    const { constats } = done(
      await depot().admin.client.GET('/api/v1/integrite', { params: { query: { severity: 'WARN', check_code: 'CITERNE_SOUS_MINIMUM' } } }),
    )
    expect(column(rows, 'Objet')).toEqual(constats.map(({ objet }) => objet))
    expect(constats.map(({ entity_id }) => entity_id)).toEqual(expect.arrayContaining(tanks.map(({ id }) => id)))
    expect(new Set(column(rows, 'Contrôle'))).toEqual(new Set(['CITERNE_SOUS_MINIMUM']))
  })

  it('T-REP-03 holds the statistics of trips part by part, with the total of the screen', async () => {
    const { fournisseur_id } = await depot().cdr('TRANSIT', { volume: 31_000 })
    const statistiques = done(
      await depot().admin.client.GET('/api/v1/cours-de-route/statistiques', { params: { query: { fournisseur_id } } }),
    )
    const rows = await csv(depot().admin, `/cours-de-route/statistiques/export?format=csv&fournisseur_id=${fournisseur_id}`)
    const of = (part: string): string[][] => rows.filter(([first]) => first === part).map(([, name = '', count = '']) => [name, count])
    expect(of('STATUT')).toEqual(statistiques.par_statut.map(({ statut, nombre }) => [statut, String(nombre)]))
    expect(of('SEMAINE')).toEqual(statistiques.par_semaine.map(({ semaine, nombre }) => [semaine, String(nombre)]))
    expect(of('DUREE').map(([name]) => name)).toEqual(statistiques.durees.map(({ statut }) => statut))
    expect(rows.at(-1)?.[0]).toBe('TOTAL')
    expect(column(rows, 'Camions').at(-1)).toBe(String(statistiques.nombre))
    expect(column(rows, 'Volume (L)').at(-1)).toBe(statistiques.volume_total.toFixed(3).replace('.', ','))
  })

  it('holds the own tokens and no secret of them', async () => {
    const { jeton } = created(await depot().admin.client.POST('/api/v1/jetons', { body: { nom: 'Pont-bascule' } }))
    const gerant = await server().signIn('gerant')
    const rows = await csv(depot().admin, '/jetons/export?format=csv')
    expect(column(rows, 'Nom')).toContain('Pont-bascule')
    expect(JSON.stringify(rows)).not.toContain(jeton)
    expect(column(await csv(gerant, '/jetons/export?format=csv'), 'Nom')).not.toContain('Pont-bascule')
  })

  it.each(lists)('T-REP-03 %s is a workbook under the name of list and day', async (list, query) => {
    const tank = await depot().citerne({ stock: 5_000 })
    await depot().sortir([ligne(tank.id, 10)])
    const response = await depot().admin.raw(`/api/v1/${list}/export?format=xlsx${query}`)
    expect(response.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z-]+_[\d_-]+\.xlsx"$/)
    expect(Buffer.from(await response.arrayBuffer()).subarray(0, 2).toString()).toBe('PK')
  })

  it('T-REP-01 leaves one trace with list, filters, format and rows, and none when it was refused', async () => {
    const tank = await depot().citerne({ stock: 500 })
    const before = (await traces()).length
    await csv(depot().admin, `/stock/mouvements/export?format=csv&citerne_id=${tank.id}`)
    await expectRawProblem(await depot().admin.raw('/api/v1/sorties/export?format=pdf'), 422, 'DONNEES_INVALIDES')
    await expectRawProblem(
      await depot().operateur.raw('/api/v1/sorties/export?format=csv'),
      403,
      'ROLE_FORBIDDEN',
    )
    const after = await traces()
    expect(after.length).toBe(before + 1)
    expect(after.at(-1)).toMatchObject({
      liste: 'stock/mouvements',
      format: 'csv',
      lignes: 1,
      filtres: { citerne_id: tank.id },
    })
  })

  it('T-REP-02 is for every role but operateur', async () => {
    for (const role of roles) {
      const caller = await server().signIn(role)
      const { status } = await caller.raw('/api/v1/receptions/export?format=csv')
      expect(`${role} ${status}`).toBe(`${role} ${role === 'operateur' ? 403 : 200}`)
    }
  })

  it('answers that too many are being made rather than making them all', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => await depot().admin.raw('/api/v1/journal/export?format=xlsx')),
    )
    for (const response of answers) {
      if (response.status === 200) continue
      await expectRawProblem(response, 429, 'TROP_DE_REQUETES')
      expect(response.headers.get('retry-after')).toBe('5')
    }
    expect(answers.some(({ status }) => status === 200)).toBe(true)
  })
})

describe('one search over everything', () => {
  it('finds what was just entered, by number, plate and name', async () => {
    const { elements: [client] } = done(await depot().admin.client.GET('/api/v1/clients', {}))
    const tank = await depot().citerne({ stock: 1_000 })
    const sortie = only(
      await depot().sortir([ligne(tank.id, 10)], { plaque_camion: 'QZX 4711 AB', chauffeur_nom: 'Ilunga Wa Search' }),
    )
    const found = async (q: string): Promise<string[]> => {
      const answer = done(await depot().admin.client.GET('/api/v1/recherche', { params: { query: { q } } }))
      return answer.elements.map(({ genre, id }) => `${genre} ${id}`)
    }
    for (const q of [sortie.numero, sortie.numero.toLowerCase(), 'qzx 4711', 'QZX4711AB', 'ilunga wa search']) {
      expect(await found(q), q).toContain(`sortie ${sortie.id}`)
    }
    expect(await found('zzzz nothing')).toEqual([])
    if (client !== undefined) expect(await found(client.nom)).toContain(`client ${client.id}`)
  })

  it('ignores accents of what is typed and of what is stored, in every list', async () => {
    const { admin } = depot()
    const nom = 'Hôpital Sendwé'
    const { id: client_id } = created(await admin.client.POST('/api/v1/clients', { body: { nom } }))
    const tank = await depot().citerne({ stock: 1_000, localisation: 'Près de l’entrée' })
    const sortie = only(await depot().sortir([ligne(tank.id, 10)], { client_id, note: 'Bâche déchirée' }))
    const cours = await depot().cdr('CHARGEMENT', { chauffeur_nom: 'Gédéon Élie' })
    const du = day(await depot().today(), -2)
    const asked: [string, Record<string, string>, string][] = [
      ['clients', { q: 'hopital SENDWE' }, client_id],
      ['clients', { q: 'hôpîtàl sendwe' }, client_id],
      ['citernes', { q: 'pres de l’entree' }, tank.id],
      ['sorties', { q: 'hopital' }, sortie.id],
      ['sorties', { q: 'bache dechiree' }, sortie.id],
      ['cours-de-route', { q: 'gedeon elie' }, cours.id],
    ]
    for (const [list, query, id] of asked) {
      const rows = await everyRow(admin, `/api/v1/${list}`, query)
      expect(rows.map((row) => row['id']), `${list} ${String(query['q'])}`).toContain(id)
    }
    const logged = await everyRow(admin, '/api/v1/journal', { q: 'hopital sendwe', du })
    expect(logged.map((row) => row['cible_id'])).toContain(client_id)
    const answer = done(await admin.client.GET('/api/v1/recherche', { params: { query: { q: 'hopital' } } }))
    expect(answer.elements.map(({ genre, id }) => `${genre} ${id}`)).toEqual(
      expect.arrayContaining([`client ${client_id}`, `sortie ${sortie.id}`]),
    )
  })

  it('gives status and litres as fields, to be written in the language of who reads', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 12.5)], { plaque_camion: 'QZX 4713 AB' }))
    const cours = await depot().cdr('TRANSIT', { plaque_camion: 'QZX 4713 AC' })
    const { elements } = done(await depot().admin.client.GET('/api/v1/recherche', { params: { query: { q: 'qzx4713' } } }))
    const found = (wanted: string): Schemas['Trouve'] | undefined => elements.find(({ id }) => id === wanted)
    expect(found(cours.id)).toMatchObject({ statut: 'TRANSIT', detail: `QZX 4713 AC · ${cours.chauffeur_nom}` })
    expect(found(sortie.id)).toMatchObject({ volume_ambiant: 12.5 })
    expect(found(sortie.id)?.detail).toMatch(/^QZX 4713 AB · Client \d+$/)
  })
})
