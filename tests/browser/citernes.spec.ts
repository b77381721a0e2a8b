// A tank by the interface: made, changed, filled with its opening stock, put out of service; and its page, which tells
// everything of it.
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { day, done, ligne, only, useDepot, type Schemas } from '#fixture/depot'
import type { Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { answer, cut, useBrowser, web, widths, type LookOptions, type Person } from './fixture/browser'
import { choose, field, figure, heading, message, panel } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

async function openOf(role: Role, path: string, look: LookOptions = {}): Promise<Person> {
  return await browser().openOf(server(), role, path, look)
}

async function named(nom: string): Promise<Schemas['Citerne']> {
  return only(done(await depot().admin.client.GET('/api/v1/citernes', { params: { query: { q: nom } } })).elements)
}

// As text: it runs in the page.
const cutHints = `[...document.querySelectorAll('main input[placeholder]')].filter((input) => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(input)
  const brush = document.createElement('canvas').getContext('2d')
  brush.font = font
  return brush.measureText(input.placeholder).width > input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
}).map((input) => input.placeholder)`

describe('the tanks on a phone', () => {
  it('T-UI-01 say in full what is shown when nothing is chosen', async () => {
    const { page } = await openOf('gerant', '/citernes', { width: widths.phone })
    await field(page.getByRole('search'), /^Statut/).waitFor()
    expect(await page.evaluate<string[]>(cutHints)).toEqual([])
  })
})

describe('an administrator', () => {
  it('T-TNK-01 makes a tank: it is among the others, empty', async () => {
    const { page } = await openOf('admin', '/citernes/new')
    await field(page, /^Nom/).fill('CUVE NEUVE')
    await choose(page, /^Dépôt/, /Daipn/)
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await field(page, /^Capacité/).fill('120 000')
    await field(page, /^Creux de sécurité/).fill('5 000')
    await field(page, /^Stock minimum/).fill('2 500,5')
    await field(page, /^Emplacement/).fill('Parc nord, rangée 2')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await heading(page, 'CUVE NEUVE').waitFor()
    expect(await named('CUVE NEUVE')).toMatchObject({
      capacite_totale: 120_000,
      creux_securite: 5_000,
      stock_minimum: 2_500.5,
      localisation: 'Parc nord, rangée 2',
      statut: 'active',
    })
    await panel(page, 'Derniers mouvements').getByText('Aucun mouvement pour le moment.').waitFor()
    await panel(page, 'Chronologie').getByText('Citerne créée').waitFor()
    await page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: 'Citernes' }).click()
    await page.getByRole('article', { name: 'CUVE NEUVE' }).getByText('0,0\u00a0%').or(page.getByRole('article', { name: 'CUVE NEUVE' }).getByText('0\u00a0%')).first().waitFor()
  })

  async function opening(page: Page, tank: Schemas['Citerne']): Promise<Locator> {
    await page.getByRole('main').getByRole('button', { name: 'Stock initial', exact: true }).click()
    return page.getByRole('dialog', { name: `Stock initial de ${tank.nom}` })
  }

  async function declare(dialog: Locator, date: string): Promise<void> {
    await field(dialog, 'Jour du relevé').fill(date)
    await field(dialog, 'Volume ambiant').fill('40 000')
    await field(dialog, 'Volume à 15 °C du relevé').fill('39 650,5')
    await dialog.getByRole('button', { name: 'Déclarer le stock initial' }).click()
  }

  it('declares its opening stock, once: the owner is offered no second one, and the server takes none', async () => {
    const [tank, today] = [await depot().citerne(), await depot().today()]
    await depot().partenaire()
    // A screen that hears of nothing any more.
    const stale = await openOf('admin', `/citernes/${tank.id}`)
    const late = await opening(stale.page, tank)
    stale.expects(cut, answer(409, '/api/v1/stock/initial'))
    await stale.page.route(/\/api\/v1\/(evenements|stock\/(actuel|mouvements))/, (route) => route.abort())
    const { page } = await openOf('admin', `/citernes/${tank.id}`)
    await declare(await opening(page, tank), today)
    await page.getByText(/Stock initial INI-.* enregistré/).waitFor()
    await panel(page, 'Niveau').getByText('40\u202f000\u00a0L').first().waitFor()
    await panel(page, 'Propriétaires').getByRole('row', { name: /Monaluxe.*100\s%.*40.000.*39.650,5/ }).waitFor()
    await panel(page, 'Derniers mouvements').getByText(/^INI-/).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const again = await opening(page, tank)
    await again.getByText(new RegExp(`^Monaluxe a déjà le sien : INI-\\d+-\\d+ du ${today}`)).waitFor()
    expect(await again.getByRole('radio', { name: 'Monaluxe' }).isDisabled()).toBe(true)
    expect(await again.getByRole('radio', { name: 'Partenaire' }).isChecked()).toBe(true)
    await declare(late, today)
    await message(stale.page).getByText(/déjà/).waitFor()
    expect(only(await depot().lines(tank.id)).stock_ambiant).toBe(40_000)
  })

  it('declares that of a partner before its first movement; who has one is not among the choices', async () => {
    const [tank, today] = [await depot().citerne({ stock: 1_000 }), await depot().today()]
    const [first, second] = [await depot().partenaire(), await depot().partenaire()]
    const nameOf = async (id: string): Promise<string> => done(await depot().admin.client.GET('/api/v1/partenaires/{id}', { params: { path: { id } } })).nom
    await depot().initial(tank.id, 2_000, { proprietaire_type: 'PARTENAIRE', partenaire_id: first })
    await depot().recevoir([ligne(tank.id, 3_000)], { proprietaire_type: 'PARTENAIRE', partenaire_id: second, date_reception: day(today, -2) })
    const { page } = await openOf('admin', `/citernes/${tank.id}`)
    const dialog = await opening(page, tank)
    await dialog.getByRole('textbox', { name: /^Partenaire/ }).click()
    await page.getByRole('option', { name: await nameOf(second), exact: true }).waitFor()
    expect(await page.getByRole('option', { name: await nameOf(first), exact: true }).count()).toBe(0)
    await page.getByRole('option', { name: await nameOf(second), exact: true }).click()
    await dialog.getByText(`Avant le ${day(today, -2)}, jour de son premier mouvement.`).waitFor()
    await declare(dialog, day(today, -3))
    await page.getByText(/Stock initial INI-.* enregistré/).waitFor()
    expect((await depot().lines(tank.id)).find((line) => line.partenaire_id === second)?.stock_ambiant).toBe(43_000)
  })

  it('is offered no opening stock of a tank in which every owner has one', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const { elements } = done(await depot().admin.client.GET('/api/v1/partenaires', { params: { query: { actif: true, limite: 200 } } }))
    for (const { id } of elements) await depot().initial(tank.id, 100, { proprietaire_type: 'PARTENAIRE', partenaire_id: id })
    const person = await openOf('admin', `/citernes/${tank.id}`)
    await person.page.getByRole('main').getByRole('link', { name: 'Modifier' }).waitFor()
    expect(await person.page.getByRole('button', { name: 'Stock initial' }).count()).toBe(0)
    await person.open('/citernes')
    expect(await person.page.getByRole('article', { name: tank.nom }).getByRole('button', { name: 'Stock initial' }).count()).toBe(0)
  })

  it('changes it, and the page tells who changed what', async () => {
    const tank = await depot().citerne({ stock: 30_000 })
    const { page } = await openOf('admin', `/citernes/${tank.id}`)
    await page.getByRole('link', { name: 'Modifier' }).click()
    await field(page, /^Stock minimum/).fill('6 000')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await heading(page, tank.nom).waitFor()
    const entry = panel(page, 'Chronologie').getByRole('listitem').filter({ hasText: 'Citerne modifiée' })
    await entry.getByText('Stock minimum : 0 → 6\u202f000').waitFor()
    await entry.getByText(/Test admin/i).waitFor()
    await panel(page, 'Niveau').getByText('6\u202f000\u00a0L').waitFor()
  })

  it('T-OWN-06 cannot put it out of service with stock in it; empty it can be', async () => {
    const [full, empty] = [await depot().citerne({ stock: 1_000 }), await depot().citerne()]
    const person = await openOf('admin', `/citernes/${full.id}/edit`)
    const { page } = person
    person.expects(answer(409, `/api/v1/citernes/${full.id}`), answer(422, `/api/v1/citernes/${full.id}`))
    await page.getByRole('button', { name: 'Désactiver' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Désactiver' }).click()
    await dialog.getByRole('alert').waitFor()
    await person.open(`/citernes/${empty.id}/edit`)
    await page.getByRole('button', { name: 'Désactiver' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Désactiver' }).click()
    await heading(page, empty.nom).waitFor()
    expect(await figure(page, 'Statut').innerText()).toBe('Désactivée')
    expect((await named(full.nom)).statut).toBe('active')
  })
})

describe('the page of a tank', () => {
  let tank: Schemas['Citerne']
  let partner: { id: string; nom: string }
  let numero: string
  beforeAll(async () => {
    tank = await depot().citerne({ capacite_totale: 200_000, creux_securite: 10_000, stock_minimum: 20_000, stock: 90_000 })
    const id = await depot().partenaire()
    partner = { id, nom: done(await depot().admin.client.GET('/api/v1/partenaires/{id}', { params: { path: { id } } })).nom }
    await depot().recevoir([ligne(tank.id, 30_000)], { proprietaire_type: 'PARTENAIRE', partenaire_id: id })
    const sortie = only(await depot().sortir([ligne(tank.id, 10_000)]))
    numero = sortie.numero
    await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 9_800 })
  })

  it('T-OWN-01 shows its level, limits, owners and their shares as the stock has them', async () => {
    const { page } = await openOf('operateur', `/citernes/${tank.id}`)
    const level = panel(page, 'Niveau')
    for (const text of ['110\u202f200\u00a0L', '200\u202f000\u00a0L', '79\u202f800\u00a0L', '10\u202f000\u00a0L', '20\u202f000\u00a0L']) {
      await level.getByText(text, { exact: true }).first().waitFor()
    }
    await level.getByRole('img', { name: /: 55,1\s%$/ }).waitFor()
    await panel(page, 'Propriétaires').getByRole('row', { name: /^Monaluxe Expliquer .* 72,8\s% Corrigé 80.200/ }).waitFor()
    await panel(page, 'Propriétaires').getByRole('row', { name: new RegExp(`^${partner.nom} .* 27,2\\s% 30.000`) }).waitFor()
    const points = await panel(page, 'Stock, 30 jours').locator('tbody tr').count()
    expect(points).toBe(30)
  })

  it('leads to its movements, its ledger and its stock by day', async () => {
    const person = await openOf('operateur', `/citernes/${tank.id}`)
    const { page } = person
    await panel(page, 'Derniers mouvements').getByRole('link', { name: numero }).click()
    await heading(page, numero).waitFor()
    await person.open(`/citernes/${tank.id}`)
    await panel(page, 'Derniers mouvements').getByRole('link', { name: 'registre' }).click()
    await page.getByRole('region', { name: 'Solde actuel' }).getByText('110\u202f200\u00a0L').first().waitFor()
    await person.open(`/citernes/${tank.id}`)
    await panel(page, 'Propriétaires').getByRole('link', { name: /^Expliquer .*Monaluxe/ }).click()
    await page.getByRole('region', { name: 'Solde actuel' }).getByText('80\u202f200\u00a0L').first().waitFor()
    await person.open(`/citernes/${tank.id}`)
    await panel(page, 'Stock, 30 jours').getByRole('link', { name: 'par jour' }).click()
    await heading(page, 'Stock par jour').waitFor()
  })

  it.each([
    ['the home', '/', widths.desk],
    ['the tanks, on a phone', '/citernes', widths.phone],
  ] as const)('is opened from %s', async (_from, path, width) => {
    const { page } = await openOf('gerant', path, { width })
    await page.getByRole('main').getByRole('link', { name: new RegExp(`(^|: |% ?)${tank.nom}\\b`) }).first().click()
    await page.waitForURL((url) => url.pathname === `/citernes/${tank.id}`)
    await heading(page, tank.nom).waitFor()
  })

  it('is found by its name in the palette', async () => {
    const { page } = await openOf('gerant', '/profil')
    await page.keyboard.press('Control+K')
    const search = page.getByRole('combobox', { name: /plaque/i })
    await search.fill(tank.nom)
    await page.getByRole('option', { name: new RegExp(tank.nom) }).waitFor()
    await search.press('Enter')
    await heading(page, tank.nom).waitFor()
  })

  it('T-PERM-02 offers lecture nothing to write, and no journal', async () => {
    const { page } = await openOf('lecture', `/citernes/${tank.id}`)
    for (const name of ['Modifier', 'Stock initial']) expect(await page.getByRole('main').getByText(name, { exact: true }).count()).toBe(0)
    expect(await panel(page, 'Chronologie').count()).toBe(0)
  })

  it('T-KPI-08 changes by itself when somebody posts', async () => {
    const { page } = await openOf('gerant', `/citernes/${tank.id}`)
    await page.locator('[data-connection=live]').waitFor()
    await depot().sortir([ligne(tank.id, 100)])
    await expect.poll(() => panel(page, 'Niveau').getByText('110\u202f100\u00a0L', { exact: true }).count()).toBe(1)
  })

  it('T-UI-01 says that there is no such tank', async () => {
    const id = '01890000-0000-7000-8000-000000000000'
    const person = await browser().signIn(server(), 'gerant')
    person.expects(answer(404, `/api/v1/citernes/${id}`))
    await person.open(`/citernes/${id}`)
    await person.page.getByRole('main').getByRole('alert').waitFor()
  })
})
