// Lists: long ones scroll, their states are told apart, and a filter that is taken away is away.
import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { ligne, only, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { answer, boxOf, cut, seenWhole, useBrowser, web, widths } from './fixture/browser'
import { choose } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

const rowsMany = 1000
const wheelPx = 20_000
// Only what is in view is in the document.
const rowsDrawnMax = 120

beforeAll(async () => {
  await server().psql(`insert into clients (nom) select 'Client ' || to_char(n, 'FM0000') from generate_series(1, ${rowsMany}) n`)
})

describe('a list', () => {
  it.each(Object.entries(widths))('T-REG-21 of a thousand rows scrolls to its end on a %s', async (_device, width) => {
    const person = await browser().openOf(server(), 'admin', '/referentiels/clients', { width })
    const { page } = person
    const rows = page.locator(width < 600 ? 'main li[data-index]' : 'main tr[data-index]')
    await rows.first().waitFor()
    await rows.first().hover()
    // How many there are is said at its head.
    await page.getByText(/^1\s000 lignes$/).waitFor()
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, wheelPx)
        expect(await rows.count()).toBeLessThan(rowsDrawnMax)
        return await page.getByText('Client 1000').count()
      })
      .toBe(1)
    expect(await person.overflows()).toBe(false)
  })

  it('T-REG-21 says when only its newest rows were looked at', async () => {
    const person = await browser().signIn(server(), 'admin', { width: widths.phone })
    await person.page.route('**/api/v1/sorties?*', async (route) => {
      const response = await route.fetch()
      const page: unknown = await response.json()
      await route.fulfill({ response, json: Object.assign({}, page, { fenetre: 10_000 }) })
    })
    await person.open('/sorties?tri=plaque_camion')
    await person.page.getByText(/^Plus de 10.000 lignes correspondent : seules les 10.000 plus récentes sont triées et cherchées/).waitFor()
    expect(await person.overflows()).toBe(false)
  })

  it('T-UI-01 T-REG-21 tells nothing at all, nothing found and a failure apart', async () => {
    const person = await browser().openOf(server(), 'admin', '/sorties')
    const { page } = person
    await page.getByText('Aucune sortie pour le moment').waitFor()
    await person.open('/sorties?q=introuvable')
    await page.getByText('Aucun résultat').waitFor()
    await page.getByRole('button', { name: 'Effacer les filtres' }).click()
    await page.getByText('Aucune sortie pour le moment').waitFor()
    person.expects(cut)
    await page.route('**/api/v1/sorties?*', (route) => route.abort())
    await page.goto('/sorties')
    await page.getByText('Cela n’a pas marché').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await page.getByText('Aucune sortie pour le moment').waitFor()
  })

  it('T-CDR-08 shows all suppliers again once the filter by one of them is cleared', async () => {
    const [one, other] = [await depot().cdr('TRANSIT'), await depot().cdr('TRANSIT', { fournisseur_id: await depot().newFournisseur() })]
    const person = await browser().openOf(server(), 'admin', `/cours?fournisseur_id=${one.fournisseur_id}`)
    const { page } = person
    await page.getByRole('link', { name: new RegExp(one.numero) }).waitFor()
    expect(await page.getByRole('link', { name: new RegExp(other.numero) }).count()).toBe(0)
    await page.getByRole('button', { name: 'Tout effacer' }).or(page.getByRole('button', { name: 'Effacer', exact: true })).first().click()
    await page.getByRole('link', { name: new RegExp(other.numero) }).waitFor()
    expect(new URL(page.url()).searchParams.get('fournisseur_id')).toBeNull()
  })

  it('T-REG-06 asks the server for what it shows, once, however many rows there are', async () => {
    // One who enters no movements: nothing is fetched ahead for the forms.
    const person = await browser().signIn(server(), 'pca')
    const { page } = person
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/api/')) asked.push(pathname.replace('/api/v1/', ''))
    })
    const opening = async (address: string, shown: string): Promise<string[]> => {
      // What the screen before still asks for does not count.
      await page.goto('about:blank')
      asked.length = 0
      await person.open(address)
      await page.getByText(shown).first().waitFor()
      await page.getByText('en direct').first().waitFor()
      return [...asked].sort()
    }
    const few = await opening('/referentiels/clients?q=Client 000', 'Client 0009')
    const many = await opening('/referentiels/clients', 'Client 0001')
    expect(many).toEqual(few)
    expect(new Set(many).size, many.join('\n')).toBe(many.length)
    expect(many.filter((path) => ['partenaires', 'transporteurs', 'fournisseurs/noms', 'stock/actuel'].includes(path))).toEqual([])
  })
})

