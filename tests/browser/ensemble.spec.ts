// Several people at once: what one does the others see, and nobody overwrites anybody. What waits for somebody is said
// to that person.
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { answer, useBrowser, web, widths } from './fixture/browser'
import { field, heading } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()
const seconds = { timeout: 5000 }

let cuve: string
beforeAll(async () => {
  const tank = await depot().citerne({ nom: 'CUVE A', stock: 100_000 })
  cuve = tank.id
})

describe('two people on one truck', () => {
  it('T-CDR-05 the second one is told what changed, keeps what was typed, and both changes stay', async () => {
    const cours = await depot().cdr('TRANSIT')
    const [first, second] = [await browser().openOf(server(), 'admin', '/'), await browser().openOf(server(), 'directeur', '/')]
    second.expects(answer(412, `/api/v1/cours-de-route/${cours.id}`))
    for (const person of [first, second]) await person.open(`/cours/${cours.id}/edit`)
    await field(first.page, /^Chauffeur/).fill('Ilunga Kabamba')
    await field(second.page, /^Note/).fill('Retard à Kasumbalesa')
    await first.page.getByRole('button', { name: 'Enregistrer' }).click()
    await first.page.waitForURL(`**/cours/${cours.id}`)
    await second.page.getByRole('button', { name: 'Enregistrer' }).click()
    const conflict = second.page.getByRole('alert').filter({ hasText: 'Quelqu’un a modifié cette fiche entre-temps.' })
    await conflict.getByText('Ilunga Kabamba').waitFor()
    expect(await field(second.page, /^Note/).inputValue()).toBe('Retard à Kasumbalesa')
    await conflict.getByRole('button', { name: 'Reprendre sur la version actuelle' }).click()
    await second.page.getByRole('button', { name: 'Enregistrer' }).click()
    await second.page.waitForURL(`**/cours/${cours.id}`)
    expect(await depot().readCdr(cours.id)).toMatchObject({ chauffeur_nom: 'Ilunga Kabamba', note: 'Retard à Kasumbalesa' })
  })
})

describe('live figures', () => {
  it('T-KPI-08 T-REG-04 a sortie is on the other screens within seconds, without a reload', async () => {
    const gerant = await browser().signIn(server(), 'gerant')
    const directeur = await browser().signIn(server(), 'directeur')
    await gerant.open('/')
    await directeur.open(`/stocks?citerne_id=${cuve}`)
    for (const { page } of [gerant, directeur]) {
      await page.locator('[data-connection=live]').waitFor()
      await page.getByText(/100.000/).first().waitFor()
    }
    await depot().sortir([ligne(cuve, 12_345)])
    await expect.poll(() => gerant.page.getByText(/87.655/).count(), seconds).toBeGreaterThan(0)
    await expect.poll(() => directeur.page.getByText(/87.655/).count(), seconds).toBeGreaterThan(0)
  })
})

describe('the bell', () => {
  it('has nothing for who has nothing to do', async () => {
    const { page } = await browser().openOf(server(), 'lecture', '/')
    await page.getByRole('button', { name: 'À traiter : 0' }).click()
    await page.getByText('Rien n’attend pour le moment.').waitFor()
  })

  it('counts the trucks at the gate, as they arrive, and leads to them', async () => {
    const { page } = await browser().openOf(server(), 'operateur', '/')
    await page.locator('[data-connection=live]').waitFor()
    const before = done(await depot().operateur.client.GET('/api/v1/cours-de-route', { params: { query: { statut: ['ARRIVE'] } } })).elements.length
    const cours = await depot().cdr('ARRIVE')
    await page.getByRole('button', { name: `À traiter : ${before + 1}` }).click()
    await page.getByRole('link', { name: /arrivé attend sa réception|arrivés attendent leur réception/ }).click()
    await page.getByRole('link', { name: new RegExp(cours.numero) }).waitFor()
  })

  it('T-INV-04 tells a proposal to who may decide on it, and not to its author', async () => {
    const [author, other] = [await browser().openOf(server(), 'admin', '/'), await browser().openOf(server(), 'directeur', '/')]
    await other.page.locator('[data-connection=live]').waitFor()
    const bell = other.page.getByRole('button', { name: /^À traiter/ })
    const before = await bell.getAttribute('aria-label')
    await depot().propose(cuve)
    await expect.poll(() => bell.getAttribute('aria-label'), seconds).not.toBe(before)
    await bell.click()
    await other.page.getByRole('dialog').getByRole('link', { name: /ajustements? attend(ent)? votre décision/ }).click()
    await heading(other.page, 'Ajustements proposés').waitFor()
    await author.page.getByRole('button', { name: /^À traiter/ }).click()
    await author.page.getByRole('dialog', { name: /^À traiter/ }).waitFor()
    expect(await author.page.getByText(/votre décision/).count()).toBe(0)
  })
})

describe('from the sign-in', () => {
  it.each([
    ['desk', widths.desk],
    ['phone', widths.phone],
  ] as const)('at the %s the reception of the truck at the gate is under five clicks away', async (_device, width) => {
    const cours = await depot().cdr('ARRIVE')
    const { page } = await browser().visitor(server(), { width })
    await page.addInitScript("window.clics = 0; addEventListener('click', (event) => { if (event.isTrusted) window.clics += 1 }, true)")
    await page.goto('/login')
    await page.getByLabel('Adresse e-mail').fill('operateur@demo.local')
    await page.getByLabel('Mot de passe').first().fill('Citerne-6-vers-Lubumbashi')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.getByRole('link', { name: `Réceptionner ${cours.plaque_camion}`, exact: true }).click()
    await heading(page, 'Nouvelle réception').waitFor()
    await page.getByText(cours.plaque_camion).waitFor()
    expect(await page.evaluate('window.clics')).toBe(2)
  })
})
