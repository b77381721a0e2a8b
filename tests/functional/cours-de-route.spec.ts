// Cours de route: one truck from loading to discharge, one status, one step at a time.
import { describe, expect, it } from 'vitest'

import {
  allPages,
  created,
  day,
  done,
  expectVerified,
  ligne,
  only,
  useDepot,
  withoutTrace,
  type Answer,
  type Depot,
  type Schemas,
  type Statut,
} from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { produitEssence, produitGasoil } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

const statuts: readonly Statut[] = ['CHARGEMENT', 'TRANSIT', 'FRONTIERE', 'ARRIVE', 'DECHARGE']

const create = (body: Schemas['DemandeCoursDeRoute'], caller = depot().admin): Promise<Answer<Schemas['CoursDeRoute']>> =>
  caller.client.POST('/api/v1/cours-de-route', { body })

function change(
  cdr: { id: string; version: number },
  body: Schemas['ModificationCoursDeRoute'],
  caller = depot().admin,
): Promise<Answer<Schemas['CoursDeRoute']>> {
  const params = { path: { id: cdr.id }, header: { 'If-Match': `"${cdr.version}"` } }
  return caller.client.PATCH('/api/v1/cours-de-route/{id}', { params, body })
}

const remove = (id: string, caller: Caller): Promise<Response> =>
  caller.raw(`/api/v1/cours-de-route/${id}`, { method: 'DELETE' })

/** A truck that was received: 1 000 L in a tank of its own. */
async function discharged(): Promise<Schemas['DetailCoursDeRoute']> {
  const cdr = await depot().cdr('ARRIVE')
  await depot().recevoir([ligne((await depot().citerne()).id, 1_000)], { cours_de_route_id: cdr.id })
  return await depot().readCdr(cdr.id)
}

describe('the status of a truck', () => {
  it('T-CDR-01 T-INV-09 goes forward one step at a time, and keeps when and by whom', async () => {
    const body = await depot().cdrBody({ note: 'Premier voyage' })
    const cdr = created(await create(body, depot().operateur))
    expect(cdr).toMatchObject({ ...body, statut: 'CHARGEMENT', nb_dechargements: 0, version: 1 })
    expect(cdr.numero).toMatch(/^CDR-\d{4}-\d{6}$/)
    for (const statut of ['TRANSIT', 'FRONTIERE', 'ARRIVE'] as const) {
      expect(done(await depot().advance(cdr.id, statut, depot().operateur)).statut).toBe(statut)
    }
    const detail = await depot().readCdr(cdr.id)
    expect(detail.historique.map(({ statut }) => statut)).toEqual(['CHARGEMENT', 'TRANSIT', 'FRONTIERE', 'ARRIVE'])
    expect(new Set(detail.historique.map(({ utilisateur_nom }) => utilisateur_nom))).toEqual(new Set(['Test operateur']))
    expect(detail.arrive_at).not.toBeNull()
    expect((await depot().log(cdr.id)).map(({ action }) => action)).toEqual([
      'CDR_CREE',
      'CDR_STATUT_CHANGE',
      'CDR_STATUT_CHANGE',
      'CDR_STATUT_CHANGE',
    ])
  })

  it.each([
    ['CHARGEMENT', 'chargement'],
    ['TRANSIT', 'en transit'],
    ['FRONTIERE', 'à la frontière'],
    ['ARRIVE', 'arrivé'],
  ] as const)(
    'T-CDR-01 leaves %s for the next only: no skip, no way back, no repetition',
    async (from, word) => {
      const cdr = await depot().cdr(from)
      const next = statuts[statuts.indexOf(from) + 1]
      for (const to of statuts) {
        if (to === next && to !== 'DECHARGE') continue
        const detail = expectProblem(await depot().advance(cdr.id, to), 409, 'TRANSITION_INTERDITE', 'statut').detail
        expect(detail).toMatch(new RegExp(`^Statut actuel : ${word} ; demandé : [^ ].*\\.$`))
      }
      expect((await depot().readCdr(cdr.id)).statut).toBe(from)
    },
  )

  it('T-CDR-02 reaches DECHARGE by a reception only, and ends there', async () => {
    const cdr = await depot().cdr('ARRIVE')
    expectProblem(await depot().advance(cdr.id, 'DECHARGE'), 409, 'TRANSITION_INTERDITE')
    await depot().recevoir([ligne((await depot().citerne()).id, 1_000)], { cours_de_route_id: cdr.id })
    for (const to of statuts) expectProblem(await depot().advance(cdr.id, to), 409, 'TRANSITION_INTERDITE')
  })

  it('T-CDR-06 is one of five words: anything else is an error, never a guess', async () => {
    const cdr = await depot().cdr('CHARGEMENT')
    for (const statut of ['transit', 'ARRIVÉ', 'EN_ROUTE', '', null]) {
      const answer = await depot().admin.post(`/api/v1/cours-de-route/${cdr.id}/statut`, { statut })
      await expectRawProblem(answer, 422, 'DONNEES_INVALIDES', 'statut')
    }
    const forged = await depot().admin.post('/api/v1/cours-de-route', { ...(await depot().cdrBody()), statut: 'ARRIVE' })
    await expectRawProblem(forged, 400, 'CHAMP_INCONNU', 'statut')
    expect((await depot().readCdr(cdr.id)).statut).toBe('CHARGEMENT')
  })
})

