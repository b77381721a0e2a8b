// The stock of every day: what moved it, how it was at the end of a day, how that day was known before, and where
// adjustments are part of a figure.
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { day, done, ligne, only, sum, useDepot, type Schemas } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { seenWhole, useBrowser, web, widths, type LookOptions, type Person } from './fixture/browser'
import { choose, field, panel } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let today: string
let tank: Schemas['Citerne']
let partner: string
let sortie: Schemas['SortiePostee']
beforeAll(async () => {
  today = await depot().today()
  tank = await depot().citerne({ nom: 'CUVE STOCK', stock: 100_000 })
  partner = await depot().partenaire()
  await depot().recevoir([ligne(tank.id, 20_000)], { proprietaire_type: 'PARTENAIRE', partenaire_id: partner, date_reception: day(today, -5) })
  sortie = only(await depot().sortir([ligne(tank.id, 4_000)], { date_sortie: day(today, -3) }))
})

async function openOf(path: string, look: LookOptions = {}): Promise<Person> {
  return await browser().openOf(server(), 'directeur', path, look)
}

/** The numbers in a row of a table, as they are written: "− 4 000" → −4000. */
function figures(text: string): number[] {
  return text.split('\t').slice(1).flatMap((cell) => {
    const match = /([−+]?)[\s\u00a0]*(\d[\d\u202f]*(?:,\d+)?)\s*$/.exec(cell.trim())
    if (match === null) return []
    const value = Number((match[2] ?? '').replaceAll('\u202f', '').replace(',', '.'))
    return [match[1] === '−' ? -value : value]
  })
}

/** In a table, or its card on a phone. */
function rowOf(page: Page, name: string): Locator {
  return page.locator('main :is(tbody tr, li)').filter({ hasText: name })
}

describe('the ledger', () => {
  it('T-STK-05 has an entry for each movement, and they add up to the balance above them', async () => {
    const { page } = await openOf(`/stocks/mouvements?citerne_id=${tank.id}`)
    await page.getByText(sortie.numero).first().waitFor()
    const { elements } = done(await depot().admin.client.GET('/api/v1/stock/mouvements', { params: { query: { citerne_id: tank.id } } }))
    for (const { numero } of elements) await page.getByText(numero).first().waitFor()
    const total = sum(elements.map((row) => row.delta_ambiant))
    const balance = await page.getByRole('region', { name: 'Solde actuel' }).innerText()
    expect(balance.replaceAll('\u202f', '')).toContain(`${total}\u00a0L`)
    await page.getByText('Tardif').first().waitFor()
    await page.getByRole('link', { name: new RegExp(sortie.numero) }).first().click()
    await page.waitForURL(`**/sorties/${sortie.id}`)
  })

  it('T-OWN-04 is narrowed to a type and a partner by the address, which reproduces the view', async () => {
    const { page } = await openOf(`/stocks/mouvements?citerne_id=${tank.id}&type=RECEPTION&partenaire_id=${partner}`)
    const { elements } = done(
      await depot().admin.client.GET('/api/v1/stock/mouvements', { params: { query: { citerne_id: tank.id, type: 'RECEPTION', partenaire_id: partner } } }),
    )
    await page.getByText(only(elements).numero).first().waitFor()
    expect(await page.locator('main tbody tr:not([aria-hidden])').count()).toBe(1)
    expect(await page.getByText(sortie.numero).count()).toBe(0)
  })
})

