// A whole day of the depot, role after role, through the screens: a truck is announced, arrives and is received, product
// leaves, a day is closed, a mistake is compensated by two people, and everybody reads what happened.
import { beforeAll, describe, expect, it } from 'vitest'

import { day, done, expectVerified, ligne, only, useDepot } from '#fixture/depot'
import type { Role } from '#fixture/seed'
import { useServer } from '#fixture/server'

import { answer, boxOf, useBrowser, web, type Person } from './fixture/browser'
import { choose, field, figure, heading, measure, message, panel, tankOf } from './fixture/forms'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

let today: string
let tanks: ReadonlyMap<string, string>
const plate = 'DM 4711-26'
const emptyMaxPx = 32

function tank(name: string): string {
  const id = tanks.get(name)
  if (id === undefined) throw new Error(`no tank ${name}`)
  return id
}

beforeAll(async () => {
  today = await depot().today()
  const { elements } = done(await depot().admin.client.GET('/api/v1/citernes'))
  tanks = new Map(elements.map(({ nom, id }) => [nom, id]))
  await depot().initial(tank('TANK2'), 60_000)
  await depot().initial(tank('TANK3'), 80_000)
  await depot().admin.client.POST('/api/v1/clients', { body: { nom: 'Gécamines' } })
  await depot().admin.client.POST('/api/v1/fournisseurs', { body: { nom: 'Puma Energy' } })
})

async function openOf(role: Role, path: string): Promise<Person> {
  return await browser().openOf(server(), role, path)
}

