// What those who watch read: adjustments by their filters, the journal in words, and what the checks find.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot, type Schemas } from '#fixture/depot'
import type { Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { boxOf, seenWhole, useBrowser, web, widths, type LookOptions, type Person } from './fixture/browser'
import { heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let tank: Schemas['Citerne']
let reception: Schemas['ReceptionPostee']
let volume: Schemas['AjustementPoste']
let temperature: Schemas['AjustementPoste']
beforeAll(async () => {
  tank = await depot().citerne({ nom: 'CUVE CONTRÔLE', stock: 50_000 })
  reception = only(await depot().recevoir([ligne(tank.id, 6_000)]))
  const sortie = only(await depot().sortir([ligne(tank.id, 2_000)]))
  volume = await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 1_960, raison: 'Compteur relu au bordereau' })
  temperature = await depot().ajuster('RECEPTION', reception.id, 'TEMPERATURE', { temperature_ambiante_c: 24, raison: 'Thermomètre lu à l’envers' })
})

async function openOf(role: Role, path: string, look: LookOptions = {}): Promise<Person> {
  return await browser().openOf(server(), role, path, look)
}

/** The rows of the list, once there are so many. */
async function rows(page: Page, count: number): Promise<string[]> {
  const found = page.locator('main tbody tr:not([aria-hidden])')
  await expect.poll(() => found.count()).toBe(count)
  return await found.allInnerTexts()
}

describe('the adjustments', () => {
  it('are filtered by type, movement, tank, period and reason, each alone and together, and then by none', async () => {
    const asked: [string, string[]][] = [
      ['type=VOLUME', [volume.numero]],
      ['type=TEMPERATURE', [temperature.numero]],
      ['mouvement_type=RECEPTION', [temperature.numero]],
      [`citerne_id=${tank.id}`, [volume.numero, temperature.numero]],
      ['q=bordereau', [volume.numero]],
      ['type=VOLUME&mouvement_type=RECEPTION', []],
      ['du=2020-01-01&au=2020-12-31', []],
    ]
    const person = await openOf('directeur', '/stocks-adjustments')
    const { page } = person
    for (const [query, numbers] of asked) {
      await person.open(`/stocks-adjustments?${query}`)
      const found = numbers.length === 0 ? [] : await rows(page, numbers.length)
      if (numbers.length === 0) await page.getByText('Aucun résultat').waitFor()
      for (const number of numbers) expect([query, found.some((row) => row.includes(number))]).toEqual([query, true])
    }
    await page.getByRole('button', { name: 'Effacer les filtres' }).click()
    await rows(page, 2)
    expect(new URL(page.url()).search).toBe('')
  })

  it('on a phone the movement to correct is chosen from cards that show its litres', async () => {
    const { page } = await openOf('admin', '/stocks-adjustments/new', { width: widths.phone })
    const card = page.locator('main li').filter({ hasText: reception.numero })
    expect(await seenWhole(card.getByText(/^\+\s6\s000\sL$/), page.locator('main'))).toBe(true)
    await card.getByRole('link').click()
    await page.waitForURL((url) => url.searchParams.get('id') === reception.id)
  })
})

