// Files that leave the interface, and the palette that finds what is in it.
import { describe, expect, it } from 'vitest'

import { ligne, only, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web } from './fixture/browser'
import { saved } from './fixture/files'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

describe('files', () => {
  it('a list leaves as it is filtered and sorted', async () => {
    const tank = await depot().citerne({ stock: 40_000 })
    const other = await depot().citerne({ stock: 40_000 })
    const kept = only(await depot().sortir([ligne(tank.id, 1_000)]))
    const left = only(await depot().sortir([ligne(other.id, 2_000)]))
    const { page } = await browser().signIn(server(), 'gerant')
    await page.goto(`/sorties?citerne_id=${tank.id}&tri=numero`)
    await page.getByRole('button', { name: 'Exporter' }).click()
    const { name, content } = await saved(page, async () => {
      await page.getByRole('button', { name: 'CSV' }).click()
    })
    expect(name).toMatch(/^sorties_\d{4}-\d\d-\d\d\.csv$/)
    expect(content.toString('utf8')).toContain(kept.numero)
    expect(content.toString('utf8')).not.toContain(left.numero)
    await page.getByRole('button', { name: 'CSV' }).waitFor({ state: 'detached' })
  })

  it('T-REP-02 an operateur sees no export', async () => {
    const operateur = await browser().signIn(server(), 'operateur')
    await operateur.open('/sorties')
    await operateur.page.getByRole('button', { name: 'Colonnes' }).waitFor()
    expect(await operateur.page.getByRole('button', { name: 'Exporter' }).count()).toBe(0)
  })

  it('a posted movement leaves as PDF under its number', async () => {
    const tank = await depot().citerne({ stock: 40_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 1_000)]))
    const { page } = await browser().signIn(server(), 'gerant')
    await page.goto(`/sorties/${sortie.id}`)
    const { name, content } = await saved(page, async () => {
      await page.getByRole('button', { name: 'PDF' }).click()
    })
    expect(name).toBe(`${sortie.numero}.pdf`)
    expect(content.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('the palette', () => {
  it('finds a plate by the keyboard and opens its document', async () => {
    const tank = await depot().citerne({ stock: 40_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 1_000)], { plaque_camion: 'QZX 4712 AB' }))
    const { page } = await browser().openOf(server(), 'gerant', '/')
    await page.keyboard.press('Control+K')
    const field = page.getByRole('combobox', { name: /plaque/i })
    await field.fill('qzx4712')
    await page.getByRole('option', { name: new RegExp(sortie.numero) }).waitFor()
    await field.press('Enter')
    await page.waitForURL((url) => url.pathname === `/sorties/${sortie.id}`)
  })

  it('finds the tabs of Stock and the own screens, without accents, and writes litres as they are written elsewhere', async () => {
    const tank = await depot().citerne({ stock: 40_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 1_234.5)], { plaque_camion: 'QZX 4714 AB' }))
    const { page } = await browser().openOf(server(), 'gerant', '/')
    await page.keyboard.press('Control+K')
    const field = page.getByRole('combobox', { name: /plaque/i })
    for (const [typed, name] of [['registre', 'Registre des mouvements'], ['PROFIL', 'Profil'], ['jetons d’acces', 'Jetons d’accès']] as const) {
      await field.fill(typed)
      await page.getByRole('option', { name }).waitFor()
    }
    await field.fill('qzx4714')
    await page.getByRole('option', { name: new RegExp(`${sortie.numero}.*1\\s234,5\\sL`) }).waitFor()
    await field.fill('cloture')
    await page.getByRole('option', { name: 'Jours clôturés' }).waitFor()
    await field.press('Enter')
    await page.waitForURL((url) => url.pathname === '/stocks/clotures')
  })

  it('says when there is nothing', async () => {
    const { page } = await browser().openOf(server(), 'gerant', '/')
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: /plaque/i }).fill('zzzz-rien')
    await page.getByText('Rien de ce nom, numéro ou plaque.').waitFor()
  })
})