describe('a row without a page of its own', () => {
  it('T-UI-01 is opened by its card on a phone', async () => {
    const person = await browser().openOf(server(), 'admin', '/utilisateurs', { width: widths.phone })
    await person.page.locator('main li button').first().click()
    await person.page.getByRole('dialog').getByLabel(/^Nom/).waitFor()
    await person.open('/logs')
    await person.page.locator('main li button').first().click()
    await person.page.getByRole('dialog').waitFor()
  })

  it('T-UI-01 is opened by the keyboard in a table', async () => {
    const person = await browser().openOf(server(), 'admin', '/referentiels/clients?q=Client 0042')
    const { page } = person
    const opener = page.locator('main tr[data-index]').getByRole('button', { name: 'Client 0042' })
    await opener.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('dialog').locator('input').first().inputValue()).toBe('Client 0042')
  })
})

describe('a list of one’s own', () => {
  it('T-UI-01 keeps its columns and density on the device, and finds the usual ones again', async () => {
    const person = await browser().signIn(server(), 'admin')
    const { page } = person
    await depot().cdr('TRANSIT')
    await person.open('/cours')
    const country = page.getByRole('columnheader', { name: /Pays de départ/ })
    await page.locator('main tr[data-index]').first().waitFor()
    expect(await country.count()).toBe(0)
    await page.getByRole('button', { name: 'Colonnes', exact: true }).click()
    await page.getByLabel(/Pays de départ/).check()
    await page.getByLabel(/Serrée/).check()
    await country.waitFor()
    await person.open('/cours')
    await country.waitFor()
    await page.getByRole('button', { name: 'Colonnes', exact: true }).click()
    await page.getByRole('button', { name: 'Colonnes usuelles' }).click()
    await expect.poll(() => country.count()).toBe(0)
  })

  it('sorts texts from A at the first click, and the other way at the next', async () => {
    const person = await browser().openOf(server(), 'admin', '/utilisateurs')
    const { page } = person
    const head = page.getByRole('columnheader', { name: /E-mail/ })
    await head.getByRole('button').click()
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
    await head.getByRole('button').click()
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending')
  })
})

describe('titles', () => {
  it('T-NAV-03 are those of the longest address', async () => {
    const person = await browser().signIn(server(), 'admin')
    for (const [path, title] of [
      ['/stocks', 'Stock actuel · ML_PP'],
      ['/stocks-adjustments', 'Ajustements · ML_PP'],
    ] as const) {
      await person.open(path)
      await expect.poll(() => person.page.title()).toBe(title)
    }
    expect(await person.page.getByRole('link', { name: 'Ajustements', exact: true }).first().getAttribute('aria-current')).toBe('page')
  })
})

describe('a choice in a form', () => {
  it('finds one of a thousand by typing', async () => {
    const person = await browser().openOf(server(), 'operateur', '/sorties/new')
    const client = person.page.locator('input').and(person.page.getByLabel(/^Client/))
    await client.fill('0987')
    await choose(person.page, /^Client/, 'Client 0987')
    expect(await client.inputValue()).toBe('Client 0987')
  })
})

