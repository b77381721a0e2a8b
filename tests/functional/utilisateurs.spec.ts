// Accounts, as the administrator keeps them.
import { beforeAll, describe, expect, it } from 'vitest'

import { created, done, only, type Answer, type Schemas } from './fixture/depot'
import { expectSorted, page } from './fixture/liste'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { withoutRows } from './fixture/rows'
import { depotDaipn, emailOf, password } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const path = '/api/v1/utilisateurs'
let admin: Caller
let made = 0

beforeAll(async () => {
  admin = await server().signIn('admin')
})

const demande = (more: Partial<Schemas['DemandeUtilisateur']> = {}): Schemas['DemandeUtilisateur'] => ({
  email: `personne${++made}@demo.local`,
  nom_complet: `Personne ${made}`,
  role: 'pca',
  mot_de_passe: password,
  ...more,
})

const create = async (more: Partial<Schemas['DemandeUtilisateur']> = {}): Promise<Schemas['UtilisateurCree']> =>
  created(await admin.client.POST(path, { body: demande(more) }))

const change = async (
  id: string,
  version: number,
  body: Schemas['ModificationUtilisateur'],
): Promise<Answer<Schemas['Utilisateur']>> =>
  await admin.client.PATCH('/api/v1/utilisateurs/{id}', {
    params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    body,
  })

const idOf = async (email: string): Promise<string> =>
  await server().psql(`select id from utilisateurs where email = '${email}'`)

describe('opening an account', () => {
  it('answers the account as stored, with its address and without a secret', async () => {
    const answer = await admin.client.POST(path, {
      body: demande({ email: '  Jean.KABILA@Demo.Local ', nom_complet: ' Jean  K ' }),
    })
    const account = created(answer)
    expect(account).toMatchObject({
      email: 'jean.kabila@demo.local',
      nom_complet: 'Jean  K',
      role: 'pca',
      actif: true,
      version: 1,
      langue: 'fr',
    })
    expect(account.mot_de_passe ?? undefined).toBeUndefined()
    expect(answer.response.headers.get('location')).toBe(`${path}/${account.id}`)
    const read = await admin.client.GET('/api/v1/utilisateurs/{id}', { params: { path: { id: account.id } } })
    expect(read.response.headers.get('etag')).toBe('"1"')
    expect(done(read).email).toBe(account.email)
    expect(JSON.stringify(read.data)).not.toMatch(/sel|verificateur|mot_de_passe/)
  })

  it('makes a password up when none is given, shown this once', async () => {
    const { email, role, nom_complet } = demande()
    const account = created(await admin.client.POST(path, { body: { email, role, nom_complet } }))
    expect(account.mot_de_passe).toMatch(/^\S{20}$/)
    await server().signIn({ email, mot_de_passe: account.mot_de_passe ?? '' })
    const again = await admin.raw(`${path}/${account.id}`)
    expect(await again.text()).not.toContain(account.mot_de_passe)
  })

  it('asks for a depot with the roles that have one', async () => {
    for (const role of ['operateur', 'lecture', 'gerant'] as const) {
      expectProblem(await admin.client.POST(path, { body: demande({ role }) }), 422, 'DEPOT_REQUIS', {
        champ: 'depot_id',
      })
      expect((await create({ role, depot_id: depotDaipn })).depot_nom).toBe('Dépôt Daipn')
    }
    for (const role of ['directeur', 'pca', 'finance', 'admin'] as const) await create({ role })
  })

  it('names all that is wrong at once and leaves nothing', async () => {
    await withoutRows(server(), async () => {
      const bad = demande({ email: 'sans-arobase', mot_de_passe: 'court' })
      const problem = expectProblem(await admin.client.POST(path, { body: bad }), 422, 'DONNEES_INVALIDES')
      expect(problem.erreurs.map(({ champ, code }) => `${champ} ${code}`).sort()).toEqual([
        'email FORMAT_INVALIDE',
        'mot_de_passe MOT_DE_PASSE_FAIBLE',
      ])
      const known = demande({ email: ` ${emailOf('pca').toUpperCase()}` })
      expectProblem(await admin.client.POST(path, { body: known }), 409, 'EMAIL_DEJA_PRIS', { champ: 'email' })
      const nowhere = demande({ role: 'operateur', depot_id: '0190a000-0000-7000-8000-00000000dead' })
      expectProblem(await admin.client.POST(path, { body: nowhere }), 422, 'REFERENCE_INTROUVABLE', {
        champ: 'depot_id',
      })
      const role = await admin.post(path, { ...demande(), role: 'gérant' })
      await expectRawProblem(role, 422, 'DONNEES_INVALIDES', { champ: 'role', code: 'VALEUR_INCONNUE' })
    })
  })
})

describe('the list of accounts', () => {
  it('filters by role, depot, activity and text', async () => {
    const listed = async (query: Record<string, string>): Promise<unknown[]> =>
      (await page(admin, path, { ...query, limite: '200' })).elements.map((row) => row['email'])
    expect(await listed({ role: 'finance' })).toContain(emailOf('finance'))
    expect(await listed({ role: 'finance' })).not.toContain(emailOf('pca'))
    expect(await listed({ depot_id: depotDaipn, role: 'operateur' })).toContain(emailOf('operateur'))
    expect(await listed({ q: 'TEST DIREC' })).toEqual([emailOf('directeur')])
    expect(await listed({ q: 'nobody%' })).toEqual([])
    const off = await create()
    done(await change(off.id, 1, { actif: false }))
    expect(await listed({ actif: 'false' })).toContain(off.email)
    expect(await listed({ actif: 'true' })).not.toContain(off.email)
  })

  it.each(['nom_complet', 'email', 'role', 'depot_nom', 'actif', 'created_at'])('sorts by %s in pages', async (tri) => {
    await expectSorted(admin, path, tri)
  })

  it('does not show the system account', async () => {
    expect((await page(admin, path, { q: 'systeme' })).elements).toEqual([])
    const id = '00000000-0000-7000-8000-000000000001'
    expectProblem(await change(id, 1, { actif: true }), 404, 'RESSOURCE_INTROUVABLE')
  })
})