describe('the stock by day', () => {
  it('T-STK-01 T-STK-02 is that of the server for every day, with the change from the day before', async () => {
    const { page } = await openOf(`/stocks/journalier?citerne_id=${tank.id}&du=${day(today, -6)}&au=${today}`)
    const query = { citerne_id: tank.id, du: day(today, -6), au: today }
    const { totaux } = done(await depot().admin.client.GET('/api/v1/stock/journalier', { params: { query } }))
    expect(totaux).toHaveLength(7)
    for (const [index, total] of totaux.entries()) {
      const before = totaux[index - 1]
      const row = figures(await rowOf(page, total.date_jour).last().innerText())
      const change = before === undefined ? [] : [sum([total.stock_ambiant, -before.stock_ambiant])]
      expect([total.date_jour, row]).toEqual([total.date_jour, [total.stock_ambiant, ...change, total.stock_15c]])
    }
  })

  it('is read off the curve by the keyboard, day by day', async () => {
    const { page } = await openOf(`/stocks/journalier?citerne_id=${tank.id}&du=${day(today, -6)}&au=${today}`)
    const curve = page.getByRole('slider')
    await curve.focus()
    await page.keyboard.press('Home')
    expect(await curve.getAttribute('aria-valuetext')).toBe(`${day(today, -6)} : 100\u202f000\u00a0L`)
    await page.keyboard.press('ArrowRight')
    expect(await curve.getAttribute('aria-valuetext')).toBe(`${day(today, -5)} : 120\u202f000\u00a0L`)
    await page.keyboard.press('End')
    expect(await curve.getAttribute('aria-valuetext')).toContain(today)
  })

  it('T-UI-01 says what is wrong with a period', async () => {
    const { page } = await openOf(`/stocks/journalier?du=${today}&au=${day(today, -3)}`)
    await page.getByRole('alert').getByText('La fin précède le début.').waitFor()
  })

  it('has a column for each tank when asked', async () => {
    const { page } = await openOf(`/stocks/journalier?citerne_id=${tank.id}&du=${day(today, -2)}&au=${today}`)
    await page.getByRole('switch', { name: 'Chaque citerne' }).click()
    await page.getByRole('columnheader', { name: tank.nom }).waitFor()
    await page.waitForURL(/detail=citernes/)
  })
})

describe('the stock on a phone', () => {
  it('T-STK-01 has a card for each day, its litres and those of each tank in view', async () => {
    const person = await openOf(`/stocks/journalier?citerne_id=${tank.id}&du=${day(today, -6)}&au=${today}&detail=citernes`, { width: widths.phone })
    const { page } = person
    const query = { citerne_id: tank.id, du: day(today, -6), au: today }
    const { totaux } = done(await depot().admin.client.GET('/api/v1/stock/journalier', { params: { query } }))
    const cards = page.locator('main li')
    await expect.poll(() => cards.count()).toBe(totaux.length)
    for (const total of totaux) {
      const card = cards.filter({ hasText: total.date_jour })
      const litres = total.stock_ambiant.toLocaleString('fr-FR')
      expect(await card.innerText()).toContain(`${tank.nom} ${litres}\u00a0L`)
      expect(await seenWhole(card.getByText(litres).first(), page.locator('main'))).toBe(true)
    }
    await cards.getByRole('link', { name: `Stock au ${today}` }).click()
    await page.waitForURL((url) => url.pathname === '/stocks/a-date' && url.searchParams.get('date') === today)
    expect(await person.overflows()).toBe(false)
  })

  it('T-UI-01 shows the way to each of its screens', async () => {
    const { page } = await openOf('/stocks', { width: widths.phone })
    const screens = page.getByRole('navigation', { name: 'Écrans du stock' })
    for (const link of await screens.getByRole('link').all()) expect([await link.innerText(), await seenWhole(link, screens)]).toEqual([await link.innerText(), true])
  })
})

describe('a day as it was known', () => {
  it('T-STK-01 is shown beside the day as it is known now, with what was recorded since', async () => {
    const before = new Date().toISOString()
    const late = only(await depot().sortir([ligne(tank.id, 1_500)], { date_sortie: day(today, -2) }))
    const { page } = await openOf(`/stocks/a-date?citerne_id=${tank.id}&date=${day(today, -2)}`)
    await panel(page, `Stock au ${day(today, -2)}`).getByRole('row', { name: /^TOTAL 114.500/ }).waitFor()
    await page.goto(`/stocks/a-date?citerne_id=${tank.id}&date=${day(today, -2)}&connu_le=${encodeURIComponent(before)}`)
    await page.getByText(/^Enregistré depuis pour ce jour ou avant : −\s1.500\sL en ambiant/).waitFor()
    await page.getByRole('row', { name: /^TOTAL 116.000 116.000 114.500 −.1.500/ }).waitFor()
    expect(await field(page, /^Connu le/).inputValue()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d/)
    await page.getByRole('link', { name: new RegExp(`^Expliquer .*${tank.nom}, Monaluxe`) }).click()
    await page.getByText(late.numero).first().waitFor()
  })

  it('T-UI-01 cannot be one that has not come', async () => {
    const { page } = await openOf(`/stocks/a-date?date=${day(today, 3)}`)
    await page.getByText('Ce jour n’est pas encore arrivé.').waitFor()
  })
})