describe('a record that does not exist', () => {
  const nowhere = '01890000-0000-7000-8000-000000000000'

  it.each([
    ['/sorties', '/api/v1/sorties'],
    ['/receptions', '/api/v1/receptions'],
    ['/cours', '/api/v1/cours-de-route'],
    ['/citernes', '/api/v1/citernes'],
    ['/fournisseurs', '/api/v1/fournisseurs'],
    ['/stocks-adjustments', '/api/v1/ajustements'],
    ['/stocks-adjustments/propositions', '/api/v1/ajustements/propositions'],
  ])('T-UI-01 says so under %s, leads back to the list, and has nothing to press', async (list, path) => {
    const person = await browser().signIn(server(), 'admin')
    person.expects(answer(404, `${path}/${nowhere}`))
    // As somebody arrives who walks along a list.
    await person.open(`${list}/${nowhere}?tri=-created_at`)
    const main = person.page.getByRole('main')
    await main.getByRole('alert').getByText('Cette fiche n’existe pas').waitFor()
    expect(await main.getByRole('button').count()).toBe(0)
    await main.getByRole('link', { name: 'Retour à la liste' }).click()
    await person.page.waitForURL((url) => url.pathname === list)
    await person.page.getByRole('heading', { level: 1 }).waitFor()
  })
})

describe('what a width has room for', () => {
  beforeAll(async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    await depot().recevoir([ligne(tank.id, 39_291)])
    const sortie = only(await depot().sortir([ligne(tank.id, 12_345)]))
    await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 12_300, raison: 'Compteur relu au bordereau du transporteur, à la sortie du portail' })
    await depot().cdr('TRANSIT')
  })

  it.each(['/receptions', '/sorties', '/stocks/mouvements', '/stocks-adjustments'])('T-UI-01 %s shows both volumes on a tablet', async (path) => {
    const person = await browser().openOf(server(), 'admin', path, { width: widths.tablet })
    const frame = person.page.getByRole('region', { name: 'Lignes de la liste' })
    const row = frame.locator('tr[data-index]').first()
    await row.waitFor()
    const heads = await frame.getByRole('columnheader').allInnerTexts()
    for (const volume of [/Ambiant/, /15 °C/]) {
      const cell = row.locator('td').nth(heads.findIndex((head) => volume.test(head)))
      expect(await cell.innerText()).toMatch(/\d/)
      expect([String(volume), await seenWhole(cell, frame)]).toEqual([String(volume), true])
    }
  })

  it.each([widths.tablet, 1200, widths.desk])('nothing of the usual columns of a list is cut at %i px', async (width) => {
    const person = await browser().signIn(server(), 'admin', { width })
    for (const path of ['/cours', '/receptions', '/sorties', '/stocks/mouvements', '/stocks-adjustments']) {
      await person.open(path)
      const frame = person.page.getByRole('region', { name: 'Lignes de la liste' })
      await frame.locator('tr[data-index]').first().waitFor()
      expect([path, await seenWhole(frame.getByRole('columnheader').last(), frame)]).toEqual([path, true])
    }
  })

  it('T-UI-01 the column chooser ticks what is drawn, and what is ticked is drawn on any screen', async () => {
    const person = await browser().openOf(server(), 'admin', '/cours', { width: 1200 })
    const { page } = person
    const head = (name: string): Locator => page.getByRole('columnheader', { name: new RegExp(`^${name}`) })
    await head('Produit').waitFor()
    expect(await head('Transporteur').count()).toBe(0)
    await page.getByRole('button', { name: 'Colonnes', exact: true }).click()
    const carrier = page.getByRole('checkbox', { name: 'Transporteur' })
    expect([await carrier.isChecked(), await page.getByRole('checkbox', { name: 'Produit' }).isChecked()]).toEqual([false, true])
    await carrier.check()
    await head('Transporteur').waitFor()
    await page.setViewportSize({ width: widths.tablet, height: 900 })
    await head('Transporteur').waitFor()
    expect(await person.overflows()).toBe(false)
  })

  it('on a phone what is done with a list stands in one line', async () => {
    const { page } = await browser().openOf(server(), 'admin', '/receptions', { width: widths.phone })
    const [filter, views] = [await boxOf(page.getByRole('button', { name: 'Filtrer' })), await boxOf(page.getByRole('button', { name: 'Vues' }))]
    expect(views.y).toBe(filter.y)
  })
})
