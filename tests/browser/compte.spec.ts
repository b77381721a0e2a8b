// One's own account: password, tokens, theme and language; and the interface in English, screen by screen.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { useDepot } from '#fixture/depot'
import { emailOf, password } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { answer, useBrowser, web } from './fixture/browser'
import { field, heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()
const another = 'Citerne-7-vers-Kolwezi'

beforeAll(async () => {
  await depot().citerne({ stock: 20_000 })
})

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.getByRole('menu').waitFor()
}

describe('the own password', () => {
  it('is changed by who knows it; other sessions end, this one goes on', async () => {
    const other = await server().signIn('finance')
    const person = await browser().signIn(server(), 'finance')
    person.expects(answer(422, '/api/v1/session/mot-de-passe'))
    const { page } = person
    await person.open('/profil')
    const change = async (old: string): Promise<void> => {
      await page.getByLabel('Mot de passe actuel').first().fill(old)
      await page.getByLabel('Nouveau mot de passe').first().fill(another)
      await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
    }
    await change('pas celui-ci')
    await page.getByText('Ce n’est pas votre mot de passe actuel.').waitFor()
    await change(password)
    await page.getByText('Mot de passe changé.').waitFor()
    expect((await other.client.GET('/api/v1/session')).response.status).toBe(401)
    await person.open('/stocks')
    await person.context.clearCookies()
    await person.signIn('finance', another)
    await heading(page, 'Accueil').waitFor()
  })
})

describe('the own e-mail', () => {
  it('T-SEC-01 is changed by its person, and never to that of somebody else', async () => {
    const person = await browser().signIn(server(), 'pca')
    person.expects(answer(409, '/api/v1/session/profil'))
    const { page } = person
    await person.open('/profil')
    const save = async (email: string): Promise<void> => {
      await page.getByLabel('E-mail').fill(email)
      await page.getByRole('button', { name: 'Enregistrer' }).click()
    }
    await save(emailOf('admin'))
    await page.getByText('Cet e-mail est déjà pris').first().waitFor()
    await save('Presidente@Demo.local')
    await page.getByText('Profil enregistré.').waitFor()
    const known = (): Promise<number> => server().countRows('utilisateurs', "email = 'presidente@demo.local'")
    expect(await known()).toBe(1)
    await save(emailOf('pca'))
    await expect.poll(known).toBe(0)
  })
})

describe('own tokens', () => {
  it('are made, shown once, work, and are refused as soon as they are revoked', async () => {
    const person = await browser().openOf(server(), 'directeur', '/profil/jetons')
    const { page } = person
    await page.getByText('Aucun jeton').waitFor()
    await page.getByRole('button', { name: 'Nouveau jeton' }).click()
    await page.getByLabel('À quoi il sert').fill('Rapport du soir')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    const shown = page.getByRole('dialog', { name: 'Jeton « Rapport du soir »' })
    const token = await shown.locator('code, pre').first().innerText()
    await shown.getByRole('button', { name: 'Fermer' }).last().click()
    await shown.waitFor({ state: 'detached' })
    expect(await page.getByText(token).count()).toBe(0)
    expect((await server().withToken(token).client.GET('/api/v1/depots')).response.status).toBe(200)
    await page.getByRole('row', { name: /Rapport du soir/ }).getByRole('button', { name: 'Révoquer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click()
    await page.getByRole('row', { name: /Rapport du soir/ }).waitFor({ state: 'detached' })
    expect((await server().withToken(token).client.GET('/api/v1/depots')).response.status).toBe(401)
  })
})

describe('the header', () => {
  it('changes the theme, which the device keeps', async () => {
    const { page } = await browser().openOf(server(), 'pca', '/', { colorScheme: 'light' })
    const scheme = async (): Promise<string | null> => await page.locator('html').getAttribute('data-mantine-color-scheme')
    expect(await scheme()).toBe('light')
    await openMenu(page, 'Test pca')
    await page.getByRole('menuitem', { name: 'Thème clair ou sombre' }).click()
    await expect.poll(scheme).toBe('dark')
    await page.reload()
    await heading(page, 'Accueil').waitFor()
    expect(await scheme()).toBe('dark')
  })

  it('changes the language, which the account keeps: the next device speaks it after the sign-in', async () => {
    const { page } = await browser().openOf(server(), 'lecture', '/')
    await openMenu(page, 'Test lecture')
    const kept = page.waitForResponse('**/api/v1/session/profil')
    await page.getByRole('menuitem', { name: 'English' }).click()
    await heading(page, 'Home').waitFor()
    expect((await kept).status()).toBe(200)
    const elsewhere = await browser().visitor(server())
    await elsewhere.signIn('lecture')
    await heading(elsewhere.page, 'Home').waitFor()
    expect(await elsewhere.page.locator('html').getAttribute('lang')).toBe('en')
  })
})

describe('in English', () => {
  it('the main screens have English headings and buttons', async () => {
    const person = await browser().visitor(server(), { locale: 'en-GB' })
    const { page } = person
    await page.goto('/login')
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await server().psql("update profils set langue = 'en' where user_id = (select id from utilisateurs where email = 'admin@demo.local')")
    await person.signInHere('admin')
    const screens = [
      ['/', 'Home'],
      ['/cours', 'Trucks on the road', 'New truck'],
      ['/cours/new', 'New truck', 'Save'],
      ['/receptions', 'Receipts', 'New receipt'],
      ['/receptions/new', 'New receipt', 'Record the receipt'],
      ['/sorties', 'Deliveries', 'New delivery'],
      ['/sorties/new', 'New delivery', 'Record the delivery'],
      ['/stocks', 'Current stock'],
      ['/citernes', 'Tanks', 'New tank'],
      ['/stocks-adjustments', 'Adjustments', 'New adjustment'],
      ['/fournisseurs', 'Suppliers'],
      ['/governance/integrity', 'Integrity'],
      ['/logs', 'Journal'],
      ['/referentiels/clients', 'Master data', 'Add'],
      ['/utilisateurs', 'Users', 'New user'],
      ['/profil', 'Profile', 'Change the password'],
      ['/profil/jetons', 'Access tokens', 'New token'],
    ] as const
    for (const [path, title, button] of screens) {
      await person.open(path)
      await heading(page, title).waitFor()
      if (button === undefined) continue
      const action = page.getByRole('button', { name: button }).or(page.getByRole('link', { name: button }))
      await action.filter({ visible: true }).first().waitFor()
    }
  })

  it('a truck is marked in whole sentences, and is called a truck everywhere', async () => {
    await server().psql("update profils set langue = 'en' where user_id = (select id from utilisateurs where email = 'directeur@demo.local')")
    const plate = depot().name('ENG')
    const cours = await depot().cdr('TRANSIT', { plaque_camion: plate })
    const person = await browser().openOf(server(), 'directeur', `/cours/${cours.id}`, { locale: 'en-GB' })
    const { page } = person
    await page.getByRole('button', { name: 'Mark as at the border' }).click()
    const question = page.getByRole('dialog', { name: `Mark ${plate} as at the border?` })
    await question.getByRole('button', { name: 'Mark as at the border' }).click()
    await page.getByText(`${plate} is at the border`).waitFor()
    await page.getByRole('button', { name: 'Mark as arrived' }).waitFor()
    await person.open('/receptions/new')
    await field(page, /^Truck/).waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('option', { name: 'New truck' }).waitFor()
  })
})
