// The first load: small, and usable on a slow network.
import { describe, expect, it } from 'vitest'

import { useServer } from '#fixture/server'

import { useBrowser, web, widths, type Person } from './fixture/browser'

const server = useServer({ options: web })
const browser = useBrowser()

const bytesMax = 300 * 1024
const usableMsMax = 3000
// What browsers call Fast 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip (562.5 ms × 0.9 as they emulate it is
// for Slow 3G).
const fast3g = { offline: false, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8, latency: 150 }

async function bytesOf(person: Person, path: string): Promise<number> {
  let bytes = 0
  const client = await person.context.newCDPSession(person.page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  client.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  await person.open(path)
  await person.page.waitForLoadState('networkidle').catch(() => undefined)
  return bytes
}

describe('the shell', () => {
  it('is kept on the device: without a network it opens and says so, and goes on when the network is back', async () => {
    const person = await browser().signIn(server(), 'gerant', { serviceWorkers: 'allow' })
    const { page, context } = person
    expect(await page.evaluate('navigator.serviceWorker.ready.then((kept) => kept.active !== null)')).toBe(true)
    await expect.poll(() => person.kept(), { timeout: 10_000 }).toContain('/api/v1/depots')
    await context.setOffline(true)
    await page.goto('/receptions')
    await page.getByRole('heading', { level: 1, name: 'Réceptions' }).waitFor()
    await page.getByText('Le serveur ne répond pas').waitFor()
    await page.locator('[data-connection=offline]').waitFor()
    await context.setOffline(false)
    await page.getByText('Aucune réception pour le moment').waitFor()
  }, 60_000)
})

describe('the first load', () => {
  it('of the sign-in and of the home is at most 300 KB, compressed, in total', async () => {
    const visitor = await browser().visitor(server())
    expect(await bytesOf(visitor, '/login')).toBeLessThanOrEqual(bytesMax)
    const gerant = await browser().signIn(server(), 'gerant')
    expect(await bytesOf(gerant, '/')).toBeLessThanOrEqual(bytesMax)
  })

  it('is usable within 3 s on Fast 3G', async () => {
    const person = await browser().visitor(server(), { width: widths.phone })
    const client = await person.context.newCDPSession(person.page)
    await client.send('Network.enable')
    await client.send('Network.emulateNetworkConditions', fast3g)
    const began = Date.now()
    await person.page.goto('/login', { waitUntil: 'commit' })
    await person.page.getByLabel('Adresse e-mail').fill('a@b.c')
    expect(Date.now() - began).toBeLessThan(usableMsMax)
  })

  it('files that carry a hash are kept for ever, the page never', async () => {
    const { request } = (await browser().visitor(server())).context
    const page = await request.get(server().url)
    expect(page.headers()['cache-control']).toBe('no-cache')
    expect(page.headers()['content-security-policy']).toContain("script-src 'self'")
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1]
    const answer = await request.get(new URL(script ?? '/none', server().url).href, { headers: { 'Accept-Encoding': 'br' } })
    expect(answer.headers()['cache-control']).toContain('immutable')
    expect(answer.headers()['content-encoding']).toBe('br')
  })
})
