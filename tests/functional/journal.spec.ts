// The action log: one row for each deed, in the deed's own transaction; filters on the server; no secret in it; nobody
// changes it.
import { beforeAll, describe, expect, it } from 'vitest'

import { day, done, ligne, only, useDepot, type Schemas } from './fixture/depot'
import { everyRow, page } from './fixture/liste'
import { expectProblem } from './fixture/problem'
import { depotDaipn, emailOf, password } from './fixture/seed'
import { useServer } from './fixture/server'

const server = useServer()
const depot = useDepot(server)
const path = '/api/v1/journal'

const actions = async (cible_id: string): Promise<string[]> =>
  (await depot().log(cible_id)).map((row) => `${row.action} ${row.module} ${row.niveau}`)

describe('T-LOG-02 one row for each deed', () => {
  let tank: Schemas['Citerne']
  beforeAll(async () => {
    tank = await depot().citerne({ stock: 10_000 })
  })

  it('of a shipment: created, each status, changed, deleted', async () => {
    const cours = await depot().cdr('TRANSIT')
    const header = { 'If-Match': `"${cours.version}"` }
    const options = { params: { path: { id: cours.id }, header }, body: { note: 'Pont fermé' } }
    done(await depot().admin.client.PATCH('/api/v1/cours-de-route/{id}', options))
    await depot().admin.client.DELETE('/api/v1/cours-de-route/{id}', { params: { path: { id: cours.id } } })
    expect(await actions(cours.id)).toEqual(
      ['CDR_CREE', 'CDR_STATUT_CHANGE', 'CDR_MODIFIE', 'CDR_SUPPRIME'].map((action) => `${action} cours_de_route INFO`),
    )
    const [, , changed] = await depot().log(cours.id)
    expect(changed?.details).toMatchObject({ apres: { note: 'Pont fermé' } })
  })

  it('of a reception: created and valid, for each tank, with what it was about', async () => {
    const other = await depot().citerne()
    const cours = await depot().cdr('ARRIVE')
    const lines = [ligne(tank.id, 100), ligne(other.id, 200)]
    const receptions = await depot().recevoir(lines, { cours_de_route_id: cours.id })
    for (const reception of receptions) {
      expect(await actions(reception.id)).toEqual([
        'RECEPTION_CREEE receptions INFO',
        'RECEPTION_VALIDE receptions INFO',
      ])
      const [row] = await depot().log(reception.id)
      expect(row).toMatchObject({
        depot_id: depotDaipn,
        auteur_nom: 'Test admin',
        details: {
          numero: reception.numero,
          citerne_id: reception.citerne_id,
          proprietaire_type: 'MONALUXE',
          cours_de_route_id: cours.id,
          volume_ambiant: reception.volume_ambiant,
          volume_15c: reception.volume_15c,
          date: reception.date_reception,
        },
      })
    }
    expect((await actions(cours.id)).at(-1)).toBe('CDR_STATUT_CHANGE cours_de_route INFO')
  })

  it('of a sortie: created and valid, in one module name', async () => {
    const sortie = only(await depot().sortir([ligne(tank.id, 100)]))
    expect(await actions(sortie.id)).toEqual([
      'SORTIE_CREEE sorties_produit INFO',
      'SORTIE_VALIDE sorties_produit INFO',
    ])
    expect((await depot().log(sortie.id))[0]).toMatchObject({ auteur_nom: 'Test operateur' })
  })

  it('of an adjustment and of initial stock, as CRITICAL', async () => {
    const sortie = only(await depot().sortir([ligne(tank.id, 100)]))
    const adjusted = await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 90 })
    expect(await actions(adjusted.id)).toEqual(['STOCK_ADJUSTMENT_CREATED stocks CRITICAL'])
    const opening = await depot().initial((await depot().citerne()).id, 5)
    expect(await actions(opening.id)).toEqual(['STOCK_INITIAL_DECLARE stocks CRITICAL'])
  })

  it('of a refused deed: none of the deed, one ACCES_REFUSE, however often it is tried', async () => {
    const lecture = await server().signIn('lecture')
    const before = await server().countRows('log_actions')
    for (let i = 0; i < 3; ++i) {
      expectProblem(await lecture.client.POST('/api/v1/clients', { body: { nom: 'Refusé' } }), 403, 'ROLE_FORBIDDEN')
    }
    const refusals = async (): Promise<number> =>
      await server().countRows(
        'log_actions',
        "action = 'ACCES_REFUSE' and details ->> 'action' = 'referentiels.ecrire'",
      )
    await expect.poll(refusals, { timeout: 10_000 }).toBe(1)
    expect(await server().countRows('log_actions')).toBe(before + 1)
    const row = only((await page(depot().admin, path, { action: 'ACCES_REFUSE' })).elements)
    expect(row).toMatchObject({ module: 'securite', niveau: 'WARNING', auteur_nom: 'Test lecture' })
  })

  it('of a deed that fails late: none', async () => {
    const before = await server().countRows('log_actions')
    const body = depot().receptionBody([ligne(tank.id, 10), ligne(tank.id, 99_999_999)])
    expect((await depot().admin.client.POST('/api/v1/receptions', { body })).response.status).toBe(422)
    expect(await server().countRows('log_actions')).toBe(before)
  })
})