describe('the operateur', () => {
  it('announces a truck and follows it to the gate', async () => {
    const { page } = await openOf('operateur', '/cours/new')
    await choose(page, /^Fournisseur/, 'Puma Energy')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await field(page, /^Plaque du camion/).fill(plate)
    await field(page, /^Chauffeur/).fill('Kalala Mwamba')
    await field(page, /^Volume prévu/).fill('40 000')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await heading(page, /^CDR-/).waitFor()
    for (const marked of ['Marquer en transit', 'Marquer à la frontière', 'Marquer arrivé']) {
      await page.getByRole('button', { name: marked }).click()
      const question = page.getByRole('dialog')
      await question.getByRole('button', { name: marked }).click()
      await question.waitFor({ state: 'detached' })
    }
    await page.getByRole('link', { name: 'Réceptionner' }).waitFor()
  })

  it('sees a preview without an empty strip, before and after a tank is chosen', async () => {
    const { page } = await openOf('operateur', '/receptions/new')
    const preview = page.getByRole('region', { name: 'Aperçu du serveur' })
    const fields = await boxOf(tankOf(page).locator('input').last())
    const strip = async (): Promise<number> => {
      const [all, drawing] = [await boxOf(preview), await boxOf(preview.locator('figure').last())]
      return all.y + all.height - drawing.y - drawing.height
    }
    expect(await strip()).toBeLessThan(emptyMaxPx)
    const { y, height } = await boxOf(preview)
    expect(y + height - fields.y - fields.height).toBeLessThan(emptyMaxPx)
    await choose(tankOf(page), /^Citerne/, /TANK2/)
    await preview.getByText(/^avant/).waitFor()
    expect(await strip()).toBeLessThan(emptyMaxPx)
  })

  it('T-CDR-02 opens the reception of the truck that arrived with the truck in it', async () => {
    const { page } = await openOf('operateur', '/cours?statut=ARRIVE')
    await page.getByRole('link', { name: 'Réceptionner' }).click()
    await heading(page, 'Nouvelle réception').waitFor()
    await page.getByText(plate).waitFor()
    await page.getByText(/prévu 40.000.L/).waitFor()
  })

  it('T-KPI-09 T-UI-02 T-UI-03 receives it: figures as they are typed, the preview before the posting', async () => {
    const { page } = await openOf('operateur', '/cours?statut=ARRIVE')
    await page.getByRole('link', { name: 'Réceptionner' }).click()
    const line = tankOf(page)
    await measure(line, { citerne: 'TANK1', avant: '1 000', apres: '40.850,5', temperature: '32,5', densite: '826.4' })
    await expect.poll(() => figure(line, 'À 15 °C').innerText()).toMatch(/^39[\s\u202f]\d{3}(,\d+)?\s?L$/)
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click()
    await heading(page, 'Réception enregistrée').waitFor()
    await page.getByRole('link', { name: /^REC-/ }).waitFor()
    expect(await depot().stockOf(tank('TANK1'))).toBe(39_850.5)
    expect(await figure(page.locator('main'), 'Ambiant').innerText()).toBe('39\u202f850,5\u00a0L')
  })

  it('is told what is wrong beside the field, and loses nothing that was typed', async () => {
    const person = await openOf('operateur', '/sorties/new')
    const { page } = person
    person.expects(answer(422, '/api/v1/sorties'), answer(409, '/api/v1/sorties'))
    const before = await server().countRows('sorties_produit')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await measure(tankOf(page), { citerne: 'TANK2', avant: '5 000', apres: '4 000' })
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await message(page).waitFor()
    await page.locator('[aria-invalid=true]').first().waitFor()
    expect(await field(tankOf(page), 'Index avant').inputValue()).toBe('5\u202f000')
    // More than the owner has there: the preview warns, the server refuses.
    await choose(page, /^Client/, 'Gécamines')
    await field(tankOf(page), 'Index après').fill('90 000')
    await page.getByText(/Il manque/).waitFor()
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await expect.poll(() => message(page).innerText()).toMatch(/stock/i)
    expect(await server().countRows('sorties_produit')).toBe(before)
  })

  it('T-REG-05 lets one truck load from two tanks: one sortie of two lines, each litre shown', async () => {
    const { page } = await openOf('operateur', '/sorties/new')
    await choose(page, /^Client/, 'Gécamines')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await measure(tankOf(page), { citerne: 'TANK2', avant: '10 000', apres: '22 000' })
    await page.getByRole('button', { name: 'Ajouter une citerne' }).click()
    await measure(tankOf(page, 2), { citerne: 'TANK3', avant: '500', apres: '3 000' })
    await field(page, 'Plaque du camion').fill('CGO 2288 BB')
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await heading(page, 'Sortie enregistrée').waitFor()
    expect(await page.getByRole('link', { name: /^SOR-/ }).count()).toBe(2)
    // At 15 °C already: ambient and at 15 °C are one figure.
    expect(await page.locator('dd', { hasText: /^2\u202f500\u00a0L$/ }).count()).toBe(2)
    expect([await depot().stockOf(tank('TANK2')), await depot().stockOf(tank('TANK3'))]).toEqual([48_000, 77_500])
  })
})

describe('a day that is typed', () => {
  it.each(['/sorties/new', '/receptions/new'])('T-SOR-10 T-REC-13 stays as it is typed, and an empty one is not today: %s', async (path) => {
    const { page } = await openOf('admin', path)
    const date = field(page, /^Date/)
    await expect.poll(() => date.inputValue()).toBe(today)
    await date.fill('')
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText('À remplir.').first().waitFor()
    expect(await date.inputValue()).toBe('')
    await date.fill(day(today, -1))
    expect(await date.inputValue()).toBe(day(today, -1))
  })

  it('T-SOR-10 T-REC-13 is the depot’s, never the device’s: empty until the depot is known', async () => {
    const person = await browser().signIn(server(), 'admin')
    const { page } = person
    let answered = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      answered = resolve
    })
    await page.route('**/api/v1/depots?*', async (route) => {
      await asked
      await route.continue()
    })
    await page.goto(`${server().url}/sorties/new`)
    const date = field(page, /^Date/)
    await date.waitFor()
    expect(await date.inputValue()).toBe('')
    answered()
    await expect.poll(() => date.inputValue()).toBe(today)
  })
})

