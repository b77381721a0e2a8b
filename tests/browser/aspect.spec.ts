// Every screen, and what stands above one: readable by assistive tools in both themes, no wider than the device, silent
// in the console. Dialogs give the keyboard back.
import { readFileSync } from 'node:fs'

import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { ligne, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web, widths, type Person } from './fixture/browser'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

const themes = ['light', 'dark'] as const
const genres = ['clients', 'partenaires', 'transporteurs', 'fournisseurs', 'produits', 'depots']

/** One record for each screen that shows one. */
interface Records {
  tank: string
  cours: string
  arrived: string
  reception: string
  sortie: string
  adjustment: string
  proposal: string
  fournisseur: string
}

let made: Records
beforeAll(async () => {
  const tank = await depot().citerne({ stock: 40_000 })
  const [cours, arrived] = [await depot().cdr('TRANSIT'), await depot().cdr('ARRIVE')]
  const [reception] = await depot().recevoir([ligne(tank.id, 2_000)])
  const [sortie] = await depot().sortir([ligne(tank.id, 1_000)])
  if (reception === undefined || sortie === undefined) throw new Error('nothing was posted')
  made = {
    tank: tank.id,
    cours: cours.id,
    arrived: arrived.id,
    reception: reception.id,
    sortie: sortie.id,
    adjustment: (await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 990 })).id,
    proposal: await depot().propose(tank.id),
    fournisseur: await depot().fournisseur(),
  }
})

/** The addresses of a route of the interface, by what stands in it. */
function filled(route: string): string[] {
  const known: Record<string, string[]> = {
    '/cours': ['/cours', '/cours?vue=tableau', `/cours?apercu=${made.cours}`],
    '/cours/$id': [`/cours/${made.cours}`, `/cours/${made.arrived}`],
    '/cours/$id/edit': [`/cours/${made.cours}/edit`],
    '/fournisseurs/$id': [`/fournisseurs/${made.fournisseur}`],
    '/receptions/new': ['/receptions/new', `/receptions/new?coursId=${made.arrived}`],
    '/receptions/$id': [`/receptions/${made.reception}`],
    '/sorties/$id': [`/sorties/${made.sortie}`],
    '/citernes/$id': [`/citernes/${made.tank}`],
    '/citernes/$id/edit': [`/citernes/${made.tank}/edit`],
    '/stocks-adjustments/new': [
      '/stocks-adjustments/new',
      '/stocks-adjustments/new?type=MANUEL',
      `/stocks-adjustments/new?type=SORTIE&id=${made.sortie}`,
    ],
    '/stocks-adjustments/propositions/$id': [`/stocks-adjustments/propositions/${made.proposal}`],
    '/stocks-adjustments/$id': [`/stocks-adjustments/${made.adjustment}`],
    '/referentiels/$genre': genres.map((genre) => `/referentiels/${genre}`),
  }
  const paths = known[route] ?? [route]
  if (paths.some((path) => path.includes('$'))) throw new Error(`no record for the screen ${route}`)
  return paths
}

function screens(): string[] {
  const router = readFileSync(new URL('../../web/src/app/router.tsx', import.meta.url), 'utf8')
  const routes = [...router.matchAll(/screen\('([^']+)'/g)].flatMap(([, route]) => route ?? [])
  expect(routes.length).toBeGreaterThan(30)
  return [...routes.flatMap(filled), '/sans-adresse']
}

interface Above {
  path: string
  opener: (page: Page) => Locator
}

function button(name: string | RegExp): Above['opener'] {
  return (page) => page.getByRole('main').getByRole('button', { name }).first()
}

/** What opens above a screen, and what opens it. */
function above(): Record<string, Above> {
  return {
    'next status': { path: `/cours/${made.cours}`, opener: button(/^Marquer/) },
    statistics: { path: '/cours', opener: button('Statistiques') },
    compensation: { path: `/sorties/${made.sortie}`, opener: button('Compenser') },
    explanation: { path: `/sorties/${made.sortie}`, opener: button(/^expliquer/i) },
    'explanation of a correction': { path: `/stocks-adjustments/${made.adjustment}`, opener: button('expliquer après') },
    'initial stock': { path: '/citernes', opener: button('Stock initial') },
    'closing of a day': { path: '/stocks/clotures', opener: button('Clôturer un jour') },
    decision: { path: `/stocks-adjustments/propositions/${made.proposal}`, opener: button('Retirer ma proposition') },
    client: { path: '/referentiels/clients', opener: button('Ajouter') },
    user: { path: '/utilisateurs', opener: button('Nouvel utilisateur') },
    token: { path: '/profil/jetons', opener: button('Nouveau jeton') },
    palette: { path: '/profil', opener: (page) => page.getByRole('banner').getByRole('button', { name: /Rechercher|Plaque, numéro/ }) },
    bell: { path: '/profil', opener: (page) => page.getByRole('banner').getByRole('button', { name: /^À traiter/ }) },
  }
}

const atRest = `document.getAnimations().every(({ playState, effect }) =>
  playState !== 'running' || effect?.getComputedTiming().endTime === Infinity)`

/** What is wrong with what the page shows, in both themes. */
async function faultsOf(person: Person, where: string): Promise<string[]> {
  const faults = (await person.overflows()) ? [`${where}: wider than the screen`] : []
  for (const colorScheme of themes) {
    await person.page.emulateMedia({ colorScheme })
    await person.page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
    // A colour on its way from one theme to the other belongs to neither.
    await expect.poll(() => person.page.evaluate<boolean>(atRest)).toBe(true)
    // Nothing here has frames, for which the other mode opens a page more.
    const { violations } = await new AxeBuilder({ page: person.page }).setLegacyMode(true).analyze()
    faults.push(
      ...violations.map((v) => `${where}, ${colorScheme}: ${v.id} at ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`),
    )
  }
  return faults
}

describe.each(Object.entries(widths))('on a %s', (_device, width) => {
  it('the sign-in fits and passes axe-core', async () => {
    const person = await browser().visitor(server(), { width })
    await person.open('/login')
    expect(await faultsOf(person, '/login')).toEqual([])
  })

  it('every screen fits and passes axe-core in both themes', async () => {
    const person = await browser().signIn(server(), 'admin', { width })
    const faults: string[] = []
    for (const path of screens()) {
      await person.open(path)
      faults.push(...(await faultsOf(person, path)))
    }
    expect(faults).toEqual([])
  }, 600_000)

  it('so does what opens above a screen, and the keyboard goes back to what opened it', async () => {
    const person = await browser().signIn(server(), 'admin', { width })
    const { page } = person
    const faults: string[] = []
    for (const [name, { path, opener }] of Object.entries(above())) {
      await person.open(path)
      await opener(page).click()
      await page.getByRole('dialog').waitFor()
      faults.push(...(await faultsOf(person, `${name} on ${path}`)))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await expect.poll(() => opener(page).and(page.locator(':focus')).count(), { message: name }).toBe(1)
    }
    expect(faults).toEqual([])
  }, 300_000)
})
