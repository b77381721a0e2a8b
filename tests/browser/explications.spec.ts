// "Expliquer ce chiffre": what is told of a figure is what the server computes, and what was done to it since, by whom.
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot, type Schemas } from '#fixture/depot'
import type { Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { useBrowser, web, type Person } from './fixture/browser'
import { panel } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let reception: Schemas['DetailReception']
let sortie: string
let first: Schemas['AjustementPoste']
let second: Schemas['AjustementPoste']
beforeAll(async () => {
  const tank = await depot().citerne({ stock: 60_000 })
  const reading = ligne(tank.id, 39_291, { temperature_ambiante_c: 23.2, densite_observee_kgm3: 837.6 })
  const { id } = only(await depot().recevoir([reading]))
  reception = done(await depot().admin.client.GET('/api/v1/receptions/{id}', { params: { path: { id } } }))
  sortie = only(await depot().sortir([ligne(tank.id, 5_000, { temperature_ambiante_c: 27, densite_observee_kgm3: 831 })])).id
  first = await depot().ajuster('SORTIE', sortie, 'VOLUME', { volume_ambiant: 4_950, raison: 'Compteur relu au bordereau' })
  second = await depot().ajuster('SORTIE', sortie, 'TEMPERATURE', { temperature_ambiante_c: 25, raison: 'Thermomètre échangé' })
})

async function openOf(role: Role, path: string): Promise<Person> {
  return await browser().openOf(server(), role, path)
}

/** The figure of a name in a table: "39 019,9 L" → 39019.9. */
async function told(scope: Locator, name: string): Promise<number> {
  const cell = scope.getByRole('row').filter({ has: scope.page().getByText(name, { exact: true }) }).locator('td').last()
  return numberIn(await cell.innerText())
}

function numberIn(text: string): number {
  const match = /([−-]?)[\s\u00a0]*(\d[\d\u202f]*(?:,\d+)?)(?!.*\d[\d\u202f]*(?:,\d+)?\s*L)/.exec(text)
  const value = Number((match?.[2] ?? 'NaN').replaceAll('\u202f', '').replace(',', '.'))
  return match?.[1] === '' ? value : -value
}

async function computed(volume_ambiant: number, temperature_c: number, densite_observee_kgm3: number, like: Schemas['DetailReception'] | Schemas['DetailSortie']): Promise<Schemas['Calcul']> {
  const { depot_id, groupe, edition, areometre } = like
  const body = { depot_id, groupe, edition, areometre, volume_ambiant, temperature_c, densite_observee_kgm3 }
  return done(await depot().admin.client.POST('/api/v1/volumetrie/calcul', { body }))
}

async function explained(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'D’où vient ce chiffre' })
  await dialog.getByRole('table').waitFor()
  return dialog
}

describe('the figures of a reception', () => {
  it('T-VOL-03 are explained by the inputs, the edition and every step of the engine', async () => {
    const { page } = await openOf('gerant', `/receptions/${reception.id}`)
    await page.getByRole('button', { name: 'expliquer ce chiffre' }).click()
    const dialog = await explained(page)
    const calcul = await computed(39_291, 23.2, 837.6, reception)
    await dialog.getByText('Recalculé par le serveur : identique au document.').waitFor()
    const steps: [string, number | null | undefined][] = [
      ['Ambiant', calcul.volume_ambiant],
      ['Température', calcul.temperature_c],
      ['Densité observée', calcul.densite_observee_kgm3],
      ['Densité corrigée (kg/m³)', calcul.densite_corrigee_kgm3],
      ['Densité à la température (kg/m³)', calcul.densite_a_temperature_kgm3],
      ['Facteur non arrondi', calcul.vcf_non_arrondi],
      ['Densité à 15 °C', calcul.densite_a_15_kgm3],
      ['Arrondi des réceptions', calcul.volume_15c_reception],
    ]
    for (const [name, value] of steps) expect([name, await told(dialog, name)]).toEqual([name, Number(value?.toFixed(10))])
    for (const text of [calcul.moteur_version, 'ASTM D1250 (1980)']) {
      if (text === 'ASTM D1250 (1980)' && calcul.edition !== 'D1250_1980') continue
      await dialog.getByText(text).first().waitFor()
    }
    expect(calcul.volume_15c_reception).toBe(reception.volume_15c)
  })

  it('count as they were measured as long as nothing corrected them', async () => {
    const { page } = await openOf('gerant', `/receptions/${reception.id}`)
    const net = panel(page, 'Ce qu’elle compte aujourd’hui')
    await net.getByText('Aucun ajustement.').waitFor()
    await net.getByRole('row', { name: /^Compte 39.291\sL/ }).waitFor()
    await page.getByRole('list', { name: 'Chronologie' }).getByText('Réception enregistrée').waitFor()
  })
})