describe('a truck on the road', () => {
  it('T-CDR-03 has one open cours de route, however its plate is typed', async () => {
    const first = await depot().cdr('TRANSIT', { plaque_camion: 'KV-12 ab' })
    for (const plaque_camion of ['KV-12 ab', 'kv12ab', ' KV 12 AB ', 'K.V-1 2/AB']) {
      const body = await depot().cdrBody({ plaque_camion })
      await withoutTrace(server(), async () => {
        expectProblem(await create(body), 409, 'CAMION_DEJA_EN_ROUTE', 'plaque_camion')
      })
    }
    done(await depot().advance(first.id, 'FRONTIERE'))
    done(await depot().advance(first.id, 'ARRIVE'))
    expectProblem(await create(await depot().cdrBody({ plaque_camion: 'kv12ab' })), 409, 'CAMION_DEJA_EN_ROUTE')
    await depot().recevoir([ligne((await depot().citerne()).id, 1_000)], { cours_de_route_id: first.id })
    created(await create(await depot().cdrBody({ plaque_camion: 'kv12ab' })))
  })

  it('T-CDR-04 T-REG-24 is edited without tripping over itself, and keeps its status', async () => {
    const cdr = await depot().cdr('TRANSIT')
    const edited = done(await change(cdr, { plaque_camion: cdr.plaque_camion, volume: 38_000, note: 'Pesé à la frontière' }))
    expect(edited).toMatchObject({ id: cdr.id, numero: cdr.numero, statut: 'TRANSIT', volume: 38_000, version: cdr.version + 1 })
    const log = (await depot().log(cdr.id)).filter(({ action }) => action === 'CDR_MODIFIE')
    expect(only(log).details).toEqual({
      avant: { volume: 40_000 },
      apres: { volume: 38_000, note: 'Pesé à la frontière' },
    })
  })

  it('T-CDR-04 is edited by an operateur until the border, by cadres until the discharge', async () => {
    const cdr = await depot().cdr('TRANSIT')
    const edited = done(await change(cdr, { chauffeur_nom: 'Autre chauffeur' }, depot().operateur))
    const border = done(await depot().advance(edited.id, 'FRONTIERE'))
    expectProblem(await change(border, { chauffeur_nom: 'Encore un' }, depot().operateur), 403, 'ROLE_FORBIDDEN')
    const directeur = await server().signIn('directeur')
    expect(done(await change(border, { chauffeur_nom: 'Encore un' }, directeur)).chauffeur_nom).toBe('Encore un')
  })

  it('T-CDR-05 is not overwritten by a form that was opened before: the conflict shows what is there now', async () => {
    const cdr = await depot().cdr('ARRIVE')
    await depot().recevoir([ligne((await depot().citerne()).id, 1_000)], { cours_de_route_id: cdr.id })
    const stale = await change(cdr, { note: 'Saisi trop tard' })
    const problem = expectProblem(stale, 412, 'VERSION_PERIMEE')
    expect(problem.detail).toContain(String((await depot().readCdr(cdr.id)).version))
    expect(stale.error).toMatchObject({ actuel: { id: cdr.id, statut: 'DECHARGE' } })
    expect(await depot().readCdr(cdr.id)).toMatchObject({ statut: 'DECHARGE', note: null })
    const headers = { 'Content-Type': 'application/json' }
    const without = await depot().admin.raw(`/api/v1/cours-de-route/${cdr.id}`, { method: 'PATCH', headers, body: '{"note":"x"}' })
    await expectRawProblem(without, 428, 'VERSION_REQUISE')
  })

  it('T-CDR-07 whose product is changed on arrival is received as what it carries now', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE')
    const changed = done(await change(cdr, { produit_id: produitEssence, fournisseur_id: await depot().newFournisseur() }))
    const body = depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
    expectProblem(await depot().operateur.client.POST('/api/v1/receptions', { body }), 422, 'CDR_PRODUIT_DIFFERENT')
    done(await change(changed, { produit_id: produitGasoil }))
    created(await depot().operateur.client.POST('/api/v1/receptions', { body }))
  })

  it('names references that do not exist, one by one', async () => {
    const nowhere = '00000000-0000-7000-8000-0000000000ff'
    for (const champ of ['fournisseur_id', 'produit_id'] as const) {
      const body = await depot().cdrBody({ [champ]: nowhere })
      await withoutTrace(server(), async () => {
        expectProblem(await create(body), 422, 'REFERENCE_INTROUVABLE', champ)
      })
    }
  })

  it('has a plausible loading day, an arrival after it, and a volume', async () => {
    const today = await depot().today()
    const refused = async (more: Partial<Schemas['DemandeCoursDeRoute']>, champ: string): Promise<void> => {
      expectProblem(await create(await depot().cdrBody(more)), 422, 'DONNEES_INVALIDES', champ)
    }
    await refused({ date_chargement: day(today, 400) }, 'date_chargement')
    await refused({ date_chargement: day(today, -400) }, 'date_chargement')
    await refused({ date_arrivee_prevue: day(today, -1) }, 'date_arrivee_prevue')
    await refused({ volume: 0 }, 'volume')
    await refused({ volume: 1_000_001 }, 'volume')
    await refused({ plaque_camion: ' - ' }, 'plaque_camion')
  })

  it('is deleted by the admin only, and never once it was discharged', async () => {
    const open = await depot().cdr('ARRIVE')
    await expectRawProblem(await remove(open.id, depot().operateur), 403, 'ROLE_FORBIDDEN')
    expect((await remove(open.id, depot().admin)).status).toBe(204)
    await expectRawProblem(await remove(open.id, depot().admin), 404, 'RESSOURCE_INTROUVABLE')
    expect((await depot().log(open.id)).at(-1)).toMatchObject({ action: 'CDR_SUPPRIME', auteur_nom: 'Test admin' })
    const closed = await discharged()
    await expectRawProblem(await remove(closed.id, depot().admin), 409, 'CDR_SUPPRESSION_INTERDITE')
  })

  it('keeps its figures once discharged: the admin may still add a note', async () => {
    const cdr = await discharged()
    expectProblem(await change(cdr, { volume: 1 }), 409, 'CDR_DECHARGE_FIGE')
    expectProblem(await change(cdr, { note: 'Non' }, depot().operateur), 403, 'ROLE_FORBIDDEN')
    expect(done(await change(cdr, { note: 'Écart signalé' }))).toMatchObject({ note: 'Écart signalé', statut: 'DECHARGE' })
  })
})

