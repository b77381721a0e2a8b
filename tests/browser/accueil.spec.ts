// The home: each role's cards, and behind every figure the rows that add up to it.
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, only, sum, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { boxOf, useBrowser, web, widths, type Person } from './fixture/browser'
import { heading, panel } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let partner: string
beforeAll(async () => {
  const tank = await depot().citerne({ nom: 'CUVE A', stock: 100_000 })
  await depot().citerne({ nom: 'CUVE B', stock: 1_000, stock_minimum: 5_000 })
  partner = await depot().partenaire()
  await depot().recevoir([ligne(tank.id, 7_000)], { proprietaire_type: 'PARTENAIRE', partenaire_id: partner })
  const sortie = only(await depot().sortir([ligne(tank.id, 2_500)]))
  await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 2_400 })
  for (const statut of ['CHARGEMENT', 'TRANSIT', 'TRANSIT', 'FRONTIERE', 'ARRIVE'] as const) await depot().cdr(statut)
})

/** The first figure of a text: "+ 7 000 L" → 7000, "− 100 L" → −100. */
function figureIn(text: string): number {
  const match = /([−-]?)[\s\u00a0]*(\d[\d\s\u202f\u00a0]*(?:,\d+)?)/.exec(text)
  if (match === null) throw new Error(`no figure in ${JSON.stringify(text)}`)
  const value = Number((match[2] ?? '').replaceAll(/[\s\u202f\u00a0]/g, '').replace(',', '.'))
  return match[1] === '' ? value : -value
}

/** The figures of a column of the table on the screen, its total line left out. */
async function column(page: Page, name: RegExp): Promise<number[]> {
  const heads = await page.locator('main thead th').allInnerTexts()
  const index = heads.findIndex((head) => name.test(head))
  if (index < 0) throw new Error(`no column ${String(name)} in ${heads.join(', ')}`)
  const rows = await page.locator('main tbody tr:not([aria-hidden])').all()
  const cells = await Promise.all(rows.map(async (row) => await row.locator('td, th').nth(index).innerText()))
  return cells.filter((cell) => /\d/.test(cell)).map(figureIn)
}

async function home(role: Parameters<ReturnType<typeof browser>['signIn']>[1]): Promise<Person> {
  return await browser().openOf(server(), role, '/')
}

function card(page: Page, label: string): Locator {
  return page.getByRole('main').getByRole('link', { name: new RegExp(`^${label}`) })
}

/** Follows a link and waits for what it leads to. */
async function follow(person: Person, link: Locator): Promise<void> {
  await person.open((await link.getAttribute('href')) ?? '/none')
  await expect.poll(() => person.page.locator('main tbody tr').count()).toBeGreaterThan(0)
}

