// Two people for a large adjustment: one asks, another one decides, and until then nothing moves.
import { beforeAll, describe, expect, it } from 'vitest'

import { done, expectVerified, ligne, only, posted, proposed, useDepot, withoutTrace, type Adjusted, type Answer, type Schemas } from './fixture/depot'
import { expectSorted } from './fixture/liste'
import { expectProblem } from './fixture/problem'
import { password } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

let directeur: Caller
beforeAll(async () => {
  directeur = await server().signIn('directeur')
})

const raison = 'Saisie deux fois par erreur'

async function proposal(id: string, caller = depot().admin): Promise<Schemas['DetailProposition']> {
  return done(await caller.client.GET('/api/v1/ajustements/propositions/{id}', { params: { path: { id } } }))
}

async function compensate(id: string): Promise<Answer<Adjusted>> {
  return await depot().admin.client.POST('/api/v1/receptions/{id}/compensation', { params: { path: { id } }, body: { raison } })
}

async function correct(mouvement_id: string, volume_ambiant: number): Promise<Answer<Adjusted>> {
  const body = { mouvement_type: 'RECEPTION' as const, mouvement_id, type_correction: 'VOLUME' as const, volume_ambiant, raison }
  return await depot().admin.client.POST('/api/v1/ajustements', { body })
}

/** A tank with one reception of 200 000 L. */
async function received(): Promise<{ tank: Schemas['Citerne']; reception: Schemas['ReceptionPostee'] }> {
  const tank = await depot().citerne()
  return { tank, reception: only(await depot().recevoir([ligne(tank.id, 200_000)])) }
}

