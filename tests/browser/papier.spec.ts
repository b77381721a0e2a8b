// Paper: what the browser prints of a screen, and the document that the server makes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { ligne, only, useDepot, type Schemas } from '#fixture/depot'
import type { Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { useBrowser, web, type Person } from './fixture/browser'
import { saved } from './fixture/files'
import { heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let tank: Schemas['Citerne']
let cours: Schemas['CoursDeRoute']
let reception: Schemas['ReceptionPostee']
let sortie: Schemas['SortiePostee']
let ajustement: Schemas['AjustementPoste']
let proposition: string
beforeAll(async () => {
  tank = await depot().citerne({ nom: 'CUVE PAPIER', stock: 40_000 })
  cours = await depot().cdr('ARRIVE', { plaque_camion: 'PAP 4711' })
  reception = only(await depot().recevoir([ligne(tank.id, 9_955)], { cours_de_route_id: cours.id }))
  sortie = only(await depot().sortir([ligne(tank.id, 3_000)], { plaque_camion: 'SOR 815', chauffeur_nom: 'Kabeya Jean' }))
  ajustement = await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 2_950, raison: 'Compteur relu au bordereau' })
  proposition = await depot().propose(tank.id)
})

async function openOf(role: Role, path: string): Promise<Person> {
  return await browser().openOf(server(), role, path)
}

/** A PDF as a person reads it. */
function read(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'mlpp-papier-'))
  try {
    writeFileSync(join(folder, 'page.pdf'), pdf)
    return execFileSync('pdftotext', ['-layout', 'page.pdf', '-'], { cwd: folder, encoding: 'utf8' }).replaceAll(/[\u202f\u00a0]/g, ' ')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function printed(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' })
  return read(await page.pdf({ format: 'A4' }))
}

describe('a screen on paper', () => {
  it('is, of a reception, the sheet that is signed at the gate', async () => {
    const { page } = await openOf('operateur', `/receptions/${reception.id}`)
    await heading(page, reception.numero).waitFor()
    const paper = await printed(page)
    for (const text of ['Bon de réception', reception.numero, cours.numero, 'PAP 4711', 'CUVE PAPIER', '9 955 L', 'Le chauffeur', 'Pour le fournisseur']) {
      expect(paper).toContain(text)
    }
    for (const text of ['Navigation', 'Accueil', 'expliquer', 'Imprimer']) expect(paper).not.toContain(text)
  })

  it('is, of a sortie, the sheet for the driver', async () => {
    const { page } = await openOf('operateur', `/sorties/${sortie.id}`)
    await heading(page, sortie.numero).waitFor()
    const paper = await printed(page)
    for (const text of ['Bon de sortie', sortie.numero, 'SOR 815', 'Kabeya Jean', '3 000 L', 'Pour le bénéficiaire']) expect(paper).toContain(text)
  })

  it.each([
    ['truck', () => `/cours/${cours.id}`, () => [cours.numero, 'PAP 4711', 'Kalala Mwamba', '40 000 L', reception.numero]],
    ['adjustment', () => `/stocks-adjustments/${ajustement.id}`, () => [ajustement.numero, 'Compteur relu au bordereau', sortie.numero, '2 950 L']],
    ['proposal', () => `/stocks-adjustments/propositions/${proposition}`, () => ['Ajustement proposé', 'PRO-', 'CUVE PAPIER', '60 000 L', 'Test admin']],
    ['tank', () => `/citernes/${tank.id}`, () => ['CUVE PAPIER', '500 000 L', 'Monaluxe', sortie.numero]],
  ] as const)('is, of a %s, its page without what is pressed', async (_what, path, said) => {
    const { page } = await openOf('directeur', path())
    await page.getByRole('main').getByRole('button', { name: 'Imprimer' }).waitFor()
    for (const text of said()) await page.getByRole('main').getByText(text).first().waitFor()
    const paper = await printed(page)
    for (const text of said()) expect(paper).toContain(text)
    for (const text of ['Imprimer', 'Accueil', 'Modifier', 'Ctrl K']) expect(paper).not.toContain(text)
  })
})

describe('the document of the server', () => {
  it('says what the screen says, under its number, and its code leads back to the screen', async () => {
    const person = await openOf('gerant', `/receptions/${reception.id}`)
    const { page } = person
    const { name, content } = await saved(page, async () => {
      await page.getByRole('button', { name: 'PDF' }).click()
    })
    expect(name).toBe(`${reception.numero}.pdf`)
    const text = read(content)
    for (const said of [reception.numero, cours.numero, 'CUVE PAPIER', '9 955 L']) expect(text).toContain(said)
    const link = new RegExp(`${server().url}/receptions/[0-9a-f-]+`).exec(text)?.[0] ?? ''
    expect(link).toBe(`${server().url}/receptions/${reception.id}`)
    await page.goto(link)
    await heading(page, reception.numero).waitFor()
  })

  it('T-PERM-01 leads who has no session to the sign-in, and from there to the document', async () => {
    const visitor = await browser().visitor(server())
    await visitor.page.goto(`/sorties/${sortie.id}`)
    await visitor.page.waitForURL((url) => url.pathname === '/login')
    await visitor.signInHere('lecture')
    await heading(visitor.page, sortie.numero).waitFor()
  })
})
