// Trucks as the stages they pass, what can be done with one, and the figures of all.
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot } from '#fixture/depot'
import type { Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { answer, useBrowser, web, widths, type Person } from './fixture/browser'
import { choose, field, heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let tank: string
beforeAll(async () => {
  tank = (await depot().citerne()).id
})

async function openOf(role: Role, path: string): Promise<Person> {
  return await browser().openOf(server(), role, path)
}

function stage(page: Page, name: string): Locator {
  return page.getByRole('main').getByRole('region', { name, exact: true })
}

/** What the menu of a truck offers. */
async function menuOf(page: Page, numero: string): Promise<Locator> {
  await page.getByRole('button', { name: `Actions pour ${numero}` }).first().click()
  return page.getByRole('menu')
}

describe('the board of trucks', () => {
  it('T-CDR-01 has a column for each stage with its trucks and litres, and a step moves the truck on', async () => {
    const cours = await depot().cdr('CHARGEMENT', { volume: 31_500 })
    const { page } = await openOf('directeur', '/cours')
    await page.getByRole('radiogroup', { name: 'Présentation' }).locator('label').filter({ hasText: 'Tableau' }).click()
    await page.waitForURL(/vue=tableau/)
    const card = stage(page, 'Chargement').getByRole('link', { name: new RegExp(cours.numero) })
    await card.waitFor()
    const shown = await stage(page, 'Chargement').getByRole('link').allInnerTexts()
    const loading = done(await depot().admin.client.GET('/api/v1/cours-de-route', { params: { query: { statut: ['CHARGEMENT'] } } })).elements
    expect(shown).toHaveLength(loading.length)
    const litres = loading.reduce((all, truck) => all + truck.volume, 0)
    expect((await stage(page, 'Chargement').innerText()).replaceAll(/\D/g, ' ').replaceAll(/\s+/g, '')).toContain(String(litres))
    const truck = stage(page, 'Chargement').locator('div', { has: page.getByRole('link', { name: new RegExp(cours.numero) }) }).last()
    await truck.getByRole('button', { name: 'Marquer en transit' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Marquer en transit' }).click()
    await stage(page, 'Transit').getByRole('link', { name: new RegExp(cours.numero) }).waitFor()
    expect(await depot().readCdr(cours.id)).toMatchObject({ statut: 'TRANSIT' })
  })

  it('filters as the list does, and says when a stage is empty', async () => {
    const plaque = depot().name('QRS')
    await depot().cdr('FRONTIERE', { plaque_camion: plaque })
    const { page } = await openOf('gerant', `/cours?vue=tableau&q=${encodeURIComponent(plaque)}`)
    await stage(page, 'Frontière').getByText(plaque).waitFor()
    await stage(page, 'Arrivé').getByText('Aucun camion').waitFor()
  })
})

describe('a truck', () => {
  it('is entered again from another one, with what a trip shares and without its dates', async () => {
    const cours = await depot().cdr('ARRIVE', { chauffeur_nom: 'Mutombo Ilunga', plaque_remorque: 'REM 77' })
    const { page } = await openOf('directeur', `/cours/${cours.id}`)
    await (await menuOf(page, cours.numero)).getByRole('menuitem', { name: 'Dupliquer' }).click()
    await heading(page, `Copie de ${cours.numero}`).waitFor()
    expect(await field(page, /^Chauffeur/).inputValue()).toBe('Mutombo Ilunga')
    await field(page, /^Plaque du camion/).fill(depot().name('DUP'))
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.waitForURL((url) => /^\/cours\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(cours.id))
    const copy = await depot().readCdr(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    expect(copy).toMatchObject({ statut: 'CHARGEMENT', chauffeur_nom: 'Mutombo Ilunga', volume: cours.volume, arrive_at: null })
  })

  it('T-PERM-02 is not offered to be deleted to who may not', async () => {
    const cours = await depot().cdr('CHARGEMENT')
    const { page } = await openOf('operateur', `/cours/${cours.id}`)
    await (await menuOf(page, cours.numero)).getByRole('menuitem', { name: 'Dupliquer' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Supprimer' }).count()).toBe(0)
  })

  it('T-PERM-01 is deleted for good by who may, and after a warning', async () => {
    const cours = await depot().cdr('CHARGEMENT')
    const admin = await openOf('admin', `/cours/${cours.id}`)
    const { page } = admin
    // The event of the deletion may overtake its answer: the page then asks for what is gone.
    admin.expects(answer(404, `/api/v1/cours-de-route/${cours.id}`))
    await (await menuOf(page, cours.numero)).getByRole('menuitem', { name: 'Supprimer' }).click()
    const dialog = page.getByRole('dialog', { name: `Supprimer ${cours.numero} ?` })
    await dialog.getByText(/C’est irréversible/).waitFor()
    await dialog.getByRole('button', { name: 'Supprimer définitivement' }).click()
    await page.waitForURL((url) => url.pathname === '/cours')
    const gone = await depot().admin.client.GET('/api/v1/cours-de-route/{id}', { params: { path: { id: cours.id } } })
    expect(gone.response.status).toBe(404)
  })

  it('T-ADJ-08 is re-opened with a reason once its reception is taken back, and received again', async () => {
    const cours = await depot().cdr('ARRIVE')
    const [reception] = await depot().recevoir([ligne(tank, 9_000)], { cours_de_route_id: cours.id })
    const { page } = await openOf('admin', `/cours/${cours.id}`)
    await page.getByText('Camion déchargé : cette fiche ne change plus', { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: 'Rouvrir' }).count()).toBe(0)
    await depot().compensate('receptions', reception?.id ?? '')
    await page.reload()
    await page.getByRole('button', { name: 'Rouvrir' }).click()
    const dialog = page.getByRole('dialog', { name: `Rouvrir ${cours.numero} ?` })
    await field(dialog, 'Raison de la réouverture').fill('Déchargé dans la mauvaise citerne')
    await dialog.getByRole('button', { name: 'Rouvrir' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Réceptionner' }).first().waitFor()
    expect(await depot().readCdr(cours.id)).toMatchObject({ statut: 'ARRIVE' })
    const entry = only(
      done(await depot().admin.client.GET('/api/v1/journal', { params: { query: { cible_id: cours.id, action: 'CDR_ROUVERT' } } })).elements,
    )
    expect(entry).toMatchObject({ niveau: 'CRITICAL', details: { raison: 'Déchargé dans la mauvaise citerne' } })
  })
})

describe('the choice of the truck that a reception discharges', () => {
  it('tells where from, when, with whom and with what each truck comes, out of one answer', async () => {
    const [plaque, depot_nom] = [depot().name('ZAM'), done(await depot().admin.client.GET('/api/v1/depots/{id}', { params: { path: { id: depot().id } } })).nom]
    const cours = await depot().cdr('ARRIVE', { plaque_camion: plaque, depart_pays: 'Zambie', transporteur: 'Trans Lualaba', chauffeur_nom: 'Moïse Kasongo', volume: 36_250 })
    await depot().cdr('ARRIVE')
    const person = await browser().signIn(server(), 'operateur', { width: widths.phone })
    const { page } = person
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/api/v1/cours-de-route')) asked.push(pathname)
    })
    await person.open('/receptions/new')
    const before = asked.length
    await field(page, /^Cours de route/).click()
    const option = page.getByRole('option', { name: new RegExp(plaque) })
    const told = (await option.innerText()).replaceAll(/\s+/g, ' ')
    for (const text of [cours.numero, cours.date_chargement, cours.fournisseur_nom ?? '', cours.produit_nom ?? '', '36 250 L', `Zambie → ${depot_nom}`, 'Trans Lualaba', 'Moïse Kasongo']) {
      expect(told).toContain(text)
    }
    expect(await person.overflows()).toBe(false)
    await option.click()
    const chosen = page.getByRole('main').getByText(`${cours.date_chargement} ·`, { exact: true })
    await chosen.waitFor()
    expect(asked.slice(before)).toEqual([])
    expect(new Set(asked)).toEqual(new Set(['/api/v1/cours-de-route']))
  })
})

describe('the statistics', () => {
  it('T-KPI-04 are those of the server, by stage, supplier and period', async () => {
    const figures = done(await depot().admin.client.GET('/api/v1/cours-de-route/statistiques', { params: { query: { depot_id: depot().id } } }))
    const { page } = await openOf('gerant', '/cours')
    await page.getByRole('button', { name: 'Statistiques' }).click()
    const dialog = page.getByRole('dialog', { name: 'Statistiques des cours de route' })
    for (const part of figures.par_statut) {
      const name = { CHARGEMENT: 'Chargement', TRANSIT: 'Transit', FRONTIERE: 'Frontière', ARRIVE: 'Arrivé', DECHARGE: 'Déchargé' }[part.statut]
      const row = dialog.locator('section', { hasText: 'Par statut' }).getByRole('row', { name: new RegExp(`^${name}`) })
      const [, nombre = '', volume = ''] = await row.locator('td').allInnerTexts()
      expect([part.statut, Number(nombre), Number(volume.replaceAll(/\D/g, ''))]).toEqual([part.statut, part.nombre, part.volume])
    }
    await dialog.getByText(/Temps passé à chaque étape/).waitFor()
    await field(dialog, 'Au').fill('2020-01-01')
    await dialog.getByText('Aucun cours de route dans cette période.').waitFor()
  })
})

describe('the keyboard', () => {
  it('opens a new truck, finds the search, and Esc closes what is open', async () => {
    const cours = await depot().cdr('TRANSIT')
    const { page } = await openOf('directeur', '/cours')
    await page.keyboard.press('Control+f')
    await expect.poll(() => page.locator('input[type=search]:focus').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Statistiques' }).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const [asked] = await Promise.all([
      page.waitForRequest((request) => new URL(request.url()).pathname === '/api/v1/cours-de-route'),
      page.keyboard.press('F5'),
    ])
    expect(asked.isNavigationRequest()).toBe(false)
    await page.getByText(cours.plaque_camion).first().waitFor()
    await page.keyboard.press('Alt+n')
    await heading(page, 'Nouveau cours de route').waitFor()
  })

  it('saves a truck with Ctrl + Enter', async () => {
    await depot().fournisseur()
    const { page } = await openOf('directeur', '/cours/new')
    await field(page, /^Fournisseur/).click()
    await page.getByRole('option').filter({ visible: true }).first().click()
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await field(page, /^Plaque du camion/).fill(depot().name('KEY'))
    await field(page, /^Chauffeur/).fill('Kasongo')
    await field(page, /^Volume prévu/).fill('30 000')
    await page.keyboard.press('Control+Enter')
    await heading(page, /^CDR-/).waitFor()
  })

  it('T-PERM-02 opens no new truck for who may not enter one', async () => {
    const { page } = await openOf('lecture', '/cours')
    await page.keyboard.press('Alt+n')
    await page.keyboard.press('Control+f')
    await expect.poll(() => page.locator('input[type=search]:focus').count()).toBe(1)
    expect(new URL(page.url()).pathname).toBe('/cours')
  })
})