describe('the figures of the home', () => {
  it('T-KPI-05 stock: in litres of its capacity, marked as corrected, behind it the lines that add up to it', async () => {
    const person = await home('gerant')
    const link = card(person.page, 'Stock du dépôt')
    const text = await link.innerText()
    const board = await depot().dashboard()
    expect(text).toContain('Corrigé')
    expect(text.replaceAll(/\s/g, '')).toContain(`%de${board.stock.capacite}L`)
    await follow(person, link)
    const shown = await column(person.page, /^Ambiant/)
    const total = figureIn(await person.page.locator('main tfoot td').first().innerText())
    expect(total).toBe(board.stock.stock_ambiant)
    expect(shown.length).toBeGreaterThan(2)
  })

  it('T-KPI-05 a volume has no sign, a balance has one in both of its figures', async () => {
    const { page } = await home('gerant')
    const signs = async (label: string): Promise<string[]> =>
      (await card(page, label).innerText()).match(/[+−]?\u00a0?\d[\d\u202f]*(?:,\d+)?\u00a0L/g)?.map((figure) => (/^[+−]/.exec(figure)?.[0] ?? '')) ?? []
    expect((await signs('Réceptions du jour')).slice(0, 2)).toEqual(['', ''])
    expect((await signs('Sorties du jour')).slice(0, 2)).toEqual(['', ''])
    expect((await signs('Balance du jour')).slice(0, 2)).toEqual(['+', '+'])
  })

  it('W-17 each owner: ambient first, at 15 °C second, and the lines of that owner', async () => {
    const person = await home('directeur')
    const board = await depot().dashboard()
    const owners = person.page.getByRole('region', { name: 'Stock par propriétaire' }).getByRole('link')
    expect(await owners.count()).toBe(board.stock.par_proprietaire.length)
    const links = await Promise.all((await owners.all()).map(async (link) => ({ href: await link.getAttribute('href'), lines: (await link.innerText()).split('\n').filter((line) => line.trim() !== '') })))
    for (const [index, { href, lines }] of links.entries()) {
      const owner = board.stock.par_proprietaire[index]
      const figures = lines.filter((line) => /\d.*L$/.test(line))
      expect(figureIn(figures[0] ?? '')).toBe(owner?.stock_ambiant)
      expect(figureIn((figures[1] ?? '').replace('15 °C', ''))).toBe(owner?.stock_15c)
      await person.open(href ?? '/none')
      await person.page.locator('main tfoot td').first().waitFor()
      expect(figureIn(await person.page.locator('main tfoot td').first().innerText())).toBe(owner?.stock_ambiant)
    }
  })

  it.each([
    ['Réceptions du jour', /^Ambiant/],
    ['Sorties du jour', /^Ambiant/],
    ['Balance du jour', /ambiant/i],
  ] as const)('%s: the rows behind it add up to it', async (label, name) => {
    const person = await home('gerant')
    const link = card(person.page, label)
    const value = figureIn((await link.innerText()).split('\n').find((line) => /[\d\u202f]\u00a0L$/.test(line)) ?? '')
    await follow(person, link)
    expect(sum(await column(person.page, name))).toBe(value)
  })

  it('trucks: counts and litres of each stage are those of the list behind them', async () => {
    const person = await home('lecture')
    const stages = person.page.getByRole('main').locator('a[href*="statut="]').filter({ hasText: /\u00a0L/ })
    const links = await Promise.all((await stages.all()).map(async (link) => ({ href: (await link.getAttribute('href')) ?? '/none', text: await link.innerText() })))
    expect(links.map(({ text }) => text.split('\n')[0])).toEqual(['Chargement', 'En route', 'Arrivé'])
    for (const { href, text } of links) {
      const [count, litres] = text.split('\n').filter((line) => /\d/.test(line)).map(figureIn)
      await person.open(href)
      await expect.poll(() => person.page.locator('main tbody tr').count()).toBe(count)
      expect(sum(await column(person.page, /^Volume/))).toBe(litres)
    }
  })
})

describe('the home on a phone', () => {
  it('has what is entered daily in one line', async () => {
    const { page } = await browser().openOf(server(), 'gerant', '/', { width: widths.phone })
    const main = page.getByRole('main')
    const [reception, sortie] = [await boxOf(main.getByRole('link', { name: 'Nouvelle réception' })), await boxOf(main.getByRole('link', { name: 'Nouvelle sortie' }))]
    expect(sortie.y).toBe(reception.y)
  })

  it('has the litres of an owner beside the name: no strip stays empty', async () => {
    const { page } = await browser().openOf(server(), 'gerant', '/', { width: widths.phone })
    const owner = page.getByRole('region', { name: 'Stock par propriétaire' }).getByRole('link').first()
    const [line, litres] = [await boxOf(owner), await boxOf(owner.getByText(/^\d[\d\s]*L$/))]
    expect(litres.x).toBeGreaterThan(line.x + line.width / 2)
  })
})