describe('what a corrected sortie counts', () => {
  it('T-ADJ-02 is told step by step: as measured, each correction, and what is left', async () => {
    const detail = done(await depot().admin.client.GET('/api/v1/sorties/{id}', { params: { path: { id: sortie } } }))
    const { page } = await openOf('directeur', `/sorties/${sortie}`)
    const net = panel(page, 'Ce qu’elle compte aujourd’hui')
    await net.getByRole('row', { name: /^Compte/ }).waitFor()
    const rows = await net.locator('tbody tr, tfoot tr').all()
    const figures = await Promise.all(
      rows.map(async (row) => {
        const cells = await row.locator('td, th').allInnerTexts()
        return [numberIn(cells[1] ?? ''), numberIn(cells[2] ?? '')]
      }),
    )
    expect(figures).toEqual([
      [5_000, detail.volume_15c],
      [-50, -first.delta_15c],
      [0, -second.delta_15c],
      [detail.net_ambiant, detail.net_15c],
    ])
    const events = page.getByRole('list', { name: 'Chronologie' }).getByRole('listitem')
    expect(await events.count()).toBe(3)
    await events.nth(1).getByText('Compteur relu au bordereau', { exact: false }).waitFor()
    await events.nth(2).getByText(`Température ${second.numero}`).waitFor()
  })

  it('leads to the adjustment for who may read it', async () => {
    const { page } = await openOf('directeur', `/sorties/${sortie}`)
    await panel(page, 'Ce qu’elle compte aujourd’hui').getByRole('link', { name: first.numero }).click()
    await page.waitForURL(`**/stocks-adjustments/${first.id}`)
  })
})

describe('an adjustment', () => {
  it('T-ADJ-04 is explained on both sides: the figures before, and those after', async () => {
    const detail = done(await depot().admin.client.GET('/api/v1/sorties/{id}', { params: { path: { id: sortie } } }))
    const { page } = await openOf('directeur', `/stocks-adjustments/${second.id}`)
    for (const [side, temperature] of [['expliquer avant', 27], ['expliquer après', 25]] as const) {
      await page.getByRole('button', { name: side }).click()
      const dialog = await explained(page)
      const calcul = await computed(4_950, temperature, 831, detail)
      await dialog.getByText('Recalculé par le serveur : identique au document.').waitFor()
      expect(await told(dialog, 'Température')).toBe(temperature)
      expect(await told(dialog, 'Arrondi des sorties')).toBe(calcul.volume_15c_sortie)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
  })

  it('stands in the life of its movement, from the posting on', async () => {
    const { page } = await openOf('directeur', `/stocks-adjustments/${second.id}`)
    const events = page.getByRole('list', { name: 'Chronologie' }).getByRole('listitem')
    await expect.poll(() => events.count()).toBe(3)
    expect(await events.nth(2).getAttribute('aria-current')).toBe('true')
    await events.nth(1).getByRole('link', { name: new RegExp(first.numero) }).click()
    await page.waitForURL(`**/stocks-adjustments/${first.id}`)
    await page.getByRole('link', { name: 'Journal de cet objet' }).click()
    await page.getByText('Ajustement enregistré').first().waitFor()
  })

  it('T-INV-04 says who validated it, where two people were needed', async () => {
    const tank = await depot().citerne({ stock: 90_000 })
    const id = await depot().propose(tank.id)
    const directeur = await openOf('directeur', `/stocks-adjustments/propositions/${id}`)
    await directeur.page.getByRole('button', { name: 'Valider' }).click()
    await directeur.page.getByRole('dialog').getByRole('button', { name: 'Valider et enregistrer' }).click()
    await directeur.page.getByRole('link', { name: /^AJU-/ }).first().click()
    await directeur.page.getByRole('list', { name: 'Chronologie' }).getByText('Validé par Test directeur').waitFor()
  })
})

describe('a balance', () => {
  it('T-STK-05 is explained by the ledger rows that add up to it', async () => {
    const { page } = await openOf('gerant', `/stocks?citerne_id=${reception.citerne_id}`)
    const line = only(await depot().lines(reception.citerne_id))
    await page.getByRole('link', { name: /^Expliquer / }).first().click()
    const balance = page.getByRole('region', { name: 'Solde actuel' })
    await balance.waitFor()
    expect(numberIn((await balance.innerText()).split('\n').find((text) => /\d.*L$/.test(text)) ?? '')).toBe(line.stock_ambiant)
    const { elements } = done(await depot().admin.client.GET('/api/v1/stock/mouvements', { params: { query: { citerne_id: reception.citerne_id } } }))
    expect(await page.locator('main tbody tr:not([aria-hidden])').count()).toBe(elements.length)
  })
})
