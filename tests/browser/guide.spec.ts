// The day that docs/guide tells, on demonstration data: every step that the guide names is there and works as it says.
// The pictures of the guide and of the README are made on the way.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { emailOf, type Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { useBrowser, web, type LookOptions, type Person } from './fixture/browser'
import { choose, field, figure, heading, measure, message, tankOf } from './fixture/forms'
import { picture } from './fixture/pictures'

const server = useServer({ seeded: false, options: web })
const browser = useBrowser()

const days = '45'
const secret = 'demo-mlpp'
const headerPx = 90
const desk = { width: 1280, height: 800 }

async function enter(role: Role, look: LookOptions = desk): Promise<Person> {
  const person = await browser().visitor(server(), look)
  await person.signIn(role, secret)
  return person
}

/** What the guide writes of a tank, from the screen of the tanks: its name and its stock. */
async function firstOption(person: Person): Promise<string> {
  const input = field(tankOf(person.page), /^Citerne/)
  await input.click()
  const name = await person.page.getByRole('option').filter({ visible: true }).first().locator('p').first().innerText()
  await person.page.keyboard.press('Escape')
  return name
}

/** A truck of the first supplier begins loading; its page is open afterwards. */
async function announce(person: Person, plate: string, driver: string): Promise<void> {
  const { page } = person
  await person.open('/cours/new')
  await field(page, /^Fournisseur/).click()
  await page.getByRole('option').filter({ visible: true }).first().click()
  await choose(page, /^Produit/, /Gasoil|G\.O/)
  await field(page, /^Plaque du camion/).fill(plate)
  await field(page, /^Chauffeur/).fill(driver)
  await field(page, /^Volume prévu/).fill('38 500')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await heading(page, /^CDR-/).waitFor()
}

