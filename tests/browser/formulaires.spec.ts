// What a form says of itself: everything that is wrong at once, field by field, and no longer than it is wrong.
import { beforeAll, describe, expect, it } from 'vitest'

import { day, ligne, only, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { answer, useBrowser, web, widths } from './fixture/browser'
import { choose, field, figure, heading, measure, message, tankOf } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()
const clientName = 'Gécamines'

beforeAll(async () => {
  await depot().admin.client.POST('/api/v1/clients', { body: { nom: clientName } })
})

describe('a refused form', () => {
  it('T-SOR-02 names at once all that the server and the database see wrong, and no longer what was corrected', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const person = await browser().openOf(server(), 'operateur', '/sorties/new')
    const { page } = person
    person.expects(answer(422, '/api/v1/sorties'), answer(422, '/api/v1/volumetrie/calcul'))
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await field(page, 'Date de sortie').fill(day(await depot().today(), 1))
    await measure(tankOf(page), { citerne: tank.nom, avant: '0', apres: '2 000', temperature: '61' })
    const send = page.getByRole('button', { name: 'Enregistrer la sortie' })
    await send.click()
    const named = async (): Promise<string[]> => await message(page).getByRole('button').allInnerTexts()
    await expect.poll(named).toEqual(['Client', 'Date de sortie', 'Index après', 'Température'])
    await message(page).getByRole('button', { name: 'Température' }).click()
    await field(tankOf(page), 'Température').and(page.locator(':focus')).waitFor()
    // Still wrong, in other words: the message follows what stands beside the field.
    await field(tankOf(page), 'Température').fill('62')
    await message(page).getByText('62\u00a0°C').or(message(page).getByText('62 °C')).first().waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('20')
    await expect.poll(named).toEqual(['Client', 'Date de sortie', 'Index après'])
    await field(tankOf(page), 'Index après').fill('500')
    await field(page, 'Date de sortie').fill(await depot().today())
    await expect.poll(named).toEqual(['Client'])
    await choose(page, /^Client/, clientName)
    await message(page).waitFor({ state: 'detached' })
    await send.click()
    await heading(page, 'Sortie enregistrée').waitFor()
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(500)
  })

  it('T-REC-02 names the truck that has not arrived, and no longer when another one is chosen', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('TRANSIT')
    const person = await browser().openOf(server(), 'operateur', `/receptions/new?coursId=${cdr.id}`)
    const { page } = person
    person.expects(answer(409, '/api/v1/receptions'), answer(422, '/api/v1/receptions'))
    await measure(tankOf(page), { citerne: tank.nom, avant: '0', apres: '1 000' })
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click()
    await message(page).getByText('Statut actuel : en transit').waitFor()
    await message(page).getByRole('button', { name: 'Cours de route' }).click()
    const change = page.getByRole('button', { name: 'Changer' })
    await change.and(page.locator(':focus')).waitFor()
    await change.click()
    await message(page).waitFor({ state: 'detached' })
  })

  it('tells the same fields of two tanks apart', async () => {
    const tanks = [await depot().citerne({ stock: 1_000 }), await depot().citerne({ stock: 1_000 })]
    const person = await browser().openOf(server(), 'operateur', '/sorties/new')
    const { page } = person
    person.expects(answer(422, '/api/v1/sorties'))
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await choose(page, /^Client/, clientName)
    await measure(tankOf(page), { citerne: tanks[0]?.nom ?? '', avant: '0', apres: '2 000' })
    await page.getByRole('button', { name: 'Ajouter une citerne' }).click()
    await measure(tankOf(page, 2), { citerne: tanks[1]?.nom ?? '', avant: '0', apres: '3 000' })
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await expect
      .poll(async () => await message(page).getByRole('button').allInnerTexts())
      .toEqual(['Citerne 1 · Index après', 'Citerne 2 · Index après'])
  })

  it('forgets the refusal of a reason as soon as it is written again', async () => {
    const tank = await depot().citerne()
    const { id } = only(await depot().recevoir([ligne(tank.id, 100)]))
    const person = await browser().openOf(server(), 'admin', `/receptions/${id}`)
    const { page } = person
    person.expects(answer(422, `/api/v1/receptions/${id}/compensation`))
    await page.getByRole('button', { name: 'Compenser' }).first().click()
    const dialog = page.getByRole('dialog')
    await field(dialog, 'Raison').fill('court')
    await dialog.getByRole('button', { name: 'Compenser' }).click()
    await message(page).getByRole('button', { name: 'Raison' }).waitFor()
    await field(dialog, 'Raison').fill('camion saisi deux fois')
    await message(page).waitFor({ state: 'detached' })
  })
})

describe('what is said in passing', () => {
  it('is said once, and leaves the header free', async () => {
    const { page } = await browser().openOf(server(), 'operateur', '/cours/new')
    const save = page.getByRole('button', { name: 'Enregistrer' })
    await save.click()
    const said = page.locator('.mantine-Notification-root')
    await said.waitFor()
    await save.click()
    await save.click()
    expect(await said.count()).toBe(1)
    const header = await page.getByRole('banner').boundingBox()
    // Where it comes to rest: it slides in.
    await expect.poll(async () => (await said.boundingBox())?.y ?? 0).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0))
  })
})

describe('the preview of a measure', () => {
  it.each([widths.phone, widths.tablet, widths.desk])('T-UI-03 has room for its figures at %i px', async (width) => {
    const tank = await depot().citerne({ stock: 100_000 })
    const { page } = await browser().openOf(server(), 'operateur', '/sorties/new', { width })
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await measure(tankOf(page), { citerne: tank.nom, avant: '0', apres: '15 000', temperature: '29', densite: '828' })
    const density = figure(tankOf(page), 'Densité à 15 °C')
    await density.getByText(/kg\/m³/).waitFor()
    const figures = await tankOf(page).locator('dd').all()
    expect(figures.length).toBeGreaterThanOrEqual(4)
    for (const shown of figures) {
      const runsOver = await shown.evaluate((dd: { scrollWidth: number; clientWidth: number }) => dd.scrollWidth > dd.clientWidth)
      expect([await shown.innerText(), runsOver]).toEqual([await shown.innerText(), false])
    }
  })
})