describe('changing an account', () => {
  it('needs the version that was read, and shows what changed meanwhile', async () => {
    const { id } = await create()
    const without = await admin.raw(`${path}/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    await expectRawProblem(without, 428, 'VERSION_REQUISE')
    const first = await change(id, 1, { nom_complet: 'Première main' })
    expect(done(first)).toMatchObject({ nom_complet: 'Première main', version: 2 })
    expect(first.response.headers.get('etag')).toBe('"2"')
    const stale = await change(id, 1, { nom_complet: 'Seconde main' })
    expectProblem(stale, 412, 'VERSION_PERIMEE')
    expect(stale.error).toMatchObject({ actuel: { id, nom_complet: 'Première main', version: 2 } })
    for (const tag of ['2', 'W/"2"', '"abc"', '*', '""', '"-1"']) {
      const response = await admin.raw(`${path}/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', 'If-Match': tag },
        body: '{}',
      })
      await expectRawProblem(response, 400, 'REQUETE_INVALIDE')
    }
  })

  it('refuses an e-mail that another has, a depot that is missing, and a weak password', async () => {
    const { id } = await create()
    expectProblem(await change(id, 1, { email: emailOf('admin') }), 409, 'EMAIL_DEJA_PRIS', { champ: 'email' })
    expectProblem(await change(id, 1, { role: 'operateur' }), 422, 'DEPOT_REQUIS', { champ: 'depot_id' })
    expectProblem(await change(id, 1, { mot_de_passe: 'court' }), 422, 'DONNEES_INVALIDES', { champ: 'mot_de_passe' })
    expect(done(await change(id, 1, { role: 'operateur', depot_id: depotDaipn }))).toMatchObject({ role: 'operateur' })
    expectProblem(await change(id, 2, { depot_id: null }), 422, 'DEPOT_REQUIS', { champ: 'depot_id' })
  })

  it('keeps one active administrator, also when two are removed side by side', async () => {
    const first = await idOf(emailOf('admin'))
    await server().psql(`update profils set role = 'pca' where role = 'admin' and user_id <> '${first}'`)
    const second = await create({ role: 'admin' })
    const { version } = done(await admin.client.GET('/api/v1/utilisateurs/{id}', { params: { path: { id: first } } }))
    const other = await server().signIn({ email: second.email, mot_de_passe: password })
    const answers = await Promise.all([
      change(first, version, { role: 'pca' }),
      other.client.PATCH('/api/v1/utilisateurs/{id}', {
        params: { path: { id: second.id }, header: { 'If-Match': '"1"' } },
        body: { actif: false },
      }),
    ])
    expect(answers.filter((answer) => answer.response.status === 200)).toHaveLength(1)
    expect(
      await server().countRows('profils p join utilisateurs u on u.id = p.user_id', "p.role = 'admin' and u.actif"),
    ).toBe(1)
    await server().psql(`update profils set role = 'admin' where user_id in ('${first}', '${second.id}');
      update utilisateurs set actif = true where id in ('${first}', '${second.id}')`)
    admin = await server().signIn('admin')
  })

  it('does not let the last administrator go', async () => {
    await server().psql(
      `update profils set role = 'pca' where role = 'admin' and user_id <> '${await idOf(emailOf('admin'))}'`,
    )
    const id = await idOf(emailOf('admin'))
    const { version } = done(await admin.client.GET('/api/v1/utilisateurs/{id}', { params: { path: { id } } }))
    await withoutRows(server(), async () => {
      expectProblem(await change(id, version, { role: 'directeur' }), 409, 'DERNIER_ADMIN')
      expectProblem(await change(id, version, { actif: false }), 409, 'DERNIER_ADMIN')
    })
  })
})

describe('T-LOG-02 the log of accounts', () => {
  it('has one CRITICAL row for each action, with who, whom and what, and no secret', async () => {
    const { id, email } = await create({ role: 'operateur', depot_id: depotDaipn })
    done(await change(id, 1, { role: 'lecture', mot_de_passe: 'Nouveau-mot-de-passe-9', email: `x${email}` }))
    const rows = done(
      await admin.client.GET('/api/v1/journal', { params: { query: { cible_id: id, tri: 'created_at' } } }),
    ).elements
    expect(rows.map((row) => `${row.action} ${row.module} ${row.niveau}`)).toEqual([
      'UTILISATEUR_CREE securite CRITICAL',
      'UTILISATEUR_MODIFIE securite CRITICAL',
    ])
    expect(new Set(rows.map((row) => row.auteur_nom))).toEqual(new Set(['Test admin']))
    expect(JSON.stringify(rows)).not.toMatch(/@|Nouveau-mot/)
    expect(rows.at(-1)?.details).toMatchObject({ apres: { role: 'lecture' }, email: 'change', mot_de_passe: 'change' })
  })

  it('W-37 says what was before a change and what after', async () => {
    const { id } = await create({ role: 'pca' })
    done(await change(id, 1, { role: 'finance', nom_complet: 'Nouveau nom' }))
    const query = { cible_id: id, action: 'UTILISATEUR_MODIFIE' }
    const { details } = only(done(await admin.client.GET('/api/v1/journal', { params: { query } })).elements)
    expect(details).toMatchObject({ avant: { role: 'pca' }, apres: { role: 'finance', nom_complet: 'Nouveau nom' } })
  })
})
