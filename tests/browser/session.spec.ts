// Signing in and what each role finds: the menu, the refusals by URL, the way out.
import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { useDepot } from '#fixture/depot'
import { emailOf, password, roles, type Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { answer, useBrowser, web, type Person } from './fixture/browser'
import { choose, field, heading, measure, tankOf } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

beforeAll(async () => {
  await depot().citerne({ nom: 'CUVE S', stock: 50_000 })
  await depot().admin.client.POST('/api/v1/clients', { body: { nom: 'Gécamines' } })
})

/** An administrator gives the account its password again, which ends all of its sessions. */
async function endSessions(role: Role): Promise<void> {
  const id = await server().psql(`select id from utilisateurs where email = '${emailOf(role)}'`)
  const { client } = depot().admin
  const params = { path: { id } }
  const { data } = await client.GET('/api/v1/utilisateurs/{id}', { params })
  const header = { 'If-Match': `"${String(data?.version)}"` }
  const { response } = await client.PATCH('/api/v1/utilisateurs/{id}', { params: { ...params, header }, body: { mot_de_passe: password } })
  expect(response.status).toBe(200)
}

/** For `expects`: what a page is told whose session has ended. */
const ended = /^401 /

function signInDialog({ page }: Person): Locator {
  return page.getByRole('dialog', { name: 'Votre session a pris fin' })
}

/** Half a sortie, typed; then the session ends on the server and the page asks it for the preview. */
async function endedWhileTyping(role: Role): Promise<Person> {
  const person = await browser().signIn(server(), role)
  person.expects(ended)
  await person.open('/sorties/new')
  await choose(person.page, /^Client/, 'Gécamines')
  await choose(person.page, /^Produit/, /Gasoil|G\.O/)
  await endSessions(role)
  await measure(tankOf(person.page), { citerne: 'CUVE S', avant: '1 000', apres: '1 200' })
  await signInDialog(person).waitFor()
  return person
}

async function enterLogin({ page }: Person, email: string, secret: string): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel('Mot de passe').first().fill(secret)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

describe('a session that ends', () => {
  it('while a form is half typed: the person signs in over it, goes on, and it is posted once', async () => {
    const before = await server().countRows('sorties_produit')
    const person = await endedWhileTyping('operateur')
    const { page } = person
    const dialog = signInDialog(person)
    expect(await dialog.getByLabel('Adresse e-mail').inputValue()).toBe(emailOf('operateur'))
    // Neither Esc nor a click beside it takes it away.
    await page.keyboard.press('Escape')
    await dialog.getByLabel('Mot de passe').first().fill('pas celui-ci')
    await dialog.getByRole('button', { name: 'Se connecter' }).click()
    await dialog.getByText('Adresse e-mail ou mot de passe incorrect.').waitFor()
    await dialog.getByLabel('Mot de passe').first().fill(password)
    await dialog.getByRole('button', { name: 'Se connecter' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/^À 15 °C$/).first().waitFor()
    expect(await field(tankOf(page), 'Index après').inputValue()).toBe('1\u202f200')
    expect(await field(page, /^Client/).inputValue()).toBe('Gécamines')
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await heading(page, 'Sortie enregistrée').waitFor()
    expect(await server().countRows('sorties_produit')).toBe(before + 1)
  })

  it('is seen by the sending itself, and what was sent before is not posted twice', async () => {
    const before = await server().countRows('sorties_produit')
    const person = await browser().signIn(server(), 'operateur')
    person.expects(ended)
    const { page } = person
    await person.open('/sorties/new')
    await choose(page, /^Client/, 'Gécamines')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await measure(tankOf(page), { citerne: 'CUVE S', avant: '2 000', apres: '2 300' })
    await page.getByText(/^À 15 °C$/).first().waitFor()
    await endSessions('operateur')
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    const dialog = signInDialog(person)
    await dialog.getByLabel('Mot de passe').first().fill(password)
    await dialog.getByRole('button', { name: 'Se connecter' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await heading(page, 'Sortie enregistrée').waitFor()
    expect(await server().countRows('sorties_produit')).toBe(before + 1)
  })

  it('goes on by itself when the person signed in again in another window', async () => {
    const person = await endedWhileTyping('gerant')
    const second = await person.context.newPage()
    await second.goto('/login')
    await second.getByLabel('Adresse e-mail').fill(emailOf('gerant'))
    await second.getByLabel('Mot de passe').first().fill(password)
    await second.getByRole('button', { name: 'Se connecter' }).click()
    await second.waitForURL((url) => url.pathname !== '/login')
    await person.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    await signInDialog(person).waitFor({ state: 'detached' })
    expect(await field(tankOf(person.page), 'Index après').inputValue()).toBe('1\u202f200')
  })

  it('T-NAV-02 leaves nothing of the person to another one, who is asked to sign in', async () => {
    const person = await endedWhileTyping('gerant')
    await expect.poll(() => person.kept()).toEqual([])
    const dialog = signInDialog(person)
    await dialog.getByRole('button', { name: 'Quitter ou changer de compte' }).click()
    await dialog.getByText('Ce que vous avez saisi sur cet écran sera perdu.').waitFor()
    await dialog.getByRole('button', { name: 'Quitter cet écran' }).click()
    await person.page.waitForURL('**/login')
    await person.signInHere('operateur')
    await person.open('/sorties/new')
    expect(await field(tankOf(person.page), 'Index après').inputValue()).toBe('')
  })

  it('at a start, the sign-in page says so and leads back', async () => {
    const person = await browser().signIn(server(), 'gerant')
    person.expects(ended)
    await endSessions('gerant')
    await person.page.goto('/citernes')
    await person.page.getByText('Votre session a pris fin : reconnectez-vous.').waitFor()
    await person.signInHere('gerant')
    expect(new URL(person.page.url()).pathname).toBe('/citernes')
  })
})

describe('a refused sign-in says what it means', () => {
  it('to an account that was disabled, and to one without a profile', async () => {
    await server().addUser('parti@demo.local', 'lecture', depot().id)
    await server().addUser('vide@demo.local', 'lecture', depot().id)
    await server().psql("update utilisateurs set actif = false where email = 'parti@demo.local'")
    await server().psql("delete from profils where user_id = (select id from utilisateurs where email = 'vide@demo.local')")
    const person = await browser().visitor(server())
    person.expects(answer(403, '/api/v1/session'))
    await person.page.goto('/login')
    await enterLogin(person, 'parti@demo.local', password)
    await person.page.getByText('Ce compte est désactivé. Un administrateur peut le réactiver.').waitFor()
    await enterLogin(person, 'vide@demo.local', password)
    await person.page.getByText('Ce compte n’a pas de profil').waitFor()
  })

  it('without a network, and after too many tries', async () => {
    const person = await browser().visitor(server())
    person.expects(answer(401, '/api/v1/session'), answer(429, '/api/v1/session'))
    await person.page.goto('/login')
    await person.page.getByLabel('Adresse e-mail').waitFor()
    await person.context.setOffline(true)
    await enterLogin(person, 'inconnu@demo.local', 'pas celui-ci')
    await person.page.getByText('Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.').waitFor()
    await person.context.setOffline(false)
    const alert = person.page.getByRole('alert')
    await expect
      .poll(
        async () => {
          await person.page.getByRole('button', { name: 'Se connecter' }).click()
          return await alert.innerText().catch(() => '')
        },
        { timeout: 20_000 },
      )
      .toMatch(/Trop de tentatives.*Réessayez dans \d+ s/)
  })
})

describe('signing in', () => {
  it.each(roles)('T-PERM-04 %s finds the menu of the role and nothing else', async (role) => {
    const person = await browser().openOf(server(), role, '/')
    const session = await server().signIn(role)
    const { data } = await session.client.GET('/api/v1/session')
    const wanted = (data?.navigation ?? []).map((entry) => entry.chemin).sort()
    const menu = person.page.getByRole('navigation', { name: 'Navigation principale' }).first()
    await menu.getByRole('link').first().waitFor()
    const shown = await Promise.all((await menu.getByRole('link').all()).map((link) => link.getAttribute('href')))
    expect(shown.map(String).sort()).toEqual(wanted)
  })

  it('the suppliers come right after the cours de route', async () => {
    const { page } = await browser().openOf(server(), 'gerant', '/')
    const menu = page.getByRole('navigation', { name: 'Navigation principale' }).first()
    await menu.getByRole('link').first().waitFor()
    const shown = await Promise.all((await menu.getByRole('link').all()).map((link) => link.getAttribute('href')))
    expect(shown.slice(1, 3)).toEqual(['/cours', '/fournisseurs'])
  })

  it('tells a wrong password, keeps what was typed and counts no session', async () => {
    const person = await browser().visitor(server())
    person.expects(answer(401, '/api/v1/session'))
    await person.page.goto('/login')
    await person.page.getByLabel('Adresse e-mail').fill(emailOf('gerant'))
    await person.page.getByLabel('Mot de passe').first().fill('pas celui-ci')
    await person.page.getByRole('button', { name: 'Se connecter' }).click()
    await person.page.getByRole('alert').waitFor()
    expect(await person.page.getByRole('alert').innerText()).toContain('incorrect')
    expect(await person.page.getByLabel('Adresse e-mail').inputValue()).toBe(emailOf('gerant'))
  })

  it('T-NAV-01 leads back to the screen that was asked for', async () => {
    const person = await browser().visitor(server())
    await person.page.goto('/citernes')
    await person.page.waitForURL(/\/login\?vers=/)
    await person.signInHere('gerant')
    expect(new URL(person.page.url()).pathname).toBe('/citernes')
  })

  it('T-NAV-02 signing out leaves nothing behind', async () => {
    const person = await browser().openOf(server(), 'gerant', '/')
    await expect.poll(() => person.kept()).toContain('/api/v1/stock/actuel')
    await person.page.getByRole('button', { name: 'Test gerant' }).click()
    await person.page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
    await person.page.waitForURL('**/login')
    await expect.poll(() => person.kept()).toEqual([])
    await person.page.goto('/receptions')
    await person.page.waitForURL(/\/login/)
  })
})

describe('by URL', () => {
  it.each([
    ['operateur', '/fournisseurs'],
    ['lecture', '/receptions/new'],
    ['gerant', '/utilisateurs'],
    ['finance', '/logs'],
    ['pca', '/sorties/new'],
  ] as const)('%s is refused %s', async (role, path) => {
    const person = await browser().openOf(server(), role, path)
    expect(await person.page.getByRole('heading', { level: 1 }).innerText()).toBe('Accès refusé')
  })

  it('an address that leads nowhere says so', async () => {
    const person = await browser().openOf(server(), 'gerant', '/nulle/part')
    expect(await person.page.getByRole('heading', { level: 1 }).innerText()).toBe('Page introuvable')
  })

  it('keeps a screen through a refresh', async () => {
    const person = await browser().openOf(server(), 'gerant', '/receptions?proprietaire_type=PARTENAIRE')
    await person.page.reload()
    await person.page.getByRole('heading', { level: 1, name: 'Réceptions' }).waitFor()
    expect(new URL(person.page.url()).searchParams.get('proprietaire_type')).toBe('PARTENAIRE')
  })
})
