// Who sees several depots switches between them; and a day of the finance role: all that it reads, and what it is refused.
import { beforeAll, describe, expect, it } from 'vitest'

import { deuxDepots, type DeuxDepots } from '#fixture/deux_depots'
import { done, only } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web } from './fixture/browser'
import { exported } from './fixture/files'
import { heading } from './fixture/forms'

const server = useServer({ options: web })
const browser = useBrowser()

let both: DeuxDepots
beforeAll(async () => {
  both = await deuxDepots(server())
})

describe('a directeur', () => {
  it('T-SEC-02 T-KPI-03 looks at one depot, at the other, and at all: figures and rows follow, and the device remembers', async () => {
    const person = await browser().openOf(server(), 'directeur', '/')
    const { page } = person
    const chip = page.getByRole('banner').getByRole('button', { name: /^Dépôt : / })
    const choose = async (nom: string): Promise<void> => {
      await chip.click()
      await page.getByRole('menuitem', { name: nom, exact: true }).click()
      await page.getByRole('banner').getByRole('button', { name: `Dépôt : ${nom}` }).waitFor()
    }
    // Numbers are of each depot: what tells the two apart are their tanks.
    const nameOf = async (id: string): Promise<string> =>
      done(await both.a.depot.admin.client.GET('/api/v1/citernes/{id}', { params: { path: { id } } })).nom
    const names = { a: await nameOf(both.a.citerne), b: await nameOf(both.b.citerne) }
    const shows = async (...lieux: ('a' | 'b')[]): Promise<void> => {
      for (const lieu of ['a', 'b'] as const) {
        await expect
          .poll(async () => (await page.locator('main tbody').getByText(names[lieu], { exact: true }).count()) > 0, { timeout: 20_000 })
          .toBe(lieux.includes(lieu))
      }
    }
    await person.open('/')
    await choose('Dépôt Kolwezi')
    const { stock } = done(await both.a.depot.admin.client.GET('/api/v1/tableau-de-bord', { params: { query: { depot_id: both.b.depot_id } } }))
    await expect
      .poll(async () => (await page.getByRole('main').getByRole('link', { name: /^Stock du dépôt/ }).innerText()).replaceAll('\u202f', ''))
      .toContain(`${stock.stock_ambiant}\u00a0L`)
    await person.open('/stocks/mouvements')
    await shows('b')
    await choose(both.a.depot_nom)
    await shows('a')
    await choose('Tous les dépôts')
    await shows('a', 'b')
    await choose('Dépôt Kolwezi')
    await page.reload()
    await page.getByRole('banner').getByRole('button', { name: 'Dépôt : Dépôt Kolwezi' }).waitFor()
  }, 120_000)

  it('T-SEC-02 is not offered to who has one depot only', async () => {
    const person = await browser().openOf(server(), 'operateur', '/')
    await person.page.getByRole('banner').getByText(both.a.depot_nom).waitFor()
    expect(await person.page.getByRole('banner').getByRole('button', { name: /^Dépôt : / }).count()).toBe(0)
  })
})

describe('the day of finance', () => {
  it('T-PERM-01 T-PERM-04 reads the home, the movements of both depots, the stock, and takes a list along', async () => {
    const person = await browser().openOf(server(), 'finance', '/')
    const { page } = person
    await page.getByRole('main').getByRole('link', { name: /^Stock du dépôt/ }).waitFor()
    expect(await page.getByRole('main').getByRole('link', { name: /^Nouvelle / }).count()).toBe(0)
    const menu = await page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link').allInnerTexts()
    for (const entry of ['Accueil', 'Cours de route', 'Fournisseurs', 'Réceptions', 'Sorties', 'Stock', 'Citernes']) expect(menu).toContain(entry)
    for (const entry of ['Journal', 'Intégrité', 'Utilisateurs']) expect(menu).not.toContain(entry)
    const { elements } = done(await both.a.depot.admin.client.GET('/api/v1/receptions', { params: { query: {} } }))
    await person.open('/receptions')
    for (const { numero, depot_id } of elements.filter((row) => [both.a.depot_id, both.b.depot_id].includes(row.depot_id))) {
      await page.getByText(numero).first().waitFor()
      expect(depot_id).toMatch(/-/)
    }
    const { rows } = await exported(page)
    expect(rows).toHaveLength(elements.length + 1)
    await person.open(`/receptions/${both.b.reception}`)
    await heading(page, /^REC-/).waitFor()
    await page.getByRole('button', { name: 'expliquer ce chiffre' }).click()
    await page.getByRole('dialog').getByText('Recalculé par le serveur : identique au document.').waitFor()
    await page.keyboard.press('Escape')
    await person.open(`/stocks?citerne_id=${both.b.citerne}`)
    const line = (await both.b.depot.lines(both.b.citerne)).find((row) => row.proprietaire_type === 'MONALUXE')
    await page.getByText(String(line?.stock_ambiant).replace(/(\d{3})$/, '\u202f$1')).first().waitFor()
    await person.open(`/citernes/${both.b.citerne}`)
    await person.open('/fournisseurs')
  }, 180_000)

  it('T-PERM-01 T-PERM-02 finds nothing to write with, and is refused what is not its own', async () => {
    const person = await browser().signIn(server(), 'finance')
    const { page } = person
    const found: string[] = []
    const writing = /^(nouve|ajouter|corriger|compenser|modifier|clôturer|passer en|réceptionner|valider|refuser|supprimer|dupliquer)/i
    for (const path of ['/', '/cours', `/cours/${both.a.cdr}`, `/receptions/${both.a.reception}`, `/sorties/${both.a.sortie}`, '/stocks/clotures', `/citernes/${both.a.citerne}`]) {
      await person.open(path)
      for (const kind of ['link', 'button'] as const) {
        found.push(...(await page.getByRole('main').getByRole(kind, { name: writing }).allInnerTexts()).map((name) => `${path}: ${name}`))
      }
    }
    expect(found).toEqual([])
    const open: string[] = []
    for (const path of ['/receptions/new', '/sorties/new', '/cours/new', '/citernes/new', `/citernes/${both.a.citerne}/edit`, '/stocks-adjustments/new', '/logs', '/governance/integrity', '/utilisateurs']) {
      await person.open(path)
      if (!(await page.getByRole('main').innerText()).includes('Accès refusé')) open.push(path)
    }
    expect(open).toEqual([])
  }, 180_000)

  it('T-PERM-03 is refused by the server what the interface does not offer', async () => {
    const { finance } = both.callers
    const body = { mouvement_type: 'SORTIE' as const, mouvement_id: both.a.sortie, type_correction: 'VOLUME' as const, raison: 'Pour essayer seulement', volume_ambiant: 90 }
    const refused = await finance.client.POST('/api/v1/ajustements', { body })
    expect(refused.response.status).toBe(403)
    expect(only((await both.a.depot.lines(both.a.citerne)).filter((row) => row.proprietaire_type === 'MONALUXE')).stock_ambiant).toBe(100_380)
  })
})