describe('T-LOG-01 the filters run on the server', () => {
  it('by module, action, level, person, depot and target', async () => {
    const operateur = (await page(depot().admin, '/api/v1/utilisateurs', { q: 'Test operateur' })).elements[0]?.['id']
    for (const [name, value, column] of [
      ['module', 'sorties_produit', 'module'],
      ['action', 'RECEPTION_VALIDE', 'action'],
      ['niveau', 'CRITICAL', 'niveau'],
      ['utilisateur_id', String(operateur), 'user_id'],
      ['depot_id', depotDaipn, 'depot_id'],
    ] as const) {
      const rows = await everyRow(depot().admin, path, { [name]: value, limite: '200' })
      expect(rows.length, name).toBeGreaterThan(0)
      expect(new Set(rows.map((row) => row[column]))).toEqual(new Set([value]))
      const all = await server().countRows('log_actions', `${column} = '${value}'`)
      expect(rows, name).toHaveLength(all)
    }
    expect((await page(depot().admin, path, { module: 'inconnu' })).elements).toEqual([])
  })

  it('finds a row however many newer ones there are', async () => {
    await server().psql(
      `insert into log_actions (user_id, action, module, niveau, details, created_at)
       select '00000000-0000-7000-8000-000000000001', case n when 1 then 'AIGUILLE_TEST' else 'FOIN_TEST' end, 'essai', 'INFO',
         jsonb_build_object('n', n), clock_timestamp() - interval '1 hour' + n * interval '1 second' from generate_series(1, 1000) n`,
    )
    expect((await page(depot().admin, path, { action: 'AIGUILLE_TEST' })).elements).toHaveLength(1)
    expect(await everyRow(depot().admin, path, { module: 'essai', limite: '200' })).toHaveLength(1000)
    expect((await page(depot().admin, path, { module: 'essai', limite: '50', total: 'true' })).total).toBe(1000)
  })

  it('by days of the depot and by instants, both ends included', async () => {
    const today = await depot().today()
    await server().psql(
      `insert into log_actions (user_id, action, module, depot_id, created_at) values
       ('00000000-0000-7000-8000-000000000001', 'MINUIT_AVANT', 'essai_jour', '${depotDaipn}', timestamp '${today} 00:00' at time zone 'Africa/Lubumbashi' - interval '1 second'),
       ('00000000-0000-7000-8000-000000000001', 'MINUIT_PILE', 'essai_jour', '${depotDaipn}', timestamp '${today} 00:00' at time zone 'Africa/Lubumbashi')`,
    )
    const found = async (query: Record<string, string>): Promise<unknown[]> =>
      (await page(depot().admin, path, { module: 'essai_jour', tri: 'created_at', ...query })).elements.map(
        (row) => row['action'],
      )
    expect(await found({ du: today })).toEqual(['MINUIT_PILE'])
    expect(await found({ au: day(today, -1) })).toEqual(['MINUIT_AVANT'])
    expect(await found({ du: day(today, -1), au: today })).toEqual(['MINUIT_AVANT', 'MINUIT_PILE'])
    const midnight = new Date(Date.parse(`${today}T00:00:00+02:00`)).toISOString()
    expect(await found({ du: midnight })).toEqual(['MINUIT_PILE'])
    expect(await found({ au: midnight })).toEqual(['MINUIT_AVANT', 'MINUIT_PILE'])
  })

  it('searches details, with a period or without', async () => {
    const [some] = await everyRow(depot().admin, path, { action: 'SORTIE_VALIDE', limite: '1' })
    const details = some?.['details']
    const numero = typeof details === 'object' && details !== null && 'numero' in details ? String(details.numero) : '?'
    for (const period of [{}, { du: '2001-01-01' }, { du: day(await depot().today(), -2) }]) {
      const rows = await everyRow(depot().admin, path, { q: numero, ...period })
      expect(rows.map((row) => row['action']).sort()).toEqual(['SORTIE_CREEE', 'SORTIE_VALIDE'])
    }
  })

  it('searches sorties too, by everything that their rows say', async () => {
    const since = day(await depot().today(), -2)
    const sorties = { module: 'sorties_produit', du: since, limite: '200' }
    const all = await everyRow(depot().admin, path, sorties)
    expect(all.length).toBeGreaterThan(0)
    const [some] = await everyRow(depot().admin, path, { action: 'SORTIE_VALIDE', limite: '1' })
    for (const value of Object.values(some?.['details'] ?? {})) {
      const q = String(value)
      const holding = all.filter((row) => JSON.stringify(row['details']).includes(q))
      const found = await everyRow(depot().admin, path, { ...sorties, q })
      expect(found.map((row) => row['id']).sort(), q).toEqual(holding.map((row) => row['id']).sort())
    }
    expect(await everyRow(depot().admin, path, { ...sorties, q: 'monaluxe' })).not.toEqual([])
    // What decides whether they are looked through takes every row there is, and no word of other rows.
    const refused = `module = 'sorties_produit' and not app.texte_de_sortie(app.plier(action || ' ' || details::text))`
    expect(await server().countRows('log_actions', refused)).toBe(0)
    expect(await server().countRows('log_actions', `app.texte_de_sortie('aiguille')`)).toBe(0)
  })

  it('newest first, in pages, and turned round on demand', async () => {
    const rows = await everyRow(depot().admin, path, { module: 'receptions', limite: '2' })
    const turned = await everyRow(depot().admin, path, { module: 'receptions', limite: '3', tri: 'created_at' })
    expect(turned).toEqual([...rows].reverse())
    const times = rows.map((row) => String(row['created_at']))
    expect(times).toEqual([...times].sort().reverse())
  })
})

