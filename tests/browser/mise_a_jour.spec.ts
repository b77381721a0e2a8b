// An upgrade of the server while people have the interface open: nobody keeps an old shell, nobody meets a blank page.
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'

import { useServer } from '#fixture/server'

import { useBrowser, web } from './fixture/browser'
import { heading } from './fixture/forms'

// A copy of the built interface, which the test changes.
const copy = mkdtempSync(join(tmpdir(), 'mlpp-web-'))
chmodSync(copy, 0o755)
cpSync(web[1] ?? '', copy, { recursive: true })
afterAll(() => {
  rmSync(copy, { recursive: true })
})

const server = useServer({ options: ['--web', copy] })
const browser = useBrowser()

const hashed = /^(.+)(\.(?:js|css))$/
const text = /\.(?:js|css|html)$/

/** The next build: every file with a hash has a new name, and says so wherever another names it. */
function rebuild(): void {
  const assets = join(copy, 'assets')
  const names = readdirSync(assets).filter((name) => hashed.test(name))
  const renamed = new Map(names.map((name) => [name, name.replace(hashed, '$1-2$2')]))
  for (const folder of [copy, assets]) {
    for (const file of readdirSync(folder)) {
      const path = join(folder, file)
      if (/\.(?:br|gz)$/.test(file)) rmSync(path)
      else if (text.test(file)) {
        const before = readFileSync(path, 'utf8')
        writeFileSync(path, before.replaceAll(/[\w.-]+\.(?:js|css)/g, (name) => renamed.get(name) ?? name))
      }
    }
  }
  for (const [before, after] of renamed) renameSync(join(assets, before), join(assets, after))
}

const scripts = "[...document.scripts].map((script) => script.src).join(' ')"
const kept = "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())))).then((all) => all.flat().map((request) => new URL(request.url).pathname))"

async function isNew(page: Page): Promise<boolean> {
  return String(await page.evaluate(scripts)).includes('-2.js')
}

async function keptFiles(page: Page): Promise<string[]> {
  const files: unknown = await page.evaluate(kept)
  return Array.isArray(files) ? files.map(String).filter((file) => file.startsWith('/assets/')) : []
}

async function openScreen(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Navigation principale' }).first().getByRole('link', { name, exact: true }).click()
  await heading(page, name).waitFor()
}

describe('an upgrade', () => {
  it('T-REG-20 T-OPS-06 leaves no old shell: open pages go on, a reload is the new one, also without a network', { timeout: 120_000 }, async () => {
    const look = { serviceWorkers: 'allow' as const }
    const [first, second] = [await browser().openOf(server(), 'gerant', '/', look), await browser().openOf(server(), 'gerant', '/')]
    await expect.poll(() => keptFiles(first.page)).not.toEqual([])
    const before = (await keptFiles(first.page)).length
    // The restart cuts what is under way and the connections that wait; the second page has lost its files as well.
    first.expects(/net::ERR_/)
    second.expects(/net::ERR_|\/assets\/|MIME type/)
    await server().restartInPlace(rebuild)

    // The old page finds its files on the device; without them it comes back as the new one, at the screen that was asked for.
    await openScreen(first.page, 'Citernes')
    expect(await isNew(first.page)).toBe(false)
    await openScreen(second.page, 'Citernes')
    expect(await isNew(second.page)).toBe(true)

    await first.page.reload()
    await heading(first.page, 'Citernes').waitFor()
    expect(await isNew(first.page)).toBe(true)
    await expect.poll(async () => (await keptFiles(first.page)).filter((file) => !file.includes('-2.'))).toEqual([])
    expect(await keptFiles(first.page)).toHaveLength(before)

    await first.context.setOffline(true)
    await first.page.goto('/receptions')
    await first.page.getByText('Le serveur ne répond pas').waitFor()
    expect(await isNew(first.page)).toBe(true)
  })
})
