// The interface as an application of the device, and steady under the finger while it loads.
import { describe, expect, it } from 'vitest'

import { ligne, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web, widths } from './fixture/browser'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

interface Manifest {
  name: string
  short_name: string
  lang: string
  start_url: string
  scope: string
  display: string
  theme_color: string
  background_color: string
  icons: { src: string; sizes: string; type: string; purpose: string }[]
}

describe('the installation', () => {
  it('has a manifest with a name, a start, colours and icons of the sizes that it says', async () => {
    const { page } = await browser().visitor(server())
    await page.goto('/login')
    const href = (await page.locator('link[rel=manifest]').getAttribute('href')) ?? ''
    const response = await page.request.get(href)
    expect(response.headers()['content-type']).toMatch(/^application\/manifest\+json/)
    const manifest = await page.evaluate<Manifest>(`fetch(${JSON.stringify(href)}).then((answer) => answer.json())`)
    expect(manifest).toMatchObject({ short_name: 'ML_PP', start_url: '/', scope: '/', display: 'standalone', theme_color: '#146C94', lang: 'fr' })
    expect(manifest.name.length).toBeGreaterThan(5)
    const raster = manifest.icons.filter(({ type }) => type === 'image/png')
    expect(raster.map(({ sizes }) => sizes).sort()).toEqual(['192x192', '512x512'])
    expect(manifest.icons.some(({ purpose }) => purpose.includes('maskable'))).toBe(true)
    for (const icon of manifest.icons) {
      const picture = await page.request.get(icon.src)
      expect([icon.src, picture.status(), picture.headers()['content-type']?.split(';')[0]]).toEqual([icon.src, 200, icon.type])
      if (icon.type !== 'image/png') continue
      const bytes = await picture.body()
      expect([icon.src, `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`]).toEqual([icon.src, icon.sizes])
    }
  })

  it('may be installed: the browser finds nothing missing, and the service worker holds the page', async () => {
    const person = await browser().visitor(server(), { serviceWorkers: 'allow' })
    const { page, context } = person
    await page.goto('/login')
    expect(await page.evaluate('navigator.serviceWorker.ready.then((ready) => ready.active?.state)')).toMatch(/^activat/)
    const session = await context.newCDPSession(page)
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    // A context of a test is a private one: browsers install nothing from there, whatever the page.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
    const { errors } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
  })
})

// Counted as browsers count it: what moves without having been asked for. As text: it runs in the page.
const watched = `window.bouge = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.bouge.push({ value: entry.value, asked: entry.hadRecentInput, what: entry.sources.map((source) => source.node?.outerHTML?.slice(0, 120)) })
}).observe({ type: 'layout-shift', buffered: true })`

interface Shift {
  value: number
  asked: boolean
  what: (string | null)[]
}

const shiftMax = 0.1

describe('nothing moves', () => {
  it.each([
    ['phone', widths.phone],
    ['desk', widths.desk],
  ] as const)('on a %s, from the sign-in over its click to the home with all its figures', async (_device, width) => {
    const tank = await depot().citerne({ stock: 40_000 })
    await depot().sortir([ligne(tank.id, 1_000)])
    await depot().cdr('ARRIVE')
    const person = await browser().visitor(server(), { width })
    const { page } = person
    await page.addInitScript(watched)
    await page.goto('/login')
    await person.signInHere('gerant')
    await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor()
    await page.getByText(tank.nom).first().waitFor()
    await expect.poll(() => page.locator('[role=status][aria-label]').count(), { timeout: 20_000 }).toBe(0)
    // Two frames on: the observer hears of a shift after it was painted.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    const shifts = await page.evaluate<Shift[]>('window.bouge')
    const unasked = shifts.filter(({ asked }) => !asked)
    expect(unasked.reduce((all, { value }) => all + value, 0), JSON.stringify(unasked, null, 1)).toBeLessThan(shiftMax)
  })
})

// What a finger meets, by name and height, where it is lower than it should be. As text: it runs in the page.
const lowTargets = `[...document.querySelectorAll(
  'nav a, nav button, header button, main button, main a.mantine-Button-root, main input:not([type=hidden]):not([type=radio])',
)].filter((target) => target.checkVisibility({ visibilityProperty: true }))
  .map((target) => ({ named: target.getAttribute('aria-label') ?? target.textContent, box: target.getBoundingClientRect() }))
  .filter(({ box }) => box.height > 0 && box.height < 43.5)
  .map(({ named, box }) => named + ' ' + box.height)`

describe('targets for a finger', () => {
  it('are 44 px high in the menu, the bars and every control of the daily screens', async () => {
    const tank = await depot().citerne({ stock: 40_000 })
    const person = await browser().signIn(server(), 'gerant', { width: widths.phone })
    const { page } = person
    const low: string[] = []
    for (const path of ['/', '/cours', '/sorties/new', '/citernes', `/citernes/${tank.id}`, '/stocks']) {
      await person.open(path)
      low.push(...(await page.evaluate<string[]>(lowTargets)).map((target) => `${path}: ${target}`))
    }
    await page.getByRole('button', { name: 'Plus' }).click()
    await page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: 'Citernes' }).waitFor()
    low.push(...(await page.evaluate<string[]>(lowTargets)).map((target) => `menu: ${target}`))
    expect(low).toEqual([])
  }, 180_000)
})

describe('figures again, by hand', () => {
  it('T-KPI-08 the button of the header asks for all of the screen anew', async () => {
    const person = await browser().openOf(server(), 'gerant', '/')
    for (const path of ['/api/v1/tableau-de-bord', '/api/v1/stock/actuel', '/api/v1/depots']) {
      await Promise.all([
        person.page.waitForResponse((response) => new URL(response.url()).pathname === path),
        person.page.getByRole('banner').getByRole('button', { name: 'Actualiser' }).click(),
      ])
    }
  })

  it('T-KPI-08 on a phone it is in the menu of the person', async () => {
    const person = await browser().openOf(server(), 'gerant', '/', { width: widths.phone })
    await person.page.getByRole('banner').getByRole('button', { name: 'Test gerant' }).click()
    await Promise.all([
      person.page.waitForResponse((response) => new URL(response.url()).pathname === '/api/v1/tableau-de-bord'),
      person.page.getByRole('menuitem', { name: 'Actualiser' }).click(),
    ])
  })
})
