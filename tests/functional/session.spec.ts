// Signing in and staying signed in: cookies, tokens, throttling, the end of sessions, requests from elsewhere. Time is
// moved by changing dates in the database, limits by lowering the settings there.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { created, done } from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { depotDaipn, emailOf, password, type Role } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const path = '/api/v1/session'
let admin: Caller
let made = 0

beforeAll(async () => {
  admin = await server().signIn('admin')
})

/** A person of one's own: what happens to it disturbs nobody. */
async function person(role: Role = 'pca', depot_id: string | null = null): Promise<{ id: string; email: string }> {
  const email = `p${++made}@demo.local`
  const body = { email, nom_complet: `Personne ${made}`, role, depot_id, mot_de_passe: password }
  return { id: created(await admin.client.POST('/api/v1/utilisateurs', { body })).id, email }
}

const signIn = async (
  email: string,
  mot_de_passe = password,
  headers: Record<string, string> = {},
): Promise<Response> => await server().anonymous().post(path, { email, mot_de_passe }, headers)

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0] ?? ''
const secretOf = (cookie: string): string => /^mlpp_session=([^;]*)/.exec(cookie)?.[1] ?? ''
const as = async (email: string): Promise<Caller> => await server().signIn({ email, mot_de_passe: password })
const status = async (caller: Caller): Promise<number> => (await caller.raw(path)).status

async function moveSession(email: string, change: string): Promise<void> {
  await server().psql(
    `update sessions set ${change} where utilisateur_id = (select id from utilisateurs where email = '${email}')`,
  )
}

async function setting(name: string, value: string): Promise<void> {
  await server().psql(`update parametres set valeur = '${value}' where cle = '${name}'`)
}

