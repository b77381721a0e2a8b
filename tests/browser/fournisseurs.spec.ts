// Suppliers as the office finds them, and as the gate does not.
import { beforeAll, describe, expect, it } from 'vitest'

import { created, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web } from './fixture/browser'
import { heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let first: string
beforeAll(async () => {
  const add = async (body: { nom: string; pays: string; contact_personne: string }): Promise<string> =>
    created(await depot().admin.client.POST('/api/v1/fournisseurs', { body })).id
  first = await add({ nom: 'Pétrole du Sud', pays: 'Zambie', contact_personne: 'Chanda Mulenga' })
  await add({ nom: 'Énergie des Lacs', pays: 'Tanzanie', contact_personne: 'Asha Mwakasege' })
})

describe('the suppliers', () => {
  it.each([
    ['their name, without its accents', 'petrole', 'Pétrole du Sud', 'Énergie des Lacs'],
    ['their country', 'tanzanie', 'Énergie des Lacs', 'Pétrole du Sud'],
    ['whom one calls there', 'mulenga', 'Pétrole du Sud', 'Énergie des Lacs'],
  ])('T-SUP-01 are found by %s', async (_by, typed, found, hidden) => {
    const { page } = await browser().signIn(server(), 'directeur')
    await page.goto('/fournisseurs')
    await page.getByText(hidden).first().waitFor()
    await page.getByRole('searchbox').fill(typed)
    await page.getByText(hidden).first().waitFor({ state: 'detached' })
    await page.getByText(found).first().click()
    await heading(page, found).waitFor()
  })

  it('T-SUP-01 are sorted by name and by country', async () => {
    const { page } = await browser().signIn(server(), 'pca')
    await page.goto('/fournisseurs?tri=-pays')
    await page.getByText('Pétrole du Sud').first().waitFor()
    const names = (await page.locator('main tbody tr:not([aria-hidden])').allInnerTexts()).map((row) => row.split('\t')[0]?.trim())
    expect(names.indexOf('Pétrole du Sud')).toBeLessThan(names.indexOf('Énergie des Lacs'))
  })

  it.each(['operateur', 'lecture'] as const)('T-SUP-03 are neither in the menu of %s nor opened by their address', async (role) => {
    const person = await browser().openOf(server(), role, '/')
    const { page } = person
    expect(await page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: 'Fournisseurs' }).count()).toBe(0)
    for (const path of ['/fournisseurs', `/fournisseurs/${first}`]) {
      await person.open(path)
      await page.getByRole('main').getByText('Accès refusé').first().waitFor()
      expect(await page.getByText('Pétrole du Sud').count()).toBe(0)
    }
  })
})
