// The network of a depot gate: a button pressed twice, an answer that never arrives, a cut in the middle of an entry.
// Whatever happens, each entry is posted once and nothing that was typed is lost.
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { ligne, useDepot, expectVerified } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { answer, cut, useBrowser, web, widths, type Person } from './fixture/browser'
import { choose, field, figure, heading, measure, message, tankOf } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let cuve: string
let small: string
beforeAll(async () => {
  const tank = await depot().citerne({ nom: 'CUVE A', stock: 100_000 })
  cuve = tank.id
  small = (await depot().citerne({ nom: 'CUVE R', capacite_totale: 31_000, creux_securite: 0 })).id
  await depot().admin.client.POST('/api/v1/clients', { body: { nom: 'Gécamines' } })
  await depot().admin.client.POST('/api/v1/fournisseurs', { body: { nom: 'Puma Energy' } })
})

const posted = (): Promise<number> => server().countRows('sorties_produit')

/** A sortie of so many litres, typed and not sent. */
async function typedSortie(litres: number, width: number = widths.desk): Promise<Person> {
  const person = await browser().openOf(server(), 'operateur', '/sorties/new', { width })
  const { page } = person
  await choose(page, /^Client/, 'Gécamines')
  await choose(page, /^Produit/, /Gasoil|G\.O/)
  await measure(tankOf(page), { citerne: 'CUVE A', avant: '1 000', apres: String(1000 + litres) })
  return person
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
}

async function keepForLater(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Garder et envoyer plus tard' }).click()
  await page.getByText('Gardé sur cet appareil').waitFor()
}

/** The server works, and its answer does not arrive: once. */
async function loseAnswer(person: Person, path: string): Promise<void> {
  person.expects(cut)
  await person.page.route(
    `**${path}`,
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
}

/** The only unsent form, once the server has refused it. */
async function refusedForm(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'À traiter : 1' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '1 saisie refusée par le serveur' }).click()
  return page.getByRole('dialog', { name: 'Saisies en attente' })
}

/** A truck entered without a network, which the server then refuses: it is on the road already. */
async function refusedTruck({ page, context }: Person, plate: string): Promise<Locator> {
  await page.goto('/cours')
  // From the list, to which the kept form leads back: its files are there without a network.
  await page.locator('main').getByRole('link', { name: /^Nouveau/ }).first().click()
  await heading(page, 'Nouveau cours de route').waitFor()
  await choose(page, /^Fournisseur/, 'Puma Energy')
  await choose(page, /^Produit/, /Gasoil|G\.O/)
  await field(page, /^Plaque du camion/).fill(plate)
  await field(page, /^Chauffeur/).fill('Kalala Mwamba')
  await field(page, /^Volume prévu/).fill('39 500')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await keepForLater(page)
  await context.setOffline(false)
  return await refusedForm(page)
}

describe('an entry is posted once', () => {
  it('T-SOR-11 by a double click', async () => {
    const before = await posted()
    const { page } = await typedSortie(100)
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).dblclick()
    await heading(page, 'Sortie enregistrée').waitFor()
    expect(await posted()).toBe(before + 1)
  })

  it('T-SOR-11 when its answer got lost and it is sent again', async () => {
    const before = await posted()
    const person = await typedSortie(200)
    const { page } = person
    await loseAnswer(person, '/api/v1/sorties')
    await send(page)
    await expect.poll(() => message(page).innerText()).toContain('Le serveur ne répond pas')
    expect(await posted()).toBe(before + 1)
    expect(await field(tankOf(page), 'Index après').inputValue()).toBe('1\u202f200')
    await send(page)
    await heading(page, 'Sortie enregistrée').waitFor()
    expect(await posted()).toBe(before + 1)
  })

  it('T-SOR-11 when its answer got lost and it was changed: the person is told that the first one arrived', async () => {
    const before = await posted()
    const person = await typedSortie(300)
    const { page } = person
    person.expects(answer(422, '/api/v1/sorties'))
    await loseAnswer(person, '/api/v1/sorties')
    await send(page)
    await message(page).waitFor()
    await field(tankOf(page), 'Index après').fill('1 310')
    await send(page)
    await expect.poll(() => message(page).innerText()).toContain('Votre premier envoi était donc bien arrivé')
    expect(await posted()).toBe(before + 1)
  })

  it('when the answer to a new truck got lost', async () => {
    const person = await browser().openOf(server(), 'operateur', '/cours/new')
    const { page } = person
    await choose(page, /^Fournisseur/, 'Puma Energy')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await field(page, /^Plaque du camion/).fill('DM 9900-01')
    await field(page, /^Chauffeur/).fill('Kalala Mwamba')
    await field(page, /^Volume prévu/).fill('39,5')
    await loseAnswer(person, '/api/v1/cours-de-route')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await message(page).waitFor()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await heading(page, /^CDR-/).waitFor()
    expect(await server().countRows('cours_de_route', "plaque_camion = 'DM 9900-01'")).toBe(1)
  })
})

