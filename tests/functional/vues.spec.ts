// Saved views of lists: of one person alone, replaced when saved again, thirty a list.
import { beforeAll, describe, expect, it } from 'vitest'

import { created, done } from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const path = '/api/v1/session/vues'
let gerant: Caller
let lecture: Caller

beforeAll(async () => {
  gerant = await server().signIn('gerant')
  lecture = await server().signIn('lecture')
})

interface View {
  id: string
  ecran: string
  nom: string
  parametres: string
}

async function save(caller: Caller, nom: string, ecran = 'clients', parametres = 'q=0042&tri=nom'): Promise<View> {
  return created(await caller.client.POST(path, { body: { ecran, nom, parametres } }))
}

async function namesOf(caller: Caller, ecran: string): Promise<string[]> {
  const page = done(await caller.client.GET(path, { params: { query: { ecran } } }))
  return page.elements.map(({ nom }) => nom)
}

describe('T-UI-01 a saved view', () => {
  it('is found again by its list and its name, wherever one signs in', async () => {
    const saved = await save(gerant, 'Le quarante-deux', 'sorties')
    expect(saved).toMatchObject({ ecran: 'sorties', nom: 'Le quarante-deux', parametres: 'q=0042&tri=nom' })
    const elsewhere = await server().signIn('gerant')
    const page = done(await elsewhere.client.GET(path, { params: { query: { ecran: 'sorties' } } }))
    expect(page.elements).toEqual([saved])
    expect(await namesOf(elsewhere, 'receptions')).toEqual([])
  })

  it('is nobody else’s to see or to remove', async () => {
    const { id } = await save(gerant, 'La mienne', 'fournisseurs')
    expect(await namesOf(lecture, 'fournisseurs')).toEqual([])
    const admin = await server().signIn('admin')
    expect(await namesOf(admin, 'fournisseurs')).toEqual([])
    for (const caller of [lecture, admin])
      expectProblem(await caller.client.DELETE(`${path}/{id}`, { params: { path: { id } } }), 404, 'RESSOURCE_INTROUVABLE')
    expect(await namesOf(gerant, 'fournisseurs')).toEqual(['La mienne'])
  })

  it('is replaced when it is saved again under its name, and gone when it is removed', async () => {
    await save(gerant, 'Du mois', 'receptions', 'du=2026-01-01')
    const { id } = await save(gerant, 'Du mois', 'receptions', 'du=2026-02-01')
    const page = done(await gerant.client.GET(path, { params: { query: { ecran: 'receptions' } } }))
    expect(page.elements.map(({ parametres }) => parametres)).toEqual(['du=2026-02-01'])
    const options = { params: { path: { id } } }
    expect((await gerant.client.DELETE(`${path}/{id}`, options)).response.status).toBe(204)
    expectProblem(await gerant.client.DELETE(`${path}/{id}`, options), 404, 'RESSOURCE_INTROUVABLE')
    expect(await namesOf(gerant, 'receptions')).toEqual([])
  })

  it('is one of at most thirty a list, also when many are saved at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => lecture.post(path, { ecran: 'journal', nom: `Vue ${n}`, parametres: 'tri=niveau' })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(30)
    const refused = answers.filter(({ status }) => status !== 201)
    for (const answer of refused) await expectRawProblem(answer, 422, 'TROP_D_ELEMENTS')
    expect(await namesOf(lecture, 'journal')).toHaveLength(30)
    await save(lecture, 'Une autre liste', 'stock/mouvements')
  })

  it.each([
    ['ecran', { ecran: 'Clients !', nom: 'x', parametres: 'a=b' }, 'FORMAT_INVALIDE'],
    ['ecran', { nom: 'x', parametres: 'a=b' }, 'CHAMP_REQUIS'],
    ['nom', { ecran: 'clients', nom: '', parametres: 'a=b' }, 'TEXTE_TROP_COURT'],
    ['nom', { ecran: 'clients', nom: 'x'.repeat(41), parametres: 'a=b' }, 'TEXTE_TROP_LONG'],
    ['parametres', { ecran: 'clients', nom: 'x', parametres: 'x'.repeat(2001) }, 'TEXTE_TROP_LONG'],
  ])('is refused by its %s', async (champ, body, code) => {
    const answer = await gerant.post(path, body)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ erreurs: [{ champ, code }] })
  })

  it('needs a person', async () => {
    const visitor = server().anonymous()
    await expectRawProblem(await visitor.raw(path), 401, 'NON_AUTHENTIFIE')
    await expectRawProblem(await visitor.post(path, { ecran: 'clients', nom: 'x', parametres: 'a=b' }), 401, 'NON_AUTHENTIFIE')
  })
})
