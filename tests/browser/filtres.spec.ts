// Filters: records beyond the first two hundred, several values, chips that name and change what is filtered, saved views.
import { beforeAll, describe, expect, it } from 'vitest'

import { useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web, widths } from './fixture/browser'
import { choose, field } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

/** More than a field shows at once. */
const many = 300
const last = 'Zone 0300'

beforeAll(async () => {
  for (const table of ['clients', 'fournisseurs', 'transporteurs'])
    await server().psql(`insert into ${table} (nom) select 'Zone ' || to_char(n, 'FM0000') from generate_series(1, ${many}) n`)
})

async function idOf(table: string, nom: string): Promise<string> {
  return await server().psql(`select id from ${table} where nom = '${nom}'`)
}

describe('T-UI-01 a filter by a record', () => {
  it('finds one beyond the first two hundred by typing, and its chip says the name', async () => {
    const person = await browser().openOf(server(), 'operateur', '/sorties')
    const { page } = person
    await page.getByRole('button', { name: 'Filtrer' }).click()
    await field(page, /^Client/).fill('0300')
    await choose(page, /^Client/, last)
    await page.getByRole('button', { name: `Client : ${last}`, exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('client_id')).toBe(await idOf('clients', last))
  })

  it('is named in its chip when a link brings it, also to who reads names only', async () => {
    const person = await browser().openOf(server(), 'operateur', `/cours?fournisseur_id=${await idOf('fournisseurs', last)}&actifs=tous`, { width: widths.phone })
    const { page } = person
    await page.getByRole('button', { name: `Fournisseur : ${last}`, exact: true }).waitFor()
    await page.getByText('Aucun résultat').waitFor()
    expect(await person.overflows()).toBe(false)
  })

  it('is changed by a click on its chip', async () => {
    const one = await depot().cdr('TRANSIT')
    const person = await browser().openOf(server(), 'admin', `/cours?fournisseur_id=${await idOf('fournisseurs', last)}`)
    const { page } = person
    await page.getByText('Aucun résultat').waitFor()
    await page.getByRole('button', { name: `Fournisseur : ${last}`, exact: true }).click()
    const name = await server().psql(`select nom from fournisseurs where id = '${one.fournisseur_id}'`)
    await field(page, /^Fournisseur/).fill(name)
    await choose(page, /^Fournisseur/, name)
    await page.getByRole('link', { name: new RegExp(one.numero) }).waitFor()
    expect(new URL(page.url()).searchParams.get('fournisseur_id')).toBe(one.fournisseur_id)
  })

  it('T-CDR-08 takes several statuses at once', async () => {
    const [loading, moving, arrived] = [await depot().cdr('CHARGEMENT'), await depot().cdr('TRANSIT'), await depot().cdr('ARRIVE')]
    const person = await browser().openOf(server(), 'admin', '/cours')
    const { page } = person
    await page.getByRole('button', { name: 'Filtrer' }).click()
    await field(page, /^Statut/).click()
    for (const name of ['Chargement', 'Arrivé']) await page.getByRole('option', { name, exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Statut : Chargement, Arrivé', exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('statut')).toBe('CHARGEMENT,ARRIVE')
    for (const { numero } of [loading, arrived]) await page.getByRole('link', { name: new RegExp(numero) }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: new RegExp(moving.numero) }).count()).toBe(0)
  })
})

describe('T-CDR-01 the supplier of a truck', () => {
  it('is found beyond the first two hundred by typing', async () => {
    const person = await browser().openOf(server(), 'operateur', '/cours/new')
    const supplier = field(person.page, /^Fournisseur/)
    await supplier.fill('0300')
    await choose(person.page, /^Fournisseur/, last)
    expect(await supplier.inputValue()).toBe(last)
  })

  it('is shown by name when the truck has it already', async () => {
    const { id } = await depot().cdr('CHARGEMENT', { fournisseur_id: await idOf('fournisseurs', last) })
    const person = await browser().openOf(server(), 'admin', `/cours/${id}/edit`)
    await expect.poll(() => field(person.page, /^Fournisseur/).inputValue()).toBe(last)
  })
})

describe('the carrier of a truck', () => {
  it('is suggested beyond the first two hundred by typing; another one may be written', async () => {
    const { page } = await browser().openOf(server(), 'operateur', '/cours/new')
    const carrier = field(page, /^Transporteur/)
    await carrier.fill('zone 0300')
    await page.getByRole('option', { name: last }).click()
    expect(await carrier.inputValue()).toBe(last)
    await carrier.fill('Voisin du dépôt')
    await carrier.press('Tab')
    expect(await carrier.inputValue()).toBe('Voisin du dépôt')
  })
})

describe('T-UI-01 a saved view', () => {
  it('is found wherever the person signs in, and by nobody else', async () => {
    const person = await browser().openOf(server(), 'gerant', '/referentiels/clients?q=0042')
    const { page } = person
    await page.getByRole('button', { name: 'Vues' }).click()
    await page.getByText('Aucune vue enregistrée').waitFor()
    await page.getByLabel(/Nom de la vue/).fill('Le quarante-deux')
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('button', { name: 'Le quarante-deux', exact: true }).waitFor()
    const elsewhere = await browser().signIn(server(), 'gerant')
    await elsewhere.open('/referentiels/clients')
    await elsewhere.page.getByText('Zone 0001').waitFor()
    await elsewhere.page.getByRole('button', { name: 'Vues' }).click()
    await elsewhere.page.getByRole('button', { name: 'Le quarante-deux', exact: true }).click()
    await expect.poll(() => elsewhere.page.locator('main tr[data-index]').count()).toBe(1)
    expect(new URL(elsewhere.page.url()).searchParams.get('q')).toBe('0042')
    const other = await browser().signIn(server(), 'lecture')
    await other.open('/referentiels/clients')
    await other.page.getByRole('button', { name: 'Vues' }).click()
    await other.page.getByText('Aucune vue enregistrée').waitFor()
    await page.getByRole('button', { name: 'Supprimer la vue Le quarante-deux' }).click()
    await page.getByText('Aucune vue enregistrée').waitFor()
    expect(await server().countRows('vues_enregistrees')).toBe(0)
  })

  it('that a device kept by itself before is taken over once', async () => {
    const person = await browser().openOf(server(), 'pca', '/')
    const { page } = person
    const id = await server().psql("select id from utilisateurs where email = 'pca@demo.local'")
    const kept = { compact: true, views: [{ nom: 'D’avant', search: { q: '0007', tri: '-nom' } }] }
    const stored = [`mlpp.liste.${id}./api/v1/clients`, JSON.stringify(kept)].map((text) => JSON.stringify(text)).join(', ')
    await page.evaluate(`localStorage.setItem(${stored})`)
    await person.open('/referentiels/clients')
    await expect.poll(() => server().psql("select string_agg(ecran || ' ' || nom || ' ' || parametres, ';') from vues_enregistrees")).toBe('clients D’avant q=0007&tri=-nom')
    const elsewhere = await browser().signIn(server(), 'pca')
    await elsewhere.open('/referentiels/clients')
    await elsewhere.page.getByRole('button', { name: 'Vues' }).click()
    await elsewhere.page.getByRole('button', { name: 'D’avant', exact: true }).click()
    await elsewhere.page.getByText('Zone 0007').waitFor()
    await elsewhere.page.getByRole('button', { name: 'Supprimer la vue D’avant' }).click()
    await elsewhere.page.getByText('Aucune vue enregistrée').waitFor()
    // Removed stays removed: the device keeps its density only.
    await person.open('/referentiels/clients')
    await page.getByRole('button', { name: 'Vues' }).click()
    await page.getByText('Aucune vue enregistrée').waitFor()
    await page.getByRole('button', { name: 'Colonnes', exact: true }).click()
    expect(await page.getByLabel(/Serrée/).isChecked()).toBe(true)
  })
})

describe('the board of trucks', () => {
  it('has no columns to choose', async () => {
    await depot().cdr('TRANSIT')
    const person = await browser().openOf(server(), 'admin', '/cours')
    await person.page.getByRole('button', { name: 'Colonnes', exact: true }).waitFor()
    await person.open('/cours?vue=tableau')
    await person.page.getByRole('button', { name: 'Vues' }).waitFor()
    expect(await person.page.getByRole('button', { name: 'Colonnes', exact: true }).count()).toBe(0)
  })
})