describe('the journal', () => {
  it('T-LOG-02 names actions in words, with tank, product, litres and day of what moved stock', async () => {
    const { page } = await openOf('directeur', `/logs?cible_id=${reception.id}`)
    const found = await rows(page, 2)
    const posted = found.find((row) => row.includes('Réception enregistrée')) ?? ''
    for (const text of ['CUVE CONTRÔLE', '6\u202f000\u00a0L', reception.numero, await depot().today(), 'Test admin']) {
      expect(posted.toLowerCase()).toContain(text.toLowerCase())
    }
    await page.goto(`/logs?cible_id=${volume.id}`)
    expect(only(await rows(page, 1))).toMatch(/Ajustement enregistré.*CUVE CONTRÔLE.*\+\s40\sL/su)
  })

  it('has words for every action that the depot knows so far', async () => {
    const { page } = await openOf('directeur', '/logs')
    await page.getByText('Réception enregistrée').first().waitFor()
    const text = await page.locator('main tbody').innerText()
    expect(text.match(/\b(?:CDR|RECEPTION|SORTIE|STOCK|CITERNE|CLIENT|LOGIN|UTILISATEUR|FOURNISSEUR|PRODUIT|DEPOT|PARTENAIRE|JOUR)_[A-Z_]+\b/g)).toBeNull()
  })

  it('T-LOG-01 is filtered by action, module and level on the server', async () => {
    const person = await openOf('directeur', '/logs?action=STOCK_ADJUSTMENT_CREATED')
    const { page } = person
    for (const row of await rows(page, 2)) expect(row).toContain('Ajustement enregistré')
    await person.open('/logs?niveau=CRITICAL&module=stocks&action=STOCK_INITIAL_DECLARE')
    for (const row of await rows(page, 1)) expect(row).toContain('Stock initial déclaré')
  })

  it('opens an entry with what was changed, and leads to its record', async () => {
    await depot().changeTank(tank.id, { stock_minimum: 1_500 })
    const { page } = await openOf('directeur', `/logs?cible_id=${tank.id}&action=CITERNE_MODIFIEE`)
    await page.locator('main tbody').getByText('Citerne modifiée').click()
    const details = page.getByRole('dialog', { name: 'Citerne modifiée' })
    await details.getByText('Stock minimum : 0 → 1\u202f500').waitFor()
    await details.getByRole('link', { name: 'Ouvrir ce qui est concerné' }).click()
    await heading(page, 'CUVE CONTRÔLE').waitFor()
  })

  it('leads from a proposal to the proposal', async () => {
    const id = await depot().propose(tank.id)
    const { page } = await openOf('directeur', `/logs?cible_id=${id}`)
    await page.getByText('Ajustement proposé').first().click()
    await page.getByRole('dialog').getByRole('link', { name: 'Ouvrir ce qui est concerné' }).click()
    await page.waitForURL(`**/stocks-adjustments/propositions/${id}`)
  })

  it('is read on a phone, tank and litres included', async () => {
    const person = await openOf('pca', `/logs?cible_id=${reception.id}`, { width: widths.phone })
    const card = person.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Réception enregistrée' })
    for (const text of ['CUVE CONTRÔLE', '6\u202f000\u00a0L']) await card.getByText(text).first().waitFor()
    expect(await person.overflows()).toBe(false)
  })
})

describe('the integrity screen', () => {
  it('T-REG-02 counts and shows what the server finds, worst first, and each finding leads to its subject', async () => {
    await depot().changeTank(tank.id, { stock_minimum: 200_000 })
    const { compteurs, constats } = done(await depot().admin.client.GET('/api/v1/integrite', { params: { query: {} } }))
    const { page } = await openOf('directeur', '/governance/integrity')
    await page.getByText(/CUVE CONTRÔLE/).first().waitFor()
    for (const [label, value] of [['Constats', compteurs.total], ['Critiques', compteurs.critical], ['Avertissements', compteurs.warn]] as const) {
      const counter = page.getByRole('main').locator('div', { has: page.getByText(label, { exact: true }) }).filter({ hasText: /\d/ }).last()
      expect([label, Number(/\d+/.exec(await counter.innerText())?.[0])]).toEqual([label, value])
    }
    const sections = page.getByRole('main').locator('section')
    expect(await sections.count()).toBe(constats.length)
    await sections.nth(constats.findIndex(({ entity_id }) => entity_id === tank.id)).getByRole('link', { name: /CUVE CONTRÔLE/ }).click()
    await heading(page, 'CUVE CONTRÔLE').waitFor()
  })

  it('on a phone its counters stand in one line, the first finding beneath them on the same screen', async () => {
    const { page } = await openOf('directeur', '/governance/integrity', { width: widths.phone })
    const labels = page.getByRole('main').getByText(/^(Constats|Critiques|Avertissements)$/).and(page.locator('p'))
    await expect.poll(() => labels.count()).toBe(3)
    const tops = await Promise.all((await labels.all()).map(async (label) => (await boxOf(label)).y))
    expect(new Set(tops).size).toBe(1)
    const finding = await boxOf(page.getByRole('main').locator('section').first())
    expect(finding.y + finding.height).toBeLessThan((await boxOf(page.getByRole('navigation', { name: 'Tâches du jour' }))).y)
  })

  it('is narrowed to a severity, which the address keeps', async () => {
    const { page } = await openOf('pca', '/governance/integrity')
    await page.getByRole('radiogroup').getByText('Critique', { exact: true }).click()
    await page.waitForURL(/severity=CRITICAL/)
    const { constats } = done(await depot().admin.client.GET('/api/v1/integrite', { params: { query: { severity: 'CRITICAL' } } }))
    await expect.poll(() => page.getByRole('main').locator('section').count()).toBe(constats.length)
  })

  it.each(['gerant', 'operateur', 'lecture', 'finance'] as const)('T-PERM-01 is refused to %s', async (role) => {
    const { page } = await openOf(role, '/governance/integrity')
    await page.getByRole('main').getByText('Accès refusé').first().waitFor()
  })
})