describe('the list of trucks', () => {
  let listed: { depot: Depot; fournisseurs: [string, string]; today: string } | undefined

  /** Five trucks of a depot of its own, of two suppliers, in three states. */
  const world = async (): Promise<NonNullable<typeof listed>> => {
    if (listed !== undefined) return listed
    const other = await depot().another()
    const fournisseurs: [string, string] = [await other.newFournisseur(), await other.newFournisseur()]
    const today = await other.today()
    for (const [i, volume] of [10_000, 20_000, 30_000, 40_000, 150_000].entries()) {
      const statut = (['CHARGEMENT', 'TRANSIT', 'ARRIVE', 'ARRIVE', 'CHARGEMENT'] as const)[i] ?? 'CHARGEMENT'
      const date_chargement = day(today, -i)
      const fournisseur_id = fournisseurs[i % 2] ?? ''
      const cdr = await other.cdr(statut, { volume, date_chargement, fournisseur_id, chauffeur_nom: `Chauffeur ${i}` })
      if (i === 3) await other.recevoir([ligne((await other.citerne()).id, 39_900)], { cours_de_route_id: cdr.id })
    }
    listed = { depot: other, fournisseurs, today }
    return listed
  }

  const volumes = async (filter: object): Promise<number[]> => {
    const { depot: other } = await world()
    const query = { depot_id: other.id, tri: 'volume', ...filter }
    const page = done(await other.admin.client.GET('/api/v1/cours-de-route', { params: { query } }))
    return page.elements.map(({ volume }) => volume)
  }

  it('T-CDR-08 shows all again once the supplier filter is gone', async () => {
    const { fournisseurs } = await world()
    expect(await volumes({ fournisseur_id: fournisseurs[0] })).toEqual([10_000, 30_000, 150_000])
    expect(await volumes({ fournisseur_id: fournisseurs[1] })).toEqual([20_000, 40_000])
    expect(await volumes({})).toEqual([10_000, 20_000, 30_000, 40_000, 150_000])
  })

  it('T-CDR-08 hides no large truck: the volume range is open at its ends', async () => {
    expect(await volumes({ volume_min: 30_000 })).toEqual([30_000, 40_000, 150_000])
    expect(await volumes({ volume_max: 20_000 })).toEqual([10_000, 20_000])
    expect(await volumes({ volume_min: 20_000, volume_max: 30_000 })).toEqual([20_000, 30_000])
  })

  it('filters by state, day, product and text, together', async () => {
    const { today } = await world()
    expect(await volumes({ actifs: true })).toEqual([10_000, 20_000, 30_000, 150_000])
    expect(await volumes({ actifs: false })).toEqual([40_000])
    expect(await volumes({ statut: ['TRANSIT', 'ARRIVE'] })).toEqual([20_000, 30_000])
    expect(await volumes({ du: day(today, -2), au: day(today, -1) })).toEqual([20_000, 30_000])
    expect(await volumes({ produit_id: produitEssence })).toEqual([])
    expect(await volumes({ q: 'chauffeur 4' })).toEqual([150_000])
  })

  it('finds a plate however its parts are written, and its reception and sortie', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const cdr = await other.cdr('ARRIVE', { plaque_camion: 'DM 0389-86' })
    const [reception] = await other.recevoir([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
    const [sortie] = await other.sortir([ligne(tank.id, 100)], { plaque_camion: 'DM-0389 86' })
    for (const q of ['DM 0389-86', 'DM0389-86', 'dm 038986', 'DM038986', 'dm.0389.86']) {
      const query = { depot_id: other.id, q }
      const { client } = other.admin
      expect(done(await client.GET('/api/v1/cours-de-route', { params: { query } })).elements.map(({ id }) => id), q).toEqual([cdr.id])
      expect(done(await client.GET('/api/v1/receptions', { params: { query } })).elements.map(({ id }) => id), q).toEqual([reception?.id])
      expect(done(await client.GET('/api/v1/sorties', { params: { query } })).elements.map(({ id }) => id), q).toEqual([sortie?.id])
    }
  })

  it('sorts by the name of the supplier, and pages without loss', async () => {
    const { depot: other } = await world()
    const all = { depot_id: other.id, tri: 'fournisseur_nom' }
    const whole = done(await other.admin.client.GET('/api/v1/cours-de-route', { params: { query: { ...all, total: true } } }))
    expect(whole.total).toBe(5)
    const names = whole.elements.map(({ fournisseur_nom }) => fournisseur_nom ?? '')
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'fr', { numeric: true })))
    const paged = await allPages(
      async (paging) => done(await other.admin.client.GET('/api/v1/cours-de-route', { params: { query: { ...all, ...paging } } })),
      2,
    )
    expect(paged).toEqual(whole.elements)
  })

  it('T-KPI-04 is counted in three categories; a discharged truck is in none', async () => {
    const { depot: other } = await world()
    const pca = await server().signIn('pca')
    const { camions, a_decharger } = await other.dashboard(pca)
    expect(camions).toEqual({
      total: { nombre: 4, volume: 210_000 },
      au_chargement: { nombre: 2, volume: 160_000 },
      en_route: { nombre: 1, volume: 20_000 },
      arrives: { nombre: 1, volume: 30_000 },
    })
    // Trucks to unload are for those who may unload them.
    expect(a_decharger ?? null).toBeNull()
    const board = await other.dashboard(other.operateur)
    expect(only(board.a_decharger ?? []).volume).toBe(30_000)
  })

  it('has statistics of real durations, by state and by supplier', async () => {
    const { depot: other, fournisseurs } = await world()
    const query = { depot_id: other.id }
    const stats = done(await other.admin.client.GET('/api/v1/cours-de-route/statistiques', { params: { query } }))
    expect(stats).toMatchObject({ nombre: 5, volume_total: 250_000, volume_moyen: 50_000 })
    expect(stats.par_statut.map(({ statut, nombre }) => [statut, nombre])).toEqual([
      ['CHARGEMENT', 2],
      ['TRANSIT', 1],
      ['FRONTIERE', 0],
      ['ARRIVE', 1],
      ['DECHARGE', 1],
    ])
    expect(stats.par_fournisseur.map(({ id, volume }) => [id, volume])).toEqual([[fournisseurs[0], 190_000], [fournisseurs[1], 60_000]])
    // Three trucks left CHARGEMENT, within this test: seconds, not days.
    const loading = stats.durees.find(({ statut }) => statut === 'CHARGEMENT')
    expect(loading?.nombre).toBe(3)
    expect(loading?.mediane_h).toBeLessThan(0.1)
  })
})

describe('after all trucks', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