describe('without a network', () => {
  it.each([
    ['desk', widths.desk],
    ['phone', widths.phone],
  ] as const)('a sortie at the %s is kept, shown as waiting, and sent once when the network is back', async (_device, width) => {
    const before = await posted()
    const { page, context } = await typedSortie(400, width)
    await context.setOffline(true)
    await expect.poll(() => page.locator('[data-connection]').getAttribute('data-connection')).toBe('offline')
    await send(page)
    await keepForLater(page)
    await page.getByRole('button', { name: 'À traiter : 1' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '1 saisie attend le réseau' }).click()
    await page.getByRole('dialog', { name: 'Saisies en attente' }).getByText(/Gécamines · CUVE A · 400.L/).waitFor()
    expect(await posted()).toBe(before)
    await context.setOffline(false)
    await page.getByText('1 saisie gardée a été envoyée.').waitFor()
    expect(await posted()).toBe(before + 1)
    await page.reload()
    await heading(page, 'Nouvelle sortie').waitFor()
    await expect.poll(() => page.locator('[data-connection]').getAttribute('data-connection')).toBe('live')
    expect(await posted()).toBe(before + 1)
  })

  it('the application starts, a sortie is entered, kept, and sent once when the network is back', async () => {
    const before = await posted()
    const person = await browser().openOf(server(), 'operateur', '/', { width: widths.phone, serviceWorkers: 'allow' })
    const { page, context } = person
    expect(await page.evaluate('navigator.serviceWorker.ready.then((kept) => kept.active !== null)')).toBe(true)
    await expect.poll(() => person.kept()).toEqual(expect.arrayContaining(['/api/v1/clients', '/api/v1/stock/actuel']))
    await context.setOffline(true)
    const since = await person.keptAt()
    await page.goto('/sorties/new')
    await heading(page, 'Nouvelle sortie').waitFor()
    expect(await person.keptAt()).toBe(since)
    await choose(page, /^Client/, 'Gécamines')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await measure(tankOf(page), { citerne: 'CUVE A', avant: '1 000', apres: '1 450' })
    await send(page)
    await keepForLater(page)
    // Started again without a network, the device still says what waits on it.
    await page.reload()
    await page.getByRole('button', { name: /^À traiter/ }).click()
    await page.getByRole('button', { name: '1 saisie attend le réseau' }).waitFor()
    await context.setOffline(false)
    await page.getByText('1 saisie gardée a été envoyée.').waitFor()
    expect(await posted()).toBe(before + 1)
  })

  it('a sortie out of two tanks names both of its documents once it is sent', async () => {
    const before = await posted()
    await depot().citerne({ nom: 'CUVE D', stock: 20_000 })
    const { page, context } = await typedSortie(420)
    await page.getByRole('button', { name: 'Ajouter une citerne' }).click()
    await measure(tankOf(page, 2), { citerne: 'CUVE D', avant: '0', apres: '430' })
    await context.setOffline(true)
    await send(page)
    await keepForLater(page)
    await context.setOffline(false)
    await page.getByText(/^1 saisie gardée a été envoyée\. SOR-\d+-(\d+) et SOR-\d+-(?!\1)\d+$/).waitFor()
    expect(await posted()).toBe(before + 2)
  })

  it('T-SOR-11 what was kept after a lost answer is not posted a second time', async () => {
    const before = await posted()
    const person = await typedSortie(500)
    const { page, context } = person
    await loseAnswer(person, '/api/v1/sorties')
    await send(page)
    await message(page).waitFor()
    await context.setOffline(true)
    await keepForLater(page)
    await context.setOffline(false)
    await page.getByText('1 saisie gardée a été envoyée.').waitFor()
    expect(await posted()).toBe(before + 1)
  })

  it('what waits is sent by itself as soon as the server takes it, also when the network was never away', async () => {
    const before = await posted()
    const person = await typedSortie(550)
    const { page } = person
    person.expects(cut)
    await page.route('**/api/v1/sorties', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
    await send(page)
    await keepForLater(page)
    await page.unrouteAll()
    await page.getByText('1 saisie gardée a été envoyée.').waitFor({ timeout: 40_000 })
    expect(await posted()).toBe(before + 1)
  })

  it('what waits belongs to who typed it: another person on the device neither sees nor sends it', async () => {
    const before = await posted()
    const person = await typedSortie(600)
    const { page, context } = person
    // Only the posting does not get through.
    person.expects(cut)
    await page.route('**/api/v1/sorties', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
    await send(page)
    await keepForLater(page)
    await page.getByRole('button', { name: '1 en attente' }).waitFor()
    // From here on it would be sent by itself: its author leaves first.
    await page.goto('about:blank')
    await page.unrouteAll()
    await context.clearCookies()
    await person.signIn('gerant')
    await expect.poll(() => page.locator('[data-connection]').getAttribute('data-connection')).toBe('live')
    expect(await page.getByRole('button', { name: '1 en attente' }).count()).toBe(0)
    expect(await posted()).toBe(before)
    await context.clearCookies()
    await person.signIn('operateur')
    await page.getByText('1 saisie gardée a été envoyée.').waitFor()
    expect(await posted()).toBe(before + 1)
  })

  it('a kept sortie that the server refuses stays, says why, and can be dropped', async () => {
    const before = await posted()
    const person = await typedSortie(60_000)
    const { page, context } = person
    person.expects(answer(422, '/api/v1/sorties'))
    await context.setOffline(true)
    await send(page)
    await keepForLater(page)
    // Meanwhile the stock goes elsewhere.
    await depot().sortir([ligne(cuve, 50_000)])
    await context.setOffline(false)
    await page.getByRole('button', { name: 'À traiter : 1' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '1 saisie refusée par le serveur' }).click()
    const queue = page.getByRole('dialog', { name: 'Saisies en attente' })
    await queue.getByText(/stock/i).first().waitFor()
    await queue.getByRole('button', { name: 'Abandonner' }).click()
    await queue.getByRole('button', { name: 'Oui, abandonner cette saisie' }).click()
    await queue.waitFor({ state: 'detached' })
    expect(await posted()).toBe(before + 1)
  })

  it('T-SOR-11 a refused sortie says what was typed and why, is corrected on its form and posted once', async () => {
    const person = await typedSortie(40_000)
    person.expects(answer(422, '/api/v1/sorties'))
    const { page, context } = person
    await context.setOffline(true)
    await send(page)
    await keepForLater(page)
    await depot().sortir([ligne(cuve, (await depot().stockOf(cuve)) - 5_000)])
    const before = await posted()
    await context.setOffline(false)
    const card = await refusedForm(page)
    expect(await figure(card, 'CUVE A').innerText()).toMatch(/1.000 → 41.000.L · 15.°C · 837 kg\/m³/)
    await card.getByRole('link', { name: 'Corriger' }).click()
    expect(await field(page, /^Client/).inputValue()).toBe('Gécamines')
    expect(await field(tankOf(page), 'Index avant').inputValue()).toBe('1\u202f000')
    await expect.poll(() => message(page).innerText()).toMatch(/stock/i)
    await field(tankOf(page), 'Index après').fill('2 200')
    await send(page)
    await heading(page, 'Sortie enregistrée').waitFor()
    expect(await posted()).toBe(before + 1)
    expect(await page.getByRole('button', { name: '1 en attente' }).count()).toBe(0)
    await depot().recevoir([ligne(cuve, 80_000)])
  })

  it('a refused sortie that is sent again as it is opens its document, and goes once', async () => {
    const person = await typedSortie(45_000)
    person.expects(answer(422, '/api/v1/sorties'))
    const { page, context } = person
    await context.setOffline(true)
    await send(page)
    await keepForLater(page)
    await depot().sortir([ligne(cuve, (await depot().stockOf(cuve)) - 5_000)])
    const before = await posted()
    await context.setOffline(false)
    const card = await refusedForm(page)
    // Still refused: it stays, and says why again.
    const refused = page.waitForResponse((response) => response.status() === 422)
    await card.getByRole('button', { name: 'Renvoyer' }).click()
    await refused
    await card.getByRole('link', { name: 'Corriger' }).waitFor()
    await depot().recevoir([ligne(cuve, 120_000)])
    await card.getByRole('button', { name: 'Renvoyer' }).click()
    await page.waitForURL(/\/sorties\/[0-9a-f-]{36}$/)
    await heading(page, /^SOR-/).waitFor()
    expect(await posted()).toBe(before + 1)
    expect(await page.getByRole('button', { name: '1 en attente' }).count()).toBe(0)
  })

  it('a refused reception that the person then sends again unchanged shows the posted document', async () => {
    const person = await browser().signIn(server(), 'admin')
    person.expects(answer(422, '/api/v1/receptions'))
    const { page, context } = person
    await person.open('/receptions/new')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await measure(tankOf(page), { citerne: 'CUVE R', avant: '0', apres: '30 000' })
    await field(page, /^Note/).fill('Livraison sans cours de route')
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click()
    await keepForLater(page)
    // Meanwhile the tank is nearly full.
    await depot().recevoir([ligne(small, 9_000)])
    await context.setOffline(false)
    const before = await server().countRows('receptions')
    const card = await refusedForm(page)
    await depot().sortir([ligne(small, 9_000)])
    await card.getByRole('link', { name: 'Corriger' }).click()
    await expect.poll(() => field(tankOf(page), 'Index après').inputValue()).toBe('30\u202f000')
    // The server takes it and its answer does not arrive: the same again is the same one.
    await loseAnswer(person, '/api/v1/receptions')
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click()
    await expect.poll(() => message(page).innerText()).toContain('Le serveur ne répond pas')
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click()
    await heading(page, 'Réception enregistrée').waitFor()
    expect(await server().countRows('receptions')).toBe(before + 1)
    expect(await page.getByRole('button', { name: '1 en attente' }).count()).toBe(0)
  })

  it('a refused truck is corrected on its form, and posted once', async () => {
    const person = await browser().signIn(server(), 'operateur')
    person.expects(answer(409, '/api/v1/cours-de-route'))
    const { page } = person
    await depot().cdr('TRANSIT', { plaque_camion: 'KL 1000-01' })
    const card = await refusedTruck(person, 'KL 1000-01')
    expect(await figure(card, 'Plaque du camion').innerText()).toBe('KL 1000-01')
    await card.getByRole('link', { name: 'Corriger' }).click()
    expect(await field(page, /^Volume prévu/).inputValue()).toBe('39\u202f500')
    await field(page, /^Plaque du camion/).fill('KL 2000-02')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await heading(page, /^CDR-/).waitFor()
    expect(await server().countRows('cours_de_route', "plaque_camion = 'KL 2000-02'")).toBe(1)
    expect(await server().countRows('cours_de_route', "plaque_camion = 'KL 1000-01'")).toBe(1)
  })

  it('a device that keeps as many as it may says so, and the form stays', async () => {
    const { page, context } = await typedSortie(700)
    await page.evaluate(`new Promise((done, fail) => {
      const opening = indexedDB.open('mlpp-envois')
      opening.onupgradeneeded = () => opening.result.createObjectStore('formulaires')
      opening.onerror = fail
      opening.onsuccess = () => {
        const writing = opening.result.transaction('formulaires', 'readwrite')
        for (let n = 0; n < 50; n++) {
          const form = { id: 'plein-' + n, kind: 'sortie', label: '', path: '/', body: {}, author: 'personne', made: '2026-01-01' }
          writing.objectStore('formulaires').put(form, form.id)
        }
        writing.oncomplete = done
      }
    })`)
    await context.setOffline(true)
    await send(page)
    await page.getByRole('button', { name: 'Garder et envoyer plus tard' }).click()
    await expect.poll(() => message(page).innerText()).toContain('Cet appareil garde déjà 50 saisies')
    expect(await field(tankOf(page), 'Index après').inputValue()).toBe('1\u202f700')
  })
})

describe('after all of it', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