describe('the roles', () => {
  it('an operateur receives the truck at the gate from the home; who only reads does not', async () => {
    const { page } = await home('operateur')
    await page.getByRole('link', { name: /^Réceptionner / }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Nouvelle réception' }).waitFor()
    const lecture = await home('lecture')
    await lecture.page.getByRole('region', { name: 'Arrivé' }).waitFor()
    expect(await lecture.page.getByRole('link', { name: /^Réceptionner/ }).count()).toBe(0)
    expect(await lecture.page.getByText('Activité, 24 heures').count()).toBe(0)
  })

  it('an admin sees the errors of 24 hours, and behind each level its rows of the log', async () => {
    const lecture = await server().signIn('lecture')
    await lecture.client.POST('/api/v1/sorties', { body: { proprietaire_type: 'MONALUXE', client_id: await depot().client(), lignes: [] } })
    const person = await home('admin')
    // An admin looks at all depots.
    const board = done(await depot().admin.client.GET('/api/v1/tableau-de-bord', { params: { query: {} } }))
    const levels = person.page.getByRole('link', { name: /^\d+ (Attention|Critique)$/ })
    await expect.poll(() => levels.count()).toBe(2)
    const links = await Promise.all((await levels.all()).map(async (link) => ({ href: (await link.getAttribute('href')) ?? '/none', count: figureIn(await link.innerText()) })))
    expect(sum(links.map(({ count }) => count))).toBe(board.erreurs_24h)
    expect(board.erreurs_24h).toBeGreaterThan(0)
    for (const { href, count } of links) {
      await person.open(href)
      await expect.poll(() => person.page.locator('main tbody tr').count()).toBe(count)
    }
  })

  it('who reads the log sees the activity of 24 hours, each entry leading to its document', async () => {
    const cours = await depot().cdr('CHARGEMENT')
    const { page } = await home('directeur')
    await page.getByText('Activité, 24 heures').waitFor()
    await page.getByRole('listitem').getByRole('link', { name: cours.numero }).click()
    await page.getByRole('heading', { level: 1, name: cours.numero }).waitFor()
  })
})

describe('the alerts', () => {
  it('a tank under its minimum and findings that only warn are said, and lead to what they are about', async () => {
    const { page } = await home('directeur')
    const alerts = page.getByRole('region', { name: 'Alertes' })
    const { compteurs } = done(await depot().admin.client.GET('/api/v1/integrite', { params: { query: {} } }))
    expect(compteurs.warn).toBeGreaterThan(0)
    expect(await alerts.getByText('Rien à signaler.').count()).toBe(0)
    expect(figureIn(await alerts.getByRole('link', { name: /constats? à voir/ }).innerText())).toBe(compteurs.warn)
    await alerts.getByRole('link', { name: /^CUVE B sous le minimum/ }).click()
    await heading(page, 'CUVE B').waitFor()
    expect(figureIn(await panel(page, 'Niveau').getByText(/\d\s*L$/).first().innerText())).toBe(1_000)
  })

  it('T-KPI-08 an alert event refreshes the board as well', async () => {
    const { page } = await home('directeur')
    await page.locator('[data-connection=live]').waitFor()
    const alerts = page.getByRole('region', { name: 'Alertes' })
    const before = figureIn(await alerts.getByRole('link', { name: /constats? à voir/ }).innerText())
    await depot().propose(only(done(await depot().admin.client.GET('/api/v1/citernes', { params: { query: { q: 'CUVE A' } } })).elements).id)
    await alerts.getByRole('link', { name: /votre décision/ }).waitFor()
    await expect.poll(async () => figureIn(await alerts.getByRole('link', { name: /constats? à voir/ }).innerText())).toBe(before + 1)
  })
})

describe('the curve', () => {
  it('its values are read by the keyboard and stand in a table', async () => {
    const { page } = await home('gerant')
    const board = await depot().dashboard()
    const curve = page.getByRole('slider', { name: 'Stock, 30 jours' })
    await curve.focus()
    await page.keyboard.press('Home')
    expect(await curve.getAttribute('aria-valuetext')).toContain(board.courbe[0]?.date_jour ?? 'none')
    await page.keyboard.press('ArrowRight')
    expect(figureIn(((await curve.getAttribute('aria-valuetext')) ?? '').split(' : ')[1] ?? '')).toBe(board.courbe[1]?.stock_ambiant)
    const table = page.getByRole('table', { name: 'Stock, 30 jours' })
    expect(await table.locator('tbody tr').count()).toBe(board.courbe.length)
  })
})