describe('the mark of a corrected figure', () => {
  it.each(Object.entries(widths))('T-ADJ-09 stands beside the line, its tank and the total, and by day from its effect on (%s)', async (_device, width) => {
    const made = await depot().citerne({ stock: 50_000 })
    await depot().initial(made.id, 10_000, { proprietaire_type: 'PARTENAIRE', partenaire_id: partner })
    const moved = only(await depot().sortir([ligne(made.id, 1_000)], { date_sortie: day(today, -4) }))
    await depot().ajuster('SORTIE', moved.id, 'VOLUME', { volume_ambiant: 900 })
    const person = await openOf(`/stocks?citerne_id=${made.id}`, { width })
    const { page } = person
    const table = panel(page, 'Par citerne et propriétaire')
    // Of MONALUXE, of the tank, of all; the partner's line is untouched.
    await expect.poll(() => table.getByText('Corrigé', { exact: true }).count()).toBe(3)
    await person.open(`/stocks/a-date?citerne_id=${made.id}&date=${today}`)
    await expect.poll(() => page.getByRole('main').getByText('Corrigé', { exact: true }).count()).toBe(3)
    await person.open(`/stocks/a-date?citerne_id=${made.id}&date=${day(today, -1)}`)
    await page.getByText(/59.000/).first().waitFor()
    expect(await page.getByRole('main').getByText('Corrigé', { exact: true }).count()).toBe(0)
    await person.open(`/stocks/journalier?citerne_id=${made.id}&du=${day(today, -3)}&au=${today}`)
    await rowOf(page, today).last().getByText('Corrigé').waitFor()
    expect(await rowOf(page, day(today, -1)).last().getByText('Corrigé').count()).toBe(0)
    expect(await person.overflows()).toBe(false)
  })

  it('T-ADJ-09 is gone when corrections cancel each other', async () => {
    const made = await depot().citerne({ stock: 50_000 })
    const moved = only(await depot().sortir([ligne(made.id, 1_000)]))
    await depot().ajuster('SORTIE', moved.id, 'VOLUME', { volume_ambiant: 900 })
    await depot().ajuster('SORTIE', moved.id, 'VOLUME', { volume_ambiant: 1_000 })
    const { page } = await openOf(`/stocks?citerne_id=${made.id}`)
    await page.getByText(/49.000/).first().waitFor()
    expect(await page.getByRole('main').getByText('Corrigé', { exact: true }).count()).toBe(0)
  })

  it('tells by how much, also to the keyboard', async () => {
    const made = await depot().citerne({ stock: 50_000 })
    const moved = only(await depot().sortir([ligne(made.id, 1_000)]))
    await depot().ajuster('SORTIE', moved.id, 'VOLUME', { volume_ambiant: 900 })
    const { page } = await openOf(`/stocks/journalier?citerne_id=${made.id}`)
    await rowOf(page, today).last().locator('[tabindex="0"]', { hasText: 'Corrigé' }).focus()
    await page.getByText(/Des ajustements ont corrigé ce chiffre : \+\s100\sL/).waitFor()
  })
})

describe('the filters of the stock', () => {
  it('go along from tab to tab', async () => {
    const { page } = await openOf('/stocks')
    await choose(page.getByRole('search'), /^Citerne/, tank.nom)
    await page.getByRole('navigation', { name: 'Écrans du stock' }).getByRole('link', { name: 'Registre' }).click()
    await page.waitForURL((url) => url.pathname === '/stocks/mouvements' && url.searchParams.get('citerne_id') === tank.id)
    await page.getByRole('region', { name: 'Solde actuel' }).waitFor()
  })
})