describe('an adjustment over the threshold', () => {
  it('T-INV-04 is kept as a proposal: 202, no stock, no number, a WARNING in the log and in the checks', async () => {
    const { tank, reception } = await received()
    const answer = await correct(reception.id, 100_000)
    const waiting = proposed(answer)
    expect(answer.response.headers.get('Location')).toBe(`/api/v1/ajustements/propositions/${waiting.id}`)
    expect(waiting).toMatchObject({
      statut: 'EN_ATTENTE',
      mouvement_id: reception.id,
      delta_ambiant: -100_000,
      delta_15c: -100_000,
      reason: `[VOLUME] ${raison}`,
      decide_par: null,
    })
    expect(waiting.demande).toMatchObject({ rang: 1, avant: { volume_ambiant: 200_000 }, apres: { volume_ambiant: 100_000 } })
    expect(await proposal(waiting.id, depot().operateur)).toMatchObject({
      citerne_nom: tank.nom,
      mouvement_numero: reception.numero,
      auteur_nom: 'Test admin',
      decideur_nom: null,
    })
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(200_000)
    expect(only(await depot().log(waiting.id))).toMatchObject({ action: 'STOCK_ADJUSTMENT_PROPOSED', niveau: 'WARNING' })
    const query = { check_code: 'AJUSTEMENT_EN_ATTENTE' }
    const { constats } = done(await directeur.client.GET('/api/v1/integrite', { params: { query } }))
    expect(constats.find(({ entity_id }) => entity_id === waiting.id)).toMatchObject({ severity: 'WARN' })
  })

  it('T-INV-04 has a number of its own, by which those who may read it find it', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const [one, two] = [only(await other.recevoir([ligne(tank.id, 150_000)])), only(await other.recevoir([ligne(tank.id, 160_000)]))]
    const numbers = [proposed(await correct(one.id, 1_000)).numero, proposed(await correct(two.id, 1_000)).numero]
    const year = (await other.today()).slice(0, 4)
    expect(numbers).toEqual([`PRO-${year}-000001`, `PRO-${year}-000002`])
    const found = async (caller: typeof directeur, q: string): Promise<string[]> =>
      done(await caller.client.GET('/api/v1/recherche', { params: { query: { q, limite: 10 } } })).elements
        .filter(({ genre }) => genre === 'proposition')
        .map(({ detail }) => detail ?? '')
    for (const q of [numbers[1] ?? '', `pro-${year}`]) expect(await found(depot().admin, q)).toContain(`${tank.nom} · ${two.numero}`)
    const finance = await server().signIn('finance')
    expect(await found(finance, `PRO-${year}`)).toEqual([])
    const query = { depot_id: other.id, tri: '-numero' }
    const page = done(await depot().admin.client.GET('/api/v1/ajustements/propositions', { params: { query } }))
    expect(page.elements.map(({ numero }) => numero)).toEqual([...numbers].reverse())
  })

  it('T-INV-04 is posted by another person, under both names, and moves stock then', async () => {
    const { tank, reception } = await received()
    const { id } = proposed(await correct(reception.id, 100_000))
    const answer = await depot().validate(id, directeur)
    const adjustment = posted(answer)
    expect(answer.response.headers.get('Location')).toBe(`/api/v1/ajustements/${adjustment.id}`)
    expect(adjustment).toMatchObject({ rang: 1, delta_ambiant: -100_000, date_effet: await depot().today() })
    const params = { path: { id: adjustment.id } }
    const file = done(await depot().admin.client.GET('/api/v1/ajustements/{id}', { params }))
    expect(file).toMatchObject({ auteur_nom: 'Test admin', valideur_nom: 'Test directeur', avant: { volume_ambiant: 200_000 } })
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(100_000)
    const log = only(await depot().log(adjustment.id))
    expect(log).toMatchObject({ action: 'STOCK_ADJUSTMENT_CREATED', niveau: 'CRITICAL', auteur_nom: 'Test directeur' })
    expect(log.details).toMatchObject({ created_by: adjustment.created_by, validated_by: adjustment.validated_by })
    expect(await proposal(id)).toMatchObject({
      statut: 'VALIDEE',
      decideur_nom: 'Test directeur',
      ajustement_id: adjustment.id,
      ajustement_numero: adjustment.numero,
    })
  })

  it('T-ADJ-07 the same holds for a compensation and for a tank alone, exactly over 50 000 L', async () => {
    const { tank, reception } = await received()
    const whole = proposed(await compensate(reception.id))
    expect(whole).toMatchObject({ type_correction: 'COMPENSATION', delta_ambiant: -200_000 })
    const gain = proposed(await depot().adjustTank(tank.id, 50_000.001))
    expect(gain).toMatchObject({ type_correction: 'MANUEL', mouvement_id: null, demande: { avant: {}, apres: {} } })
    posted(await depot().adjustTank(tank.id, 50_000))
    expect(posted(await depot().validate(gain.id, directeur)).delta_ambiant).toBe(50_000.001)
    expect(posted(await depot().validate(whole.id, directeur)).type_correction).toBe('COMPENSATION')
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(100_000.001)
  })
})

