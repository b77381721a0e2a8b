// A row beside its list on wide screens, its page on small ones; previous and next walk what is filtered.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'

import { created, day, ligne, only, posted, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web, widths } from './fixture/browser'
import { heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

/** More than a page of a list, of one word. */
const suppliers = 150
const supplier = (n: number): string => `Raffinerie ${String(n).padStart(3, '0')}`

interface Row {
  id: string
  /** What the row, its preview and its page are known by. */
  name: string
}

/** One row of every list whose rows have pages. */
const lists = ['/cours', '/receptions', '/sorties', '/stocks-adjustments', '/stocks-adjustments/propositions', '/fournisseurs'] as const
type List = (typeof lists)[number]
let rows: Record<List, Row>

beforeAll(async () => {
  await server().psql(`insert into fournisseurs (nom) select 'Raffinerie ' || to_char(n, 'FM000') from generate_series(1, ${suppliers}) n`)
  const tank = await depot().citerne({ stock: 100_000 })
  const cours = await depot().cdr('TRANSIT')
  const reception = only(await depot().recevoir([ligne(tank.id, 1_000)]))
  const sortie = only(await depot().sortir([ligne(tank.id, 500)]))
  const adjustment = posted(await depot().adjustTank(tank.id, -10))
  const proposal = await depot().propose(tank.id)
  rows = {
    '/cours': { id: cours.id, name: cours.numero },
    '/receptions': { id: reception.id, name: reception.numero },
    '/sorties': { id: sortie.id, name: sortie.numero },
    '/stocks-adjustments': { id: adjustment.id, name: adjustment.numero },
    '/stocks-adjustments/propositions': { id: proposal, name: await server().psql(`select numero from propositions_ajustement where id = '${proposal}'`) },
    '/fournisseurs': { id: await idOf(supplier(1)), name: supplier(1) },
  }
})

async function idOf(nom: string): Promise<string> {
  return await server().psql(`select id from fournisseurs where nom = '${nom}'`)
}

function opened(page: Page): string | null {
  return new URL(page.url()).searchParams.get('apercu')
}

describe('T-UI-01 a row', () => {
  it.each(lists)('of %s stands beside it on a wide screen, also after a reload, until it is closed', async (list) => {
    const { id, name } = rows[list]
    const person = await browser().openOf(server(), 'directeur', list)
    const { page } = person
    const row = page.locator('main tr[data-index]').filter({ has: page.getByRole('link', { name }) })
    // Beside the link, which leads to the page.
    await row.locator('td').nth(1).click()
    const panel = page.getByRole('dialog', { name })
    await panel.waitFor()
    expect(opened(page)).toBe(id)
    await page.reload()
    await panel.waitFor()
    await expect.poll(() => panel.locator('[role=status][aria-label]').count()).toBe(0)
    await panel.getByRole('button', { name: 'Fermer' }).click()
    await panel.waitFor({ state: 'detached' })
    expect(opened(page)).toBe(null)
  })

  it('is closed by Esc', async () => {
    const person = await browser().openOf(server(), 'directeur', `/fournisseurs?apercu=${await idOf(supplier(3))}`)
    const { page } = person
    await page.getByRole('dialog', { name: supplier(3) }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Suivant' }).focus()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(opened(page)).toBe(null)
  })

  it.each(lists)('of %s is a page on a phone, also by a link to its preview', async (list) => {
    const { id, name } = rows[list]
    const person = await browser().signIn(server(), 'directeur', { width: widths.phone })
    const { page } = person
    const title = heading(page, new RegExp(name))
    await person.open(list)
    await page.locator('main li[data-index]').getByRole('link', { name }).first().click()
    await title.waitFor()
    expect(new URL(page.url()).pathname).toBe(`${list}/${id}`)
    await page.goto(`${list}?apercu=${id}`)
    await title.waitFor()
    expect(new URL(page.url()).pathname).toBe(`${list}/${id}`)
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})

describe('T-UI-01 previous and next', () => {
  it('walk what is filtered, beyond the rows that were read', async () => {
    const person = await browser().openOf(server(), 'directeur', `/fournisseurs?q=Raffinerie&apercu=${await idOf(supplier(99))}`)
    const { page } = person
    const panel = page.getByRole('dialog')
    const next = panel.getByRole('button', { name: 'Suivant' })
    const shows = async (n: number): Promise<void> => {
      await page.getByRole('dialog', { name: supplier(n) }).waitFor()
      expect(opened(page)).toBe(await idOf(supplier(n)))
    }
    await shows(99)
    for (const n of [100, 101, 102]) {
      await next.click()
      await shows(n)
    }
    await panel.getByRole('button', { name: 'Précédent' }).click()
    await shows(101)
    // A link to a row that is not on the first page finds its neighbours too, and the walk ends where the filter does.
    await person.open(`/fournisseurs?q=Raffinerie&apercu=${await idOf(supplier(suppliers - 1))}`)
    await shows(suppliers - 1)
    await next.click()
    await shows(suppliers)
    await expect.poll(() => next.isDisabled()).toBe(true)
  })

  it('walk it from page to page too, of a page that was opened from the list', async () => {
    const person = await browser().signIn(server(), 'directeur')
    const { page } = person
    const chargement = await depot().today()
    const [older, newer] = [
      await depot().cdr('CHARGEMENT', { date_chargement: day(chargement, -3), plaque_camion: 'PAS 0001' }),
      await depot().cdr('CHARGEMENT', { date_chargement: day(chargement, -2), plaque_camion: 'PAS 0002' }),
    ]
    await person.open('/cours?q=PAS000')
    await page.getByRole('link', { name: new RegExp(newer.numero) }).click()
    await heading(page, newer.numero).waitFor()
    expect(await page.getByRole('button', { name: 'Précédent' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Suivant' }).click()
    await heading(page, older.numero).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/cours/${older.id}`)
    await expect.poll(() => page.getByRole('button', { name: 'Suivant' }).isDisabled()).toBe(true)
    await page.keyboard.press('Alt+ArrowUp')
    await heading(page, newer.numero).waitFor()
  })

  it('are not offered on a page that was opened by itself', async () => {
    const { id, numero } = created(await depot().admin.client.POST('/api/v1/cours-de-route', { body: await depot().cdrBody() }))
    const person = await browser().openOf(server(), 'directeur', `/cours/${id}`)
    await heading(person.page, numero).waitFor()
    expect(await person.page.getByRole('button', { name: 'Suivant' }).count()).toBe(0)
  })
})
