// Signing in and what each role finds: the menu, the refusals by URL, the way out.
import { describe, expect, it } from 'vitest'

import { emailOf, roles } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { answer, useBrowser, web } from './fixture/browser'

const server = useServer({ options: web })
const browser = useBrowser()

describe('signing in', () => {
  it.each(roles)('T-PERM-04 %s finds the menu of the role and nothing else', async (role) => {
    const person = await browser().signIn(server(), role)
    const session = await server().signIn(role)
    const { data } = await session.client.GET('/api/v1/session')
    const wanted = (data?.navigation ?? []).map((entry) => entry.chemin).sort()
    const menu = person.page.getByRole('navigation', { name: 'Navigation principale' }).first()
    await menu.getByRole('link').first().waitFor()
    const shown = await Promise.all((await menu.getByRole('link').all()).map((link) => link.getAttribute('href')))
    expect(shown.map(String).sort()).toEqual(wanted)
  })

  it('the suppliers come right after the cours de route', async () => {
    const { page } = await browser().signIn(server(), 'gerant')
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
    const person = await browser().signIn(server(), 'gerant')
    await expect.poll(() => person.kept(), { timeout: 10_000 }).toContain('/api/v1/stock/actuel')
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
    const person = await browser().signIn(server(), role)
    await person.open(path)
    expect(await person.page.getByRole('heading', { level: 1 }).innerText()).toBe('Accès refusé')
  })

  it('an address that leads nowhere says so', async () => {
    const person = await browser().signIn(server(), 'gerant')
    await person.open('/nulle/part')
    expect(await person.page.getByRole('heading', { level: 1 }).innerText()).toBe('Page introuvable')
  })

  it('keeps a screen through a refresh', async () => {
    const person = await browser().signIn(server(), 'gerant')
    await person.open('/receptions?proprietaire_type=PARTENAIRE')
    await person.page.reload()
    await person.page.getByRole('heading', { level: 1, name: 'Réceptions' }).waitFor()
    expect(new URL(person.page.url()).searchParams.get('proprietaire_type')).toBe('PARTENAIRE')
  })
})