describe('the second person', () => {
  it('T-INV-04 is not the first, though both are administrators', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    const id = await depot().propose(tank.id)
    await withoutTrace(server(), async () => {
      expectProblem(await depot().validate(id, depot().admin), 403, 'DEUX_PERSONNES_REQUISES')
    })
    const email = 'autre-admin@demo.local'
    await server().addUser(email, 'admin')
    posted(await depot().validate(id, await server().signIn({ email, mot_de_passe: password })))
  })

  it('T-INV-04 refuses with a reason; the author takes back without one; either way it is decided', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    const [refused, withdrawn] = [await depot().propose(tank.id), await depot().propose(tank.id)]
    await withoutTrace(server(), async () => {
      expectProblem(await depot().refuse(refused, directeur), 422, 'RAISON_TROP_COURTE', 'motif')
      expectProblem(await depot().refuse(refused, directeur, 'Non !'), 422, 'RAISON_TROP_COURTE', 'motif')
    })
    const motif = 'Jaugeage à refaire demain'
    expect(done(await depot().refuse(refused, directeur, motif))).toMatchObject({ statut: 'REFUSEE', motif })
    expect(done(await depot().refuse(withdrawn, depot().admin))).toMatchObject({ statut: 'RETIREE', motif: null })
    await withoutTrace(server(), async () => {
      for (const id of [refused, withdrawn]) {
        expectProblem(await depot().validate(id, directeur), 409, 'PROPOSITION_DECIDEE')
        expectProblem(await depot().refuse(id, directeur, motif), 409, 'PROPOSITION_DECIDEE')
      }
    })
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(100_000)
    expect((await depot().log(refused)).map(({ action }) => action)).toEqual(['STOCK_ADJUSTMENT_PROPOSED', 'STOCK_ADJUSTMENT_REFUSED'])
    expect((await depot().log(withdrawn)).at(-1)).toMatchObject({ action: 'STOCK_ADJUSTMENT_WITHDRAWN', niveau: 'WARNING' })
  })

  it('T-ADJ-05 comes too late once the movement was corrected otherwise', async () => {
    const { tank, reception } = await received()
    const { id } = proposed(await correct(reception.id, 100_000))
    await withoutTrace(server(), async () => {
      expectProblem(await compensate(reception.id), 409, 'PROPOSITION_EN_ATTENTE')
    })
    posted(await correct(reception.id, 199_000))
    await withoutTrace(server(), async () => {
      expectProblem(await depot().validate(id, directeur), 409, 'PROPOSITION_PERIMEE')
    })
    done(await depot().refuse(id, depot().admin))
    const again = proposed(await correct(reception.id, 100_000))
    expect(posted(await depot().validate(again.id, directeur))).toMatchObject({ rang: 2, delta_ambiant: -99_000 })
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(100_000)
  })

  it('T-REC-13 finds the day closed, and the proposal waits on', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 100_000 })
    const id = await other.propose(tank.id)
    await other.close(await other.today())
    await withoutTrace(server(), async () => {
      expectProblem(await other.validate(id, directeur), 409, 'JOUR_CLOTURE')
    })
    expect((await proposal(id)).statut).toBe('EN_ATTENTE')
  })
})

describe('the threshold', () => {
  it('T-INV-04 is a setting of the installation', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const set = (litres: number): Promise<string> =>
      server().psql(`update parametres set valeur = '${litres}' where cle = 'ajustement_double_controle_l'`)
    await set(10)
    proposed(await depot().adjustTank(tank.id, -11))
    posted(await depot().adjustTank(tank.id, -10))
    await set(50_000)
    posted(await depot().adjustTank(tank.id, -11))
  })
})

describe('the list of proposals', () => {
  it('filters by status, depot and tank, newest first, and sorts by every column', async () => {
    const other = await depot().another()
    const [a, b] = [await other.citerne({ stock: 1_000 }), await other.citerne({ stock: 1_000 })]
    const waiting = [await other.propose(a.id), await other.propose(b.id, -70_000)]
    const validated = await other.propose(a.id, 80_000)
    posted(await other.validate(validated, directeur))
    const ids = async (filter: object): Promise<string[]> => {
      const query = { depot_id: other.id, ...filter }
      const page = done(await depot().admin.client.GET('/api/v1/ajustements/propositions', { params: { query } }))
      return page.elements.map(({ id }) => id)
    }
    expect(await ids({})).toEqual([validated, ...waiting.toReversed()])
    expect(await ids({ statut: ['EN_ATTENTE'] })).toEqual(waiting.toReversed())
    expect(await ids({ statut: ['REFUSEE', 'VALIDEE'] })).toEqual([validated])
    expect(await ids({ citerne_id: b.id })).toEqual([waiting[1]])
    expect(await ids({ citerne_id: depot().id })).toEqual([])
    for (const tri of ['created_at', 'statut', 'type_correction', 'delta_ambiant', 'delta_15c', 'proprietaire_type', 'mouvement_numero', 'depot_nom', 'citerne_nom', 'produit_nom', 'auteur_nom', 'decideur_nom']) {
      await expectSorted(depot().admin, '/api/v1/ajustements/propositions', tri)
    }
  })
})

describe('after all of them', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