describe('the gerant', () => {
  it('T-PERM-02 C-02 sees the trucks and changes none', async () => {
    const person = await openOf('gerant', '/cours?actifs=tous')
    await person.page.getByRole('link', { name: new RegExp(plate) }).waitFor()
    expect(await person.page.getByRole('link', { name: 'Nouveau' }).count()).toBe(0)
    expect(await person.page.getByRole('button', { name: /^Marquer/ }).count()).toBe(0)
    await person.open('/cours/new')
    await heading(person.page, 'Accès refusé').waitFor()
  })

  it('changes the own name', async () => {
    const { page } = await openOf('gerant', '/profil')
    await field(page, 'Nom complet').fill('Grâce Mwamba')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('button', { name: 'Grâce Mwamba' }).waitFor()
  })

  it('T-REC-13 T-SOR-10 closes a day, and what comes later for that day is refused with the reason', async () => {
    const closed = day(today, -3)
    const person = await openOf('gerant', '/stocks/clotures')
    const { page } = person
    person.expects(answer(409, '/api/v1/sorties'))
    await page.getByText('Aucun jour clôturé').waitFor()
    await page.getByRole('button', { name: 'Clôturer un jour' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Jour clôturé').fill(closed)
    await form.getByText(`plus rien ne pourra être daté du ${closed}`).waitFor()
    await form.getByRole('button', { name: 'Clôturer pour de bon' }).click()
    await page.getByRole('row', { name: new RegExp(`${closed}.*Grâce Mwamba`) }).waitFor()

    await person.open('/sorties/new')
    await choose(page, /^Client/, 'Gécamines')
    await choose(page, /^Produit/, /Gasoil|G\.O/)
    await page.getByLabel('Date de sortie').fill(closed)
    await measure(tankOf(page), { citerne: 'TANK2', avant: '1', apres: '101' })
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click()
    await expect.poll(() => message(page).innerText()).toContain(`Clôturé jusqu’au ${closed}`)
    expect(await page.getByLabel('Date de sortie').getAttribute('aria-invalid')).toBe('true')
    await message(page).getByRole('link', { name: 'Voir les jours clôturés' }).waitFor()
  })
})

describe('the administrator', () => {
  it('adds a person, whose password is shown once', async () => {
    const { page } = await openOf('admin', '/utilisateurs')
    await page.getByRole('button', { name: 'Nouvel utilisateur' }).click()
    const form = page.getByRole('dialog')
    await field(form, /^Nom complet/).fill('Denis Ilunga')
    await field(form, /^E-mail/).fill('denis@demo.local')
    await choose(form, /^Rôle/, 'Opérateur')
    await choose(form, /^Dépôt/, /Daipn/)
    await form.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Mot de passe de Denis Ilunga').waitFor()
  })

  it('adds a client to the master data', async () => {
    const { page } = await openOf('admin', '/referentiels/clients')
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await field(page.getByRole('dialog'), /^Nom/).fill('Kamoto Copper')
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('« Kamoto Copper » est enregistré.').waitFor()
    await page.getByRole('cell', { name: 'Kamoto Copper' }).waitFor()
  })

  it('T-ADJ-07 compensates a sortie: its document stays, its effect goes', async () => {
    const stocks = async (): Promise<number> => (await depot().stockOf(tank('TANK2'))) + (await depot().stockOf(tank('TANK3')))
    const before = await stocks()
    const { page } = await openOf('admin', '/sorties')
    await page.getByRole('link', { name: /^SOR-/ }).first().click()
    await heading(page, /^SOR-/).waitFor()
    await page.getByRole('button', { name: 'Compenser' }).click()
    await field(page.getByRole('dialog'), 'Raison').fill('Saisie deux fois par erreur')
    await page.getByRole('button', { name: 'Compenser tout' }).click()
    await page.getByText('Compensée').first().waitFor()
    expect([2_500, 12_000]).toContain((await stocks()) - before)
  })

  it('T-ADJ-01 T-ADJ-02 corrects a sortie and sees the adjustment; what somebody else corrects meanwhile leaves the form alone', async () => {
    const sortie = only(await depot().sortir([ligne(tank('TANK3'), 500)]))
    const { page } = await openOf('admin', `/stocks-adjustments/new?type=SORTIE&id=${sortie.id}`)
    const volume = field(page, /^Volume ambiant/)
    await volume.fill('540')
    await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 510 })
    await page.getByText('Déjà 1 ajustement').waitFor()
    expect(await volume.inputValue()).toBe('540')
    await field(page, /^Raison/).fill('Compteur relu avec le chauffeur')
    const before = await depot().stockOf(tank('TANK3'))
    await page.getByRole('button', { name: 'Enregistrer l’ajustement' }).click()
    await heading(page, /^AJU-/).waitFor()
    expect(await depot().stockOf(tank('TANK3'))).toBe(before - 30)
  })

  it('T-ADJ-06 is asked about two volumes that can hardly be the same litres', async () => {
    const { page } = await openOf('admin', '/stocks-adjustments/new?type=MANUEL')
    await choose(page, /^Citerne/, 'TANK3')
    await choose(page, /^Sens/, 'Retirer du stock')
    await field(page, /^Volume ambiant/).fill('1 500')
    await field(page, /^Volume à 15 °C/).fill('1.490')
    await field(page, /^Raison/).fill('Perte constatée au jaugeage du matin')
    const before = await server().countRows('stocks_adjustments')
    await page.getByRole('button', { name: 'Enregistrer l’ajustement' }).click()
    await page.getByRole('dialog').getByText(/ne peuvent guère être les mêmes litres/).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
    expect(await server().countRows('stocks_adjustments')).toBe(before)
  })

  it('T-INV-04 asks for a large adjustment, which waits for another person and moves nothing', async () => {
    const { page } = await openOf('admin', '/stocks-adjustments/new?type=MANUEL')
    await choose(page, /^Citerne/, 'TANK3')
    await choose(page, /^Sens/, 'Retirer du stock')
    await field(page, /^Volume ambiant/).fill('55 000')
    await field(page, /^Volume à 15 °C/).fill('55 000')
    await field(page, /^Raison/).fill('Perte constatée au jaugeage du matin')
    await page.getByRole('button', { name: 'Enregistrer l’ajustement' }).click()
    await heading(page, /^Ajustement proposé PRO-/).waitFor()
    await page.getByText('Le stock n’a pas changé').waitFor()
    expect(await page.getByRole('button', { name: 'Valider' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Retirer ma proposition' }).waitFor()
    expect(await depot().stockOf(tank('TANK3'))).toBeGreaterThan(70_000)
  })
})

describe('the directeur', () => {
  it('T-INV-04 is told at home, looks at it and validates: posted under both names', async () => {
    const before = await depot().stockOf(tank('TANK3'))
    const { page } = await openOf('directeur', '/')
    await page.getByRole('link', { name: '1 ajustement attend votre décision' }).click()
    await heading(page, 'Ajustements proposés').waitFor()
    await page.getByRole('link', { name: /^PRO-.*TANK3/ }).click()
    await heading(page, /^Ajustement proposé PRO-/).waitFor()
    await page.getByText('Perte constatée au jaugeage du matin').waitFor()
    await page.getByRole('button', { name: 'Valider' }).click()
    await page.getByRole('button', { name: 'Valider et enregistrer' }).click()
    await page.getByText('Validée').first().waitFor()
    const [proposed, decided] = await panel(page, 'Chronologie').getByRole('listitem').all()
    expect(await proposed?.innerText()).toMatch(/^Ajustement proposé\s+\d{4}-\d\d-\d\d \d\d:\d\d · Test admin/)
    expect(await decided?.innerText()).toMatch(/^Proposition validée\s+\d{4}-\d\d-\d\d \d\d:\d\d · Test directeur\s+AJU-/)
    await page.getByRole('link', { name: /^AJU-/ }).waitFor()
    expect(await depot().stockOf(tank('TANK3'))).toBe(before - 55_000)
  })

  it('T-INV-04 refuses another one, with a reason', async () => {
    const id = await depot().propose(tank('TANK3'))
    const { page } = await openOf('directeur', `/stocks-adjustments/propositions/${id}`)
    await page.getByRole('button', { name: 'Refuser' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Refuser' }).click()
    await form.getByText('Au moins 10 caractères.').waitFor()
    await field(form, 'Motif').fill('Jaugeage à refaire demain')
    await form.getByRole('button', { name: 'Refuser' }).click()
    await form.waitFor({ state: 'detached' })
    await page.getByText('Refusée').first().waitFor()
    await panel(page, 'Chronologie').getByRole('listitem').filter({ hasText: 'Proposition refusée' }).getByText('Jaugeage à refaire demain').waitFor()
  })

  it('T-INV-04 is told that the movement was corrected since a proposal was made', async () => {
    const sortie = only(await depot().sortir([ligne(tank('TANK3'), 500)]))
    const id = await depot().proposeVolume('SORTIE', sortie.id, 60_500)
    await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 510 })
    const { page } = await openOf('directeur', `/stocks-adjustments/propositions/${id}`)
    await page.getByText(/Le mouvement a été corrigé depuis/).waitFor()
    expect(await page.getByRole('button', { name: 'Valider' }).count()).toBe(0)
  })

  it('T-LOG-02 reads in the journal who did what', async () => {
    const { page } = await openOf('directeur', '/logs')
    await page.getByText('Test directeur').first().waitFor()
    await page.getByText('Grâce Mwamba').first().waitFor()
  })

  it('sees the stock of a day before', async () => {
    const { page } = await openOf('directeur', `/stocks/a-date?date=${day(today, -10)}`)
    await page.getByText(/140.000/).first().waitFor()
    await page.getByRole('link', { name: /^Expliquer .*TANK3/ }).first().click()
    const balance = page.getByRole('region', { name: `Solde au ${day(today, -10)}` })
    await balance.getByText('80\u202f000\u00a0L').first().waitFor()
  })
})

const readable: Partial<Record<Role, readonly string[]>> = {
  pca: ['/', '/cours', '/receptions', '/sorties', '/stocks', '/stocks/clotures', '/citernes', '/logs', '/governance/integrity', '/fournisseurs'],
  lecture: ['/', '/cours', '/receptions', '/sorties', '/stocks', '/stocks/clotures', '/citernes', '/stocks-adjustments'],
}
const closedTo: Partial<Record<Role, readonly string[]>> = {
  pca: ['/cours/new', '/receptions/new', '/sorties/new', '/stocks-adjustments', '/stocks-adjustments/propositions', '/utilisateurs'],
  lecture: ['/cours/new', '/receptions/new', '/sorties/new', '/stocks-adjustments/new', '/logs', '/governance/integrity', '/fournisseurs', '/utilisateurs'],
}
const writing = /^(nouve|ajouter|corriger|compenser|modifier|clôturer|enregistrer|marquer|réceptionner|valider|refuser)/i

describe('who only reads', () => {
  it.each(['pca', 'lecture'] as const)('T-PERM-02 T-UI-01 %s reads all that the role may, and finds nothing to write with', async (role) => {
    const person = await browser().signIn(server(), role)
    const found: string[] = []
    for (const path of readable[role] ?? []) {
      await person.open(path)
      const title = await person.page.getByRole('heading', { level: 1 }).innerText()
      if (/refusé|marché/.test(title) || (await person.page.getByRole('main').getByRole('alert').count()) > 0) found.push(`${path}: ${title}`)
      for (const kind of ['link', 'button'] as const) {
        const names = await person.page.getByRole('main').getByRole(kind, { name: writing }).allInnerTexts()
        found.push(...names.filter((name) => name !== 'Enregistrer cette vue').map((name) => `${path}: ${name}`))
      }
    }
    expect(found).toEqual([])
  })

  it.each(['pca', 'lecture'] as const)('T-PERM-01 %s is refused the other addresses, with an explanation', async (role) => {
    const person = await browser().signIn(server(), role)
    const open: string[] = []
    for (const path of closedTo[role] ?? []) {
      await person.open(path)
      const text = await person.page.getByRole('main').innerText()
      if (!text.includes('Accès refusé') || !text.includes('Un administrateur peut changer vos droits')) open.push(path)
    }
    expect(open).toEqual([])
  })
})

describe('after the day', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
    expect(only(await depot().lines(tank('TANK1'))).stock_ambiant).toBe(39_850.5)
  })
})
