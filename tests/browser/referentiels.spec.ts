// Master data at the side of its list: written once, left with a question, read by those who may not write. And the
// room of a tank where it is chosen.
import { describe, expect, it } from 'vitest'

import { useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { cut, useBrowser, web } from './fixture/browser'
import { choose, field, message, tankOf } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

describe('a new record', () => {
  it('is made once when the answer to it got lost', async () => {
    const person = await browser().signIn(server(), 'admin')
    person.expects(cut)
    const { page } = person
    await person.open('/referentiels/clients')
    await page.getByRole('button', { name: 'Ajouter' }).click()
    const panel = page.getByRole('dialog', { name: 'Ajouter' })
    await field(panel, 'Nom').fill('Minière de Kolwezi')
    await page.route(
      '**/api/v1/clients',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await panel.getByRole('button', { name: 'Enregistrer' }).click()
    await expect.poll(() => message(page).innerText()).toContain('Le serveur ne répond pas')
    await panel.getByRole('button', { name: 'Enregistrer' }).click()
    await panel.waitFor({ state: 'detached' })
    expect(await server().countRows('clients', "nom = 'Minière de Kolwezi'")).toBe(1)
  })

  it('is not lost by Esc nor by a click beside it: the person is asked first', async () => {
    const person = await browser().openOf(server(), 'admin', '/referentiels/partenaires')
    const { page } = person
    await page.getByRole('button', { name: 'Ajouter' }).click()
    const panel = page.getByRole('dialog', { name: 'Ajouter' })
    await field(panel, 'Nom').fill('Moribond')
    const question = page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' })
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Continuer la saisie' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await field(panel, 'Nom').inputValue()).toBe('Moribond')
    await page.mouse.click(200, 500)
    await question.getByRole('button', { name: 'Quitter' }).click()
    await panel.waitFor({ state: 'detached' })
    // With nothing typed there is nothing to ask.
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await panel.waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await server().countRows('partenaires', "nom = 'Moribond'")).toBe(0)
  })

  it('asks in the panel of users too', async () => {
    const person = await browser().openOf(server(), 'admin', '/utilisateurs')
    const { page } = person
    await page.getByRole('button', { name: 'Nouvel utilisateur' }).click()
    await page.getByRole('dialog').getByLabel('Nom complet').fill('Kabila')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' }).getByRole('button', { name: 'Quitter' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('keeps every decimal of a thermal coefficient', async () => {
    const person = await browser().openOf(server(), 'admin', '/referentiels/produits')
    const { page } = person
    await page.getByRole('button', { name: 'Ajouter' }).click()
    const alpha = field(page.getByRole('dialog'), /^Coefficient alpha/)
    await alpha.fill('0.000838')
    await alpha.blur()
    expect(await alpha.inputValue()).toBe('0,000838')
  })
})

describe('a reader', () => {
  it('opens a record and finds its address and note, and nothing to write with', async () => {
    const body = { nom: 'Sucrière du Katanga', adresse: '12 avenue Lumumba', note_supplementaire: 'Livrer avant midi' }
    expect((await depot().admin.client.POST('/api/v1/clients', { body })).response.status).toBe(201)
    const person = await browser().openOf(server(), 'lecture', '/referentiels/clients')
    await person.page.getByText('Sucrière du Katanga').click()
    const panel = person.page.getByRole('dialog', { name: 'Sucrière du Katanga' })
    await panel.getByText('12 avenue Lumumba').waitFor()
    await panel.getByText('Livrer avant midi').waitFor()
    expect(await panel.getByRole('textbox').count()).toBe(0)
    expect(await panel.getByRole('button', { name: 'Enregistrer' }).count()).toBe(0)
  })
})

describe('a tank of a reception', () => {
  it('is chosen with its stock, its free room, its capacity and its headroom in view', async () => {
    await depot().citerne({ nom: 'CUVE P', stock: 20_000, capacite_totale: 90_000, creux_securite: 5_000 })
    const person = await browser().openOf(server(), 'operateur', '/receptions/new')
    const { page } = person
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await field(tankOf(page), /^Citerne/).click()
    const option = page.getByRole('option', { name: /^CUVE P/ })
    await expect.poll(() => option.innerText()).toMatch(/en cuve 20.000.L\s*libre 65.000.L\s*capacité 90.000.L · creux 5.000.L/)
    await option.click()
    await tankOf(page).getByText(/en cuve 20.000.L · libre 65.000.L · capacité 90.000.L · creux 5.000.L/).waitFor()
  })
})