async function advance(page: Page, marked: string): Promise<void> {
  await page.getByRole('button', { name: `Marquer ${marked}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: `Marquer ${marked}` }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

beforeAll(async () => {
  await server().mlpp(['demo', '--jours', days])
}, 180_000)

describe('the guide', () => {
  it('1. signs in and looks at the day', async () => {
    const visitor = await browser().visitor(server(), desk)
    await visitor.page.goto('/login')
    await visitor.page.getByLabel('Adresse e-mail').fill(emailOf('operateur'))
    await picture(visitor.page, 'guide/connexion')
    const operateur = await enter('operateur')
    await operateur.page.getByRole('img', { name: /^TANK1/ }).waitFor()
    await operateur.page.getByRole('button', { name: /^À traiter/ }).click()
    await operateur.page.getByRole('dialog', { name: /^À traiter/ }).waitFor()
    await picture(operateur.page, 'guide/accueil')
  })

  it('2. follows the trucks until they stand at the gate', async () => {
    const person = await enter('operateur')
    const { page } = person
    await announce(person, 'CGT 4187 BB', 'Joseph Kalala')
    await announce(person, 'CGT 2051 BB', 'Patient Ilunga')
    for (const marked of ['en transit', 'à la frontière']) await advance(page, marked)
    await picture(page, 'guide/camion')
    await person.open('/cours?vue=tableau')
    await page.getByRole('region', { name: 'Transit' }).getByRole('link').first().waitFor()
    await picture(page, 'cours_de_route')
    const gerant = await enter('gerant', { width: 1400, height: 1040 })
    await gerant.page.getByRole('img', { name: /^TANK1/ }).waitFor()
    await gerant.page.locator('[data-connection=live]').waitFor()
    await gerant.page.getByRole('link', { name: /^SOR-/ }).first().waitFor()
    await picture(gerant.page, 'accueil')
    await page.goBack()
    await advance(page, 'arrivé')
    await page.getByRole('link', { name: 'Réceptionner' }).waitFor()
  })

  it('3. receives a truck, with the preview before the posting', async () => {
    const person = await enter('operateur', { width: 1280, height: 860 })
    const { page } = person
    await person.open('/cours?statut=ARRIVE')
    await page.getByRole('link', { name: 'Réceptionner' }).first().click()
    await heading(page, 'Nouvelle réception').waitFor()
    const citerne = await firstOption(person)
    const line = tankOf(page)
    await measure(line, { citerne, avant: '1 200', apres: '39 350', temperature: '31,5', densite: '826,4' })
    await expect.poll(() => figure(line, 'À 15 °C').innerText()).toMatch(/L$/)
    await picture(page, 'reception')
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click()
    await heading(page, 'Réception enregistrée').waitFor()
    await picture(page, 'guide/reception_enregistree')
  })

  it('4. lets a client’s truck load', async () => {
    const person = await enter('operateur', { width: 1280, height: 980 })
    const { page } = person
    await person.open('/sorties/new')
    await field(page, /^Client/).click()
    await page.getByRole('option').filter({ visible: true }).first().click()
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    const citerne = await firstOption(person)
    await measure(tankOf(page), { citerne, avant: '44 100', apres: '59 100', temperature: '29', densite: '828' })
    await expect.poll(() => figure(tankOf(page), 'À 15 °C').innerText()).toMatch(/L$/)
    await picture(page, 'guide/sortie')
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await heading(page, 'Sortie enregistrée').waitFor()
  })

  it('5. reads the stock', async () => {
    const person = await enter('operateur')
    await person.open('/stocks')
    await person.page.getByRole('link', { name: /^Expliquer/ }).first().waitFor()
    await picture(person.page, 'guide/stock')
  })

  it('6. works on without a network, and sends once', async () => {
    const person = await enter('operateur', { width: 390, height: 844, deviceScaleFactor: 2 })
    const { page, context } = person
    await person.open('/sorties/new')
    await field(page, /^Client/).click()
    await page.getByRole('option').filter({ visible: true }).first().click()
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    const citerne = await firstOption(person)
    const line = tankOf(page)
    await measure(line, { citerne, avant: '59 100', apres: '67 100', temperature: '30', densite: '827' })
    await expect.poll(() => figure(line, 'À 15 °C').innerText()).toMatch(/L$/)
    const { y } = (await line.boundingBox()) ?? { y: 0 }
    await page.mouse.wheel(0, y - headerPx)
    await picture(page, 'telephone')
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await message(page).waitFor()
    await picture(page, 'guide/sans_reseau')
    await page.getByRole('button', { name: 'Garder et envoyer plus tard' }).click()
    await page.getByText('Gardé sur cet appareil').waitFor()
    await page.getByRole('button', { name: 'À traiter : ' }).click()
    await page.getByRole('button', { name: '1 saisie attend le réseau' }).click()
    await page.getByRole('dialog', { name: 'Saisies en attente' }).waitFor()
    await picture(page, 'guide/en_attente')
    await context.setOffline(false)
    await page.getByText('1 saisie gardée a été envoyée.').waitFor()
  })

  it('7. takes a mistake back: large, so that a second person decides', async () => {
    const admin = await enter('admin')
    await admin.open('/receptions')
    await admin.page.getByRole('link', { name: /^REC-/ }).first().click()
    await heading(admin.page, /^REC-/).waitFor()
    await admin.page.getByRole('button', { name: 'Compenser' }).click()
    await field(admin.page.getByRole('dialog'), 'Raison').fill('Camion saisi deux fois, vu avec le gardien')
    await picture(admin.page, 'guide/compensation')
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
    await admin.open('/stocks-adjustments/new?type=MANUEL')
    await choose(admin.page, /^Citerne/, /^TANK2/)
    await choose(admin.page, /^Sens/, 'Retirer du stock')
    await field(admin.page, /^Volume ambiant/).fill('60 000')
    await field(admin.page, /^Volume à 15 °C/).fill('59 400')
    await field(admin.page, /^Raison/).fill('Perte constatée au jaugeage du matin, vanne restée ouverte')
    await admin.page.getByRole('button', { name: 'Enregistrer l’ajustement' }).click()
    await heading(admin.page, /^Ajustement proposé PRO-/).waitFor()

    const { page } = await enter('directeur')
    await page.getByRole('link', { name: /attend(ent)? votre décision/ }).click()
    await heading(page, 'Ajustements proposés').waitFor()
    await page.getByRole('link', { name: /^PRO-.*TANK2/ }).click()
    await page.getByText('Vous décidez').waitFor()
    await page.getByText('Effet sur le stock').waitFor()
    await picture(page, 'guide/proposition')
    await page.getByRole('button', { name: 'Valider' }).click()
    await page.getByRole('button', { name: 'Valider et enregistrer' }).click()
    await page.getByText('Validée').first().waitFor()
  })

  it('8. closes the day', async () => {
    const person = await enter('gerant')
    const { page } = person
    await person.open('/stocks/clotures')
    await page.getByRole('button', { name: 'Clôturer un jour' }).click()
    const form = page.getByRole('dialog')
    const field = form.getByLabel('Jour clôturé')
    const today = await field.getAttribute('max')
    await field.fill(today ?? '')
    await form.getByLabel('Note').fill('Jaugeages du soir faits')
    await picture(page, 'guide/cloture')
    await form.getByRole('button', { name: 'Clôturer pour de bon' }).click()
    await page.getByRole('row', { name: /Jaugeages du soir faits/ }).waitFor()
  })

  it('9. reads who did what', async () => {
    const person = await enter('directeur')
    await person.open('/logs')
    await person.page.getByRole('row').nth(3).waitFor()
    await picture(person.page, 'guide/journal')
  })
})