describe('T-LOG-03 nobody forges the log', () => {
  it('there is no way to write, change or delete a row, admin included', async () => {
    const id = await server().psql('select id from log_actions limit 1')
    for (const [method, where] of [
      ['POST', ''],
      ['PUT', ''],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
      ['DELETE', ''],
    ] as const) {
      const headers = { 'Content-Type': 'application/json' }
      const response = await depot().admin.raw(`${path}${where}`, { method, headers, body: '{}' })
      expect([404, 405], `${method} ${where}`).toContain(response.status)
    }
  })

  it('not even the owner of the database changes or empties it', async () => {
    for (const statement of [
      "update log_actions set action = 'X_Y'",
      'delete from log_actions',
      'truncate log_actions',
    ]) {
      await expect(server().psql(statement)).rejects.toThrow('IMMUTABLE_TRANSACTION')
    }
  })
})

describe('T-LOG-04 what the log does not say', () => {
  it('no e-mail, password, token or cookie of anybody', async () => {
    const body = { nom: 'Client discret', email: 'discret@exemple.cd' }
    const client = await depot().admin.client.POST('/api/v1/clients', { body })
    const { jeton } = done(await depot().admin.client.POST('/api/v1/jetons', { body: { nom: 'Balance' } }), 201)
    await server()
      .anonymous()
      .post('/api/v1/session', { email: emailOf('pca'), mot_de_passe: 'Mauvais-mot-de-passe-1' })
    const person = {
      email: 'discrete@demo.local',
      nom_complet: 'Discrète',
      role: 'pca' as const,
      mot_de_passe: password,
    }
    done(await depot().admin.client.POST('/api/v1/utilisateurs', { body: person }), 201)
    const all = JSON.stringify(await everyRow(depot().admin, path, { limite: '200' }))
    expect(all).toContain(client.data?.id)
    for (const secret of ['discret@', 'discrete@', 'demo.local', password, 'Mauvais-mot', jeton])
      expect(all).not.toContain(secret)
    expect(all).not.toMatch(/[\w.]+@[\w.]+\.\w+/)
  })
})