async function change(id: string, body: Record<string, unknown>): Promise<void> {
  const { version } = done(await admin.client.GET('/api/v1/utilisateurs/{id}', { params: { path: { id } } }))
  const response = await admin.raw(`/api/v1/utilisateurs/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify(body),
  })
  expect(response.status, await response.clone().text()).toBe(200)
}

describe('signing in', () => {
  it('answers who one is, what one may do and the menu', async () => {
    const response = await signIn(emailOf('operateur'))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      utilisateur: { email: emailOf('operateur'), nom_complet: 'Test operateur', langue: 'fr' },
      role: 'operateur',
      depot: { id: depotDaipn, fuseau: 'Africa/Lubumbashi' },
      environnement: 'dev',
    })
  })

  it('takes the e-mail with blanks around it and in capitals', async () => {
    expect((await signIn(`  ${emailOf('pca').toUpperCase()} `)).status).toBe(200)
  })

  it('takes the password exactly as it is', async () => {
    await expectRawProblem(await signIn(emailOf('pca'), ` ${password}`), 401, 'IDENTIFIANTS_INVALIDES')
    await expectRawProblem(await signIn(emailOf('pca'), password.toUpperCase()), 401, 'IDENTIFIANTS_INVALIDES')
  })

  it('gives a cookie that scripts and other sites do not get, and keeps only its hash', async () => {
    const cookie = cookieOf(await signIn(emailOf('pca')))
    expect(cookie).toMatch(/^mlpp_session=[A-Za-z0-9_-]{40,}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=86400$/)
    const kept = await server().psql("select string_agg(s::text, e'\\n') from sessions s")
    expect(kept).not.toContain(secretOf(cookie))
    expect(kept).not.toContain(Buffer.from(secretOf(cookie)).toString('hex'))
  })

  it('gives another cookie each time and ends the session that one came with', async () => {
    const { email } = await person()
    const first = secretOf(cookieOf(await signIn(email)))
    const old = await server()
      .anonymous()
      .raw(path, { headers: { Cookie: `mlpp_session=${first}` } })
    expect(old.status).toBe(200)
    const headers = { Cookie: `mlpp_session=${first}`, Origin: server().url }
    const second = secretOf(cookieOf(await signIn(email, password, headers)))
    expect(second).not.toBe(first)
    const after = await server()
      .anonymous()
      .raw(path, { headers: { Cookie: `mlpp_session=${first}` } })
    await expectRawProblem(after, 401, 'SESSION_EXPIREE')
  })

  it('does not adopt a session that somebody else planted', async () => {
    const planted = 'A'.repeat(43)
    const response = await signIn(emailOf('pca'), password, { Cookie: `mlpp_session=${planted}`, Origin: server().url })
    expect(secretOf(cookieOf(response))).not.toBe(planted)
    const two = { Cookie: `mlpp_session=${planted}; mlpp_session=${secretOf(cookieOf(response))}` }
    await expectRawProblem(await server().anonymous().raw(path, { headers: two }), 401, 'NON_AUTHENTIFIE')
  })

  it('says nothing about which accounts exist', async () => {
    const { email } = await person()
    const withoutIds = async (response: Response): Promise<unknown> =>
      JSON.parse((await response.text()).replaceAll(/"demande":"[^"]+"/g, '"demande":""'))
    const wrong = await signIn(email, 'Mauvais-mot-de-passe-1')
    const nobody = await signIn('personne@demo.local', 'Mauvais-mot-de-passe-1')
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    expect(wrong.headers.getSetCookie().concat(nobody.headers.getSetCookie())).toEqual([])
    expect(await withoutIds(wrong)).toEqual(await withoutIds(nobody))
  })

  it('takes about as long for an unknown account as for a wrong password', async () => {
    const { email } = await person()
    const measure = async (who: string): Promise<number> => {
      const times: number[] = []
      for (let i = 0; i < 4; ++i) {
        const start = performance.now()
        await signIn(who, `Mauvais-mot-de-passe-${i}`)
        times.push(performance.now() - start)
      }
      return Math.min(...times)
    }
    const [known, unknown] = [await measure(email), await measure('inconnu@demo.local')]
    // The key of a password costs tens of milliseconds; leaving it out would show.
    expect(unknown / known).toBeGreaterThan(0.5)
    expect(unknown / known).toBeLessThan(2)
  })

  it('tells a disabled account and one without a profile only to who knows the password', async () => {
    const disabled = await person()
    await change(disabled.id, { actif: false })
    await expectRawProblem(await signIn(disabled.email), 403, 'COMPTE_INACTIF')
    await expectRawProblem(await signIn(disabled.email, 'Mauvais-mot-de-passe-1'), 401, 'IDENTIFIANTS_INVALIDES')
    const bare = await person()
    await server().psql(`delete from profils where user_id = '${bare.id}'`)
    await expectRawProblem(await signIn(bare.email), 403, 'PROFIL_ABSENT')
    await expectRawProblem(await signIn(bare.email, 'Mauvais-mot-de-passe-1'), 401, 'IDENTIFIANTS_INVALIDES')
    expect(await server().countRows('sessions', `utilisateur_id in ('${disabled.id}', '${bare.id}')`)).toBe(0)
  })

  it('keeps LOGIN_OK and LOGIN_KO, without the e-mail', async () => {
    const { id, email } = await person()
    await signIn(email)
    await signIn(email, 'Mauvais-mot-de-passe-1')
    const rows = await server().psql(
      `select action || ' ' || niveau || ' ' || module || ' ' || details from log_actions
       where cible_id = '${id}' and action like 'LOGIN%' order by created_at`,
    )
    expect(rows.split('\n')).toEqual([
      'LOGIN_OK INFO securite {"adresse": "127.0.0.1"}',
      'LOGIN_KO WARNING securite {"adresse": "127.0.0.1"}',
    ])
  })
})

describe('too many tries', () => {
  beforeEach(async () => {
    await server().psql('delete from tentatives_connexion')
  })

  it('makes one wait longer after each failure, also with the right password, and says how long', async () => {
    const { email } = await person()
    await setting('connexion_essais_libres', '2')
    for (let i = 0; i < 3; ++i)
      await expectRawProblem(await signIn(email, `faux-mot-de-passe-${i}`), 401, 'IDENTIFIANTS_INVALIDES')
    const waiting = await signIn(email)
    const problem = await expectRawProblem(waiting, 429, 'TROP_DE_TENTATIVES')
    const wait_s = Number(waiting.headers.get('retry-after'))
    expect(wait_s).toBeGreaterThanOrEqual(1)
    expect(wait_s).toBeLessThanOrEqual(2)
    expect(problem.detail).toContain(String(wait_s))
    // The wait over, another failure doubles it; a success forgets.
    await server().psql("update tentatives_connexion set libre_le = now() - interval '1 second'")
    await expectRawProblem(await signIn(email, 'encore-faux-mot-1'), 401, 'IDENTIFIANTS_INVALIDES')
    const longer = await signIn(email)
    expect(Number(longer.headers.get('retry-after'))).toBeGreaterThan(2)
    await server().psql("update tentatives_connexion set libre_le = now() - interval '1 second'")
    expect((await signIn(email)).status).toBe(200)
    expect(await server().countRows('tentatives_connexion', `cle = 'compte:${email}'`)).toBe(0)
    await setting('connexion_essais_libres', '5')
  })

  it('counts tries for accounts that do not exist alike', async () => {
    await setting('connexion_essais_libres', '1')
    for (let i = 0; i < 2; ++i) await signIn('fantome@demo.local', `faux-mot-de-passe-${i}`)
    await expectRawProblem(await signIn('fantome@demo.local'), 429, 'TROP_DE_TENTATIVES')
    await setting('connexion_essais_libres', '5')
  })

  it('counts tries side by side all', async () => {
    const { email } = await person()
    await setting('connexion_essais_libres', '1')
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (i) => await signIn(email, `faux-mot-de-passe-${i}`)),
    )
    const heard = answers.filter((answer) => answer.status === 401).length
    expect(heard).toBe(2)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(4)
    await setting('connexion_essais_libres', '5')
  })

  it('gives an address twenty times the allowance of an account', async () => {
    await server().psql(
      `insert into tentatives_connexion (cle, echecs, libre_le) values ('adresse:127.0.0.1', 500, now() + interval '5 minutes')`,
    )
    await expectRawProblem(await signIn(emailOf('pca')), 429, 'TROP_DE_TENTATIVES')
    // Whoever says to come from elsewhere is not believed.
    const forwarded = await signIn(emailOf('pca'), password, { 'X-Forwarded-For': '203.0.113.7' })
    await expectRawProblem(forwarded, 429, 'TROP_DE_TENTATIVES')
  })

  it('counts a wrong old password as a try too', async () => {
    const { email } = await person()
    const caller = await as(email)
    await setting('connexion_essais_libres', '1')
    const body = { ancien: 'faux-mot-de-passe-1', nouveau: 'Nouveau-mot-de-passe-9' }
    for (let i = 0; i < 2; ++i) {
      const refused = await caller.client.POST('/api/v1/session/mot-de-passe', { body })
      expectProblem(refused, 422, 'DONNEES_INVALIDES', { champ: 'ancien', code: 'IDENTIFIANTS_INVALIDES' })
    }
    const right = { ancien: password, nouveau: 'Nouveau-mot-de-passe-9' }
    expectProblem(await caller.client.POST('/api/v1/session/mot-de-passe', { body: right }), 429, 'TROP_DE_TENTATIVES')
    await setting('connexion_essais_libres', '5')
  })
})

describe('the end of a session', () => {
  it('signing out ends it at once and clears the cookie', async () => {
    const { email } = await person()
    const caller = await as(email)
    const response = await caller.raw(path, { method: 'DELETE' })
    expect(response.status).toBe(204)
    expect(cookieOf(response)).toMatch(/^mlpp_session=; Path=\/; HttpOnly; SameSite=Strict; Max-Age=0$/)
    await expectRawProblem(await caller.raw(path), 401, 'SESSION_EXPIREE')
    expect((await caller.raw(path, { method: 'DELETE' })).status).toBe(204)
    expect((await server().anonymous().raw(path, { method: 'DELETE' })).status).toBe(204)
  })

  it('an unused one ends after the idle limit, a used one does not', async () => {
    const { email } = await person()
    const caller = await as(email)
    await moveSession(email, "vu_le = now() - interval '719 minutes'")
    expect(await status(caller)).toBe(200)
    await moveSession(email, "vu_le = now() - interval '719 minutes'")
    expect(await status(caller)).toBe(200)
    await moveSession(email, "vu_le = now() - interval '721 minutes'")
    await expectRawProblem(await caller.raw(path), 401, 'SESSION_EXPIREE')
  })

  it('a used one ends after the absolute limit', async () => {
    const { email } = await person()
    const caller = await as(email)
    const lifetime = await server().psql(
      `select round(extract(epoch from s.expire_le - s.created_at) / 60) from sessions s join utilisateurs u on u.id = s.utilisateur_id where u.email = '${email}'`,
    )
    expect(lifetime).toBe('1440')
    await moveSession(email, 'expire_le = now()')
    await expectRawProblem(await caller.raw(path), 401, 'SESSION_EXPIREE')
  })

  it('a new password ends all other sessions, not the one that chose it', async () => {
    const { email } = await person()
    const [here, elsewhere] = [await as(email), await as(email)]
    const nouveau = 'Six-citernes-en-mars-41'
    const done204 = await here.client.POST('/api/v1/session/mot-de-passe', { body: { ancien: password, nouveau } })
    expect(done204.response.status).toBe(204)
    expect(await status(here)).toBe(200)
    await expectRawProblem(await elsewhere.raw(path), 401, 'SESSION_EXPIREE')
    await expectRawProblem(await signIn(email), 401, 'IDENTIFIANTS_INVALIDES')
    expect((await signIn(email, nouveau)).status).toBe(200)
  })

  it('weak passwords are refused', async () => {
    const { email } = await person()
    const caller = await as(email)
    for (const nouveau of ['court', 'password1234', 'MonaLuxe2026', 'aaaaaaaaaaaa', email]) {
      const answer = await caller.client.POST('/api/v1/session/mot-de-passe', { body: { ancien: password, nouveau } })
      expectProblem(answer, 422, 'DONNEES_INVALIDES', { champ: 'nouveau', code: 'MOT_DE_PASSE_FAIBLE' })
    }
    expect((await signIn(email)).status).toBe(200)
  })

  it('an administrator who disables an account or sets its password ends its sessions and tokens', async () => {
    for (const body of [{ actif: false }, { mot_de_passe: 'Nouveau-mot-de-passe-9' }]) {
      const { id, email } = await person()
      const caller = await as(email)
      const { jeton } = created(await caller.client.POST('/api/v1/jetons', { body: { nom: 'Balance' } }))
      expect(await status(server().withToken(jeton))).toBe(200)
      await change(id, body)
      await expectRawProblem(await caller.raw(path), 401, 'SESSION_EXPIREE')
      await expectRawProblem(await server().withToken(jeton).raw(path), 401, 'SESSION_EXPIREE')
    }
  })

  it('a changed role or depot counts from the next request on', async () => {
    const { id, email } = await person('operateur', depotDaipn)
    const caller = await as(email)
    await expectRawProblem(await caller.raw('/api/v1/journal'), 403, 'ROLE_FORBIDDEN')
    expect(done(await caller.client.GET('/api/v1/citernes')).elements.length).toBeGreaterThan(0)
    const other = created(await admin.client.POST('/api/v1/depots', { body: { nom: 'Dépôt vide', code: 'VIDE' } }))
    await change(id, { depot_id: other.id })
    expect(done(await caller.client.GET('/api/v1/citernes')).elements).toEqual([])
    await change(id, { role: 'directeur', depot_id: null })
    expect((await caller.raw('/api/v1/journal')).status).toBe(200)
    expect(done(await caller.client.GET('/api/v1/session'))).toMatchObject({ role: 'directeur', depot: null })
  })

  it('a session whose profile is gone holds no more', async () => {
    const { id, email } = await person()
    const caller = await as(email)
    await server().psql(`delete from profils where user_id = '${id}'`)
    await expectRawProblem(await caller.raw(path), 401, 'SESSION_EXPIREE')
  })
})

describe('requests from elsewhere', () => {
  let cookie = ''
  beforeAll(async () => {
    cookie = `mlpp_session=${secretOf(cookieOf(await signIn(emailOf('admin'))))}`
  })

  const attempt = async (headers: Record<string, string>): Promise<Response> =>
    await server()
      .anonymous()
      .post('/api/v1/clients', { nom: `Client ${++made}` }, { Cookie: cookie, ...headers })

  it.each([
    ['another site', { Origin: 'https://ailleurs.example' }],
    ['another port', { Origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { Origin: 'null' }],
    ['a host that only begins alike', { Origin: 'http://127.0.0.1.ailleurs.example' }],
    ['another site, as the browser says', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling site', { 'Sec-Fetch-Site': 'same-site' }],
    ['nowhere', {}],
  ])('refuses a cookie that comes from %s', async (_from, headers) => {
    const before = await server().countRows('clients')
    await expectRawProblem(await attempt(headers), 403, 'ORIGINE_REFUSEE')
    expect(await server().countRows('clients')).toBe(before)
  })

  it('takes it from its own pages', async () => {
    expect((await attempt({ Origin: server().url })).status).toBe(201)
    expect((await attempt({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201)
    expect((await attempt({ 'Sec-Fetch-Site': 'none' })).status).toBe(201)
  })

  it('does not let another site sign anybody in or out', async () => {
    const origin = { Origin: 'https://ailleurs.example' }
    await expectRawProblem(await signIn(emailOf('pca'), password, origin), 403, 'ORIGINE_REFUSEE')
    const out = await server()
      .anonymous()
      .raw(path, { method: 'DELETE', headers: { Cookie: cookie, ...origin } })
    await expectRawProblem(out, 403, 'ORIGINE_REFUSEE')
  })

  it('lets anybody read with a valid cookie: reading changes nothing', async () => {
    const headers = { Cookie: cookie, Origin: 'https://ailleurs.example' }
    const response = await server().anonymous().raw(path, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('tokens for programs', () => {
  it('are shown once, work as their owner without a cookie, and are kept as a hash', async () => {
    const { email } = await person('finance')
    const caller = await as(email)
    const { jeton, id } = created(await caller.client.POST('/api/v1/jetons', { body: { nom: 'Tableur' } }))
    const bearer = server().withToken(jeton)
    expect(done(await bearer.client.GET('/api/v1/session'))).toMatchObject({ role: 'finance' })
    await expectRawProblem(await bearer.raw('/api/v1/journal'), 403, 'ROLE_FORBIDDEN')
    const list = await caller.raw('/api/v1/jetons')
    const text = await list.text()
    expect(text).toContain(id)
    expect(text).not.toContain(jeton)
    expect(await server().psql("select string_agg(j::text, e'\\n') from jetons j")).not.toContain(jeton)
  })

  it('end when revoked, when expired and with their owner', async () => {
    const { email } = await person()
    const caller = await as(email)
    const make = async (): Promise<{ id: string; jeton: string }> =>
      created(
        await caller.client.POST('/api/v1/jetons', { body: { nom: 'Tableur', expire_le: '2199-01-01T00:00:00Z' } }),
      )
    const revoked = await make()
    const options = { params: { path: { id: revoked.id } } }
    expect((await caller.client.DELETE('/api/v1/jetons/{id}', options)).response.status).toBe(204)
    await expectRawProblem(await server().withToken(revoked.jeton).raw(path), 401, 'SESSION_EXPIREE')
    expectProblem(await caller.client.DELETE('/api/v1/jetons/{id}', options), 404, 'RESSOURCE_INTROUVABLE')
    const expired = await make()
    await server().psql(`update jetons set expire_le = now() where id = '${expired.id}'`)
    await expectRawProblem(await server().withToken(expired.jeton).raw(path), 401, 'SESSION_EXPIREE')
  })

  it('cannot make tokens, and nobody revokes those of others', async () => {
    const { email } = await person()
    const { id, jeton } = created(await (await as(email)).client.POST('/api/v1/jetons', { body: { nom: 'Tableur' } }))
    const another = await server()
      .withToken(jeton)
      .client.POST('/api/v1/jetons', { body: { nom: 'Rejeton' } })
    expectProblem(another, 403, 'ROLE_FORBIDDEN')
    expectProblem(
      await admin.client.DELETE('/api/v1/jetons/{id}', { params: { path: { id } } }),
      404,
      'RESSOURCE_INTROUVABLE',
    )
    expect(await status(server().withToken(jeton))).toBe(200)
  })

  it('T-SEC-01 change neither who signs in nor how, and are no session', async () => {
    const { email } = await person()
    const { jeton } = created(await (await as(email)).client.POST('/api/v1/jetons', { body: { nom: 'Tableur' } }))
    const { client } = server().withToken(jeton)
    expectProblem(await client.PATCH('/api/v1/session/profil', { body: { email: 'ailleurs@example.org' } }), 403, 'ROLE_FORBIDDEN')
    expectProblem(
      await client.POST('/api/v1/session/mot-de-passe', { body: { ancien: password, nouveau: 'Citerne-9-vers-Kolwezi' } }),
      403,
      'ROLE_FORBIDDEN',
    )
    const asCookie = server().withCookie(jeton)
    expect(await status(asCookie)).toBe(401)
    expect((await asCookie.post('/api/v1/jetons', { nom: 'Rejeton' })).status).toBe(401)
    expect(await status(server().withToken(jeton))).toBe(200)
  })

  it('are twenty at most that still work, however many ask at once', async () => {
    const { email } = await person()
    const caller = await as(email)
    const ask = async (): Promise<number> => (await caller.client.POST('/api/v1/jetons', { body: { nom: 'Tableur' } })).response.status
    const answers = await Promise.all(Array.from({ length: 24 }, ask))
    expect(answers.filter((code) => code === 201)).toHaveLength(20)
    expect(answers.filter((code) => code === 422)).toHaveLength(4)
    await server().psql(`update jetons set expire_le = now() where id = (select j.id from jetons j join utilisateurs u on u.id = j.utilisateur_id where u.email = '${email}' limit 1)`)
    expect(await ask()).toBe(201)
  })

  it('a token nobody gave is no session, whatever is asked', async () => {
    const forged = server().withToken(`mlpp.${'x'.repeat(43)}`)
    await expectRawProblem(await forged.raw(path), 401, 'SESSION_EXPIREE')
    expectProblem(await forged.client.POST('/api/v1/jetons', { body: { nom: 'X' } }), 401, 'SESSION_EXPIREE')
  })

  it('cannot change the password of their owner', async () => {
    const { email } = await person()
    const { jeton } = created(await (await as(email)).client.POST('/api/v1/jetons', { body: { nom: 'Tableur' } }))
    const body = { ancien: 'Mauvais-mot-de-passe-1', nouveau: 'Nouveau-mot-de-passe-9' }
    const answer = await server().withToken(jeton).client.POST('/api/v1/session/mot-de-passe', { body })
    expectProblem(answer, 403, 'ROLE_FORBIDDEN')
  })

  it('are at most twenty for a person, and of the future', async () => {
    const { email } = await person()
    const caller = await as(email)
    const past = await caller.client.POST('/api/v1/jetons', {
      body: { nom: 'Passé', expire_le: '2020-01-01T00:00:00Z' },
    })
    expectProblem(past, 422, 'DONNEES_INVALIDES', { champ: 'expire_le', code: 'DATE_PASSEE' })
    for (let i = 0; i < 20; ++i) created(await caller.client.POST('/api/v1/jetons', { body: { nom: `Jeton ${i}` } }))
    expectProblem(await caller.client.POST('/api/v1/jetons', { body: { nom: 'Jeton 21' } }), 422, 'TROP_D_ELEMENTS')
  })
})

describe('the own profile', () => {
  it('T-SEC-01 name and language are one’s own; the change is logged', async () => {
    const { id, email } = await person()
    const caller = await as(email)
    const answer = await caller.client.PATCH('/api/v1/session/profil', {
      body: { nom_complet: '  Ève Ilunga ', langue: 'en' },
    })
    expect(done(answer).utilisateur).toMatchObject({ nom_complet: 'Ève Ilunga', langue: 'en', email })
    expect(
      await server().countRows(
        'log_actions',
        `cible_id = '${id}' and action = 'PROFIL_MODIFIE' and niveau = 'CRITICAL'`,
      ),
    ).toBe(1)
  })
})
