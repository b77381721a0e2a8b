// Adjustments: a posted movement is corrected by a compensating entry, never changed.
import { describe, expect, it } from 'vitest'

import { type Answer, created, day, done, expectVerified, ligne, only, posted, sum, useDepot, withoutTrace, type Schemas } from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { produitEssence, produitGasoil } from './fixture/seed'
import { useServer } from './fixture/server'

type Demande = Schemas['DemandeAjustement']

const server = useServer()
const depot = useDepot(server)

const raison = 'Relevé repris au bordereau'

interface Posted {
  tank: Schemas['Citerne']
  reception: Schemas['ReceptionPostee']
}

/** A tank with one reception of MONALUXE. */
async function received(volume: number, more: Schemas['LigneDemandee'] = {}): Promise<Posted> {
  const tank = await depot().citerne()
  return { tank, reception: only(await depot().recevoir([ligne(tank.id, volume, more)])) }
}

async function expectRefused(body: Demande, status: number, code: string, champ?: string): Promise<void> {
  const answer = await withoutTrace(server(), () => depot().admin.client.POST('/api/v1/ajustements', { body }))
  expectProblem(answer, status, code, ...(champ === undefined ? [] : [champ]))
}

/** Litres at 15 °C that the engine gives a reading, rounded as receptions are. */
async function volume15c(volume_ambiant: number, temperature_c: number, densite_observee_kgm3: number): Promise<number> {
  const body = { produit_id: produitGasoil, depot_id: depot().id, volume_ambiant, temperature_c, densite_observee_kgm3 }
  return done(await depot().admin.client.POST('/api/v1/volumetrie/calcul', { body })).volume_15c_reception
}

describe('an adjustment', () => {
  it('T-ADJ-01 T-INV-04 moves stock, end of day and log in one deed, with reason and author', async () => {
    const { tank, reception } = await received(1_000)
    const adjustment = await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 950 })
    expect(adjustment).toMatchObject({
      mouvement_type: 'RECEPTION',
      mouvement_id: reception.id,
      rang: 1,
      delta_ambiant: -50,
      delta_15c: -50,
      volume_ambiant: 950,
      reason: `[VOLUME] ${raison}`,
      date_effet: await depot().today(),
    })
    expect(adjustment.avant).toMatchObject({ volume_ambiant: 1_000, volume_15c: 1_000 })
    const line = only(await depot().lines(tank.id))
    expect(line).toMatchObject({ stock_ambiant: 950, stock_ambiant_base: 1_000, delta_ambiant_total: -50 })
    const query = { citerne_id: tank.id, date: await depot().today() }
    const endOfDay = done(await depot().admin.client.GET('/api/v1/stock/a-date', { params: { query } }))
    expect(only(endOfDay.totaux)).toMatchObject({ stock_ambiant: 950, stock_15c: 950 })
    const log = only(await depot().log(adjustment.id))
    expect(log).toMatchObject({ action: 'STOCK_ADJUSTMENT_CREATED', niveau: 'CRITICAL', auteur_nom: 'Test admin' })
    expect(log.details).toMatchObject({
      mouvement_id: reception.id,
      delta_ambiant: -50,
      delta_15c: -50,
      reason: `[VOLUME] ${raison}`,
    })
  })

  it('T-ADJ-02 of a sortie that was larger takes stock away: truth 1 100 for 1 000 is −100', async () => {
    const tank = await depot().citerne({ stock: 5_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 1_000)]))
    const adjustment = await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 1_100 })
    expect(adjustment).toMatchObject({ delta_ambiant: -100, delta_15c: -100 })
    expect(adjustment.reason).toMatch(/^\[VOLUME\] /)
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(3_900)
    expect(only(await depot().log(adjustment.id)).niveau).toBe('CRITICAL')
  })

  it('T-ADJ-03 T-ADJ-04 of a wrong temperature has ambient delta 0 and a delta at 15 °C from the engine', async () => {
    const { tank, reception } = await received(10_000, { temperature_ambiante_c: 19 })
    const adjustment = await depot().ajuster('RECEPTION', reception.id, 'TEMPERATURE', { temperature_ambiante_c: 29 })
    const [wrong, right] = [await volume15c(10_000, 19, 837), await volume15c(10_000, 29, 837)]
    expect(reception.volume_15c).toBe(wrong)
    expect(adjustment).toMatchObject({ delta_ambiant: 0, delta_15c: sum([right, -wrong]), volume_15c: right })
    expect(adjustment.reason).toBe(`[TEMP] ${raison}`)
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 10_000, stock_15c: right })
  })

  it('T-ADJ-03 T-ADJ-04 of a wrong density works the same way, on a sortie with the sign turned', async () => {
    const tank = await depot().citerne({ stock: 50_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 30_000, { temperature_ambiante_c: 35, densite_observee_kgm3: 850 })]))
    const adjustment = await depot().ajuster('SORTIE', sortie.id, 'DENSITE', { densite_observee_kgm3: 820 })
    const right = Math.round(await volume15c(30_000, 35, 820))
    expect(right).not.toBe(sortie.volume_15c)
    expect(adjustment).toMatchObject({ delta_ambiant: 0, delta_15c: sum([sortie.volume_15c, -right]) })
    expect(adjustment.reason).toBe(`[DENSITE] ${raison}`)
  })

  it('T-ADJ-02 T-ADJ-04 MIXTE takes volume, temperature and density together', async () => {
    const { tank, reception } = await received(10_000, { temperature_ambiante_c: 19 })
    const change = { volume_ambiant: 9_900, temperature_ambiante_c: 21, densite_observee_kgm3: 840 }
    const adjustment = await depot().ajuster('RECEPTION', reception.id, 'MIXTE', change)
    const right = await volume15c(9_900, 21, 840)
    expect(adjustment).toMatchObject({ ...change, delta_ambiant: -100, delta_15c: sum([right, -reception.volume_15c]) })
    expect(adjustment.reason).toBe(`[MIXTE] ${raison}`)
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 9_900, stock_15c: right })
  })

  it('T-ADJ-04 works on with the method of the movement, though the depot has changed its own', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const reading = { temperature_ambiante_c: 19 }
    const reception = only(await other.recevoir([ligne(tank.id, 10_000, reading)]))
    await other.settings({ edition: 'D1250_1980', arrondi_reception_l: 1 })
    const adjustment = await other.ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 9_000 })
    expect(adjustment.vcf).toBe(reception.vcf)
    expect(adjustment.volume_15c).toBe(await volume15c(9_000, 19, 837))
  })

  it('builds on the correction before it', async () => {
    const { tank, reception } = await received(1_000)
    await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 900 })
    const second = await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 950 })
    expect(second).toMatchObject({ rang: 2, delta_ambiant: 50 })
    expect(second.avant.volume_ambiant).toBe(900)
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(950)
    const path = { id: reception.id }
    const detail = done(await depot().admin.client.GET('/api/v1/receptions/{id}', { params: { path } }))
    expect(detail).toMatchObject({ volume_ambiant: 1_000, net_ambiant: 950, compensee: false })
    expect(detail.ajustements.map(({ rang, delta_ambiant }) => [rang, delta_ambiant])).toEqual([[1, -100], [2, 50]])
  })

  it('T-ADJ-05 given twice is refused, with another reason too', async () => {
    const { reception } = await received(1_000)
    const body: Demande = {
      mouvement_type: 'RECEPTION',
      mouvement_id: reception.id,
      type_correction: 'VOLUME',
      volume_ambiant: 950,
      raison,
    }
    created(await depot().admin.client.POST('/api/v1/ajustements', { body }))
    await expectRefused(body, 409, 'AJUSTEMENT_DOUBLON')
    await expectRefused({ ...body, raison: 'Une tout autre raison' }, 422, 'ADJUSTMENT_NO_IMPACT')
  })

  it('T-ADJ-06 may turn stock negative: accepted, shown, CRITICAL in the checks', async () => {
    const { tank, reception } = await received(1_000)
    await depot().sortir([ligne(tank.id, 900)])
    await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 800 })
    expect(only(await depot().lines(tank.id))).toMatchObject({ stock_ambiant: -100, stock_ambiant_affiche: 0, is_negative: true })
    const query = { check_code: 'STOCK_NEGATIF' }
    const { constats } = done(await depot().admin.client.GET('/api/v1/integrite', { params: { query } }))
    expect(constats.find(({ entity_id }) => entity_id === tank.id)).toMatchObject({ severity: 'CRITICAL' })
    const body = await depot().sortieBody([ligne(tank.id, 1)])
    expectProblem(await depot().operateur.client.POST('/api/v1/sorties', { body }), 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
  })

  it('T-ADJ-06 may fill a tank over its capacity: accepted, CRITICAL in the checks', async () => {
    const tank = await depot().citerne({ capacite_totale: 1_000 })
    const reception = only(await depot().recevoir([ligne(tank.id, 1_000)]))
    await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 1_100 })
    const query = { check_code: 'STOCK_OVER_CAPACITY' }
    const { constats } = done(await depot().admin.client.GET('/api/v1/integrite', { params: { query } }))
    expect(constats.find(({ entity_id }) => entity_id === tank.id)).toMatchObject({ severity: 'CRITICAL' })
  })

  it('T-ADJ-09 keeps its tank marked as corrected by the sum of its deltas', async () => {
    const { tank, reception } = await received(1_000)
    expect(only(await depot().lines(tank.id)).delta_ambiant_total).toBe(0)
    await depot().ajuster('RECEPTION', reception.id, 'TEMPERATURE', { temperature_ambiante_c: 25 })
    const line = only(await depot().lines(tank.id))
    expect(line.delta_ambiant_total).toBe(0)
    expect(line.delta_15c_total).toBeLessThan(0)
    expect(line.stock_15c).toBe(sum([line.stock_15c_base, line.delta_15c_total]))
  })

  it('T-ADJ-10 shows at once on dashboard, stock and in what a sortie may take', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const reception = only(await other.recevoir([ligne(tank.id, 1_000)]))
    expect((await other.dashboard()).stock.stock_ambiant).toBe(1_000)
    await other.ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 1_200 })
    const board = await other.dashboard()
    expect(board.stock.stock_ambiant).toBe(1_200)
    expect(board.receptions.volume_ambiant).toBe(1_000)
    expect(board.balance).toMatchObject({ ambiant: 1_200, ajustements_ambiant: 200 })
    expect((await other.stock(tank.id)).stock_ambiant).toBe(1_200)
    await other.sortir([ligne(tank.id, 1_200)])
  })
})

describe('what an adjustment must say', () => {
  it('T-ADJ-02 is about a movement that exists, in the context that it has', async () => {
    const { tank, reception } = await received(1_000)
    const body: Demande = {
      mouvement_type: 'RECEPTION',
      mouvement_id: reception.id,
      type_correction: 'VOLUME',
      volume_ambiant: 950,
      raison,
    }
    await expectRefused({ ...body, mouvement_type: 'SORTIE' }, 422, 'MOUVEMENT_NOT_FOUND')
    await expectRefused({ ...body, mouvement_id: tank.id }, 422, 'MOUVEMENT_NOT_FOUND')
    await expectRefused({ ...body, citerne_id: (await depot().citerne()).id }, 422, 'CONTEXT_MISMATCH', 'citerne_id')
    await expectRefused({ ...body, depot_id: tank.id }, 422, 'CONTEXT_MISMATCH', 'depot_id')
    await expectRefused({ ...body, produit_id: produitEssence }, 422, 'CONTEXT_MISMATCH', 'produit_id')
    await expectRefused({ ...body, proprietaire_type: 'PARTENAIRE' }, 422, 'CONTEXT_MISMATCH', 'proprietaire_type')
    await expectRefused({ ...body, partenaire_id: await depot().partenaire() }, 422, 'CONTEXT_MISMATCH', 'partenaire_id')
    const context = { depot_id: depot().id, citerne_id: tank.id, produit_id: produitGasoil, proprietaire_type: 'MONALUXE' as const }
    created(await depot().admin.client.POST('/api/v1/ajustements', { body: { ...body, ...context } }))
  })

  it('T-INV-04 gives a reason of ten characters, blanks at its ends not counted', async () => {
    const { reception } = await received(1_000)
    const body: Demande = {
      mouvement_type: 'RECEPTION',
      mouvement_id: reception.id,
      type_correction: 'VOLUME',
      volume_ambiant: 950,
      raison: '   éééééééé9      ',
    }
    await expectRefused(body, 422, 'RAISON_TROP_COURTE', 'raison')
    await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 950, raison: ' éééééééé10 ' })
  })

  it('T-ADJ-03 brings the values of its type, no other, and changes something', async () => {
    const { reception } = await received(1_000)
    const base = { mouvement_type: 'RECEPTION' as const, mouvement_id: reception.id, raison }
    await expectRefused({ ...base, type_correction: 'TEMPERATURE' }, 422, 'DONNEES_INVALIDES', 'temperature_ambiante_c')
    await expectRefused({ ...base, type_correction: 'MIXTE' }, 422, 'DONNEES_INVALIDES', 'volume_ambiant')
    const both: Demande = { ...base, type_correction: 'DENSITE', densite_observee_kgm3: 840, volume_ambiant: 5 }
    await expectRefused(both, 422, 'AJUSTEMENT_CHAMP_INTERDIT', 'volume_ambiant')
    await expectRefused({ ...base, type_correction: 'VOLUME', volume_ambiant: 1_000 }, 422, 'ADJUSTMENT_NO_IMPACT')
    await expectRefused(
      { ...base, type_correction: 'DENSITE', densite_observee_kgm3: 901 },
      422,
      'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS',
      'densite_observee_kgm3',
    )
  })

  it('T-INV-03 stays: an adjustment itself cannot be changed or deleted', async () => {
    const { reception } = await received(1_000)
    const { id } = await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 950 })
    await expectRawProblem(await depot().admin.raw(`/api/v1/ajustements/${id}`, { method: 'DELETE' }), 405, 'METHODE_REFUSEE')
    const statement = `update stocks_adjustments set delta_ambiant = 0 where id = '${id}'`
    expect((await server().tryPsql(statement)).stderr).toContain('IMMUTABLE_TRANSACTION')
  })
})

describe('a full compensation', () => {
  it('T-ADJ-07 T-REG-12 takes a reception back whole, once', async () => {
    const { tank, reception } = await received(1_000, { temperature_ambiante_c: 30 })
    const entry = await depot().compensate('receptions', reception.id)
    expect(entry).toMatchObject({
      type_correction: 'COMPENSATION',
      delta_ambiant: -1_000,
      delta_15c: -reception.volume_15c,
      reason: '[COMPENSATION] Saisie deux fois par erreur',
    })
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 0, stock_15c: 0 })
    const options = { params: { path: { id: reception.id } }, body: { raison } }
    await withoutTrace(server(), async () => {
      const again = await depot().admin.client.POST('/api/v1/receptions/{id}/compensation', options)
      expectProblem(again, 409, 'MOUVEMENT_DEJA_COMPENSE')
    })
    const body: Demande = {
      mouvement_type: 'RECEPTION',
      mouvement_id: reception.id,
      type_correction: 'VOLUME',
      volume_ambiant: 10,
      raison,
    }
    await expectRefused(body, 409, 'MOUVEMENT_DEJA_COMPENSE')
  })

  it('T-ADJ-07 takes a sortie back as it counts by then', async () => {
    const tank = await depot().citerne({ stock: 5_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 1_000)]))
    await depot().ajuster('SORTIE', sortie.id, 'VOLUME', { volume_ambiant: 1_100 })
    expect(await depot().compensate('sorties', sortie.id)).toMatchObject({ rang: 2, delta_ambiant: 1_100 })
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(5_000)
    const query = { citerne_id: tank.id }
    const row = only(done(await depot().admin.client.GET('/api/v1/sorties', { params: { query } })).elements)
    expect(row).toMatchObject({ volume_ambiant: 1_000, compensee: true, nb_ajustements: 2 })
  })

  it('T-ADJ-07 gives a reason, and is about a movement of its kind', async () => {
    const { reception } = await received(1_000)
    const path = { id: reception.id }
    const short = { params: { path }, body: { raison: 'Doublon !' } }
    expectProblem(await depot().admin.client.POST('/api/v1/receptions/{id}/compensation', short), 422, 'RAISON_TROP_COURTE', 'raison')
    const wrong = { params: { path }, body: { raison } }
    expectProblem(await depot().admin.client.POST('/api/v1/sorties/{id}/compensation', wrong), 404, 'RESSOURCE_INTROUVABLE')
  })

  it('T-ADJ-08 T-REG-29 lets the truck be received again once the admin has re-opened it', async () => {
    const tanks = [await depot().citerne(), await depot().citerne()] as const
    const cdr = await depot().cdr('ARRIVE')
    const wrong = await depot().recevoir(tanks.map(({ id }) => ligne(id, 1_000)), { cours_de_route_id: cdr.id })
    const reopen = { params: { path: { id: cdr.id } }, body: { raison: 'Citernes confondues au dépotage' } }
    const tryReopen = (): Promise<Answer<Schemas['CoursDeRoute']>> =>
      depot().admin.client.POST('/api/v1/cours-de-route/{id}/reouverture', reopen)
    expectProblem(await tryReopen(), 409, 'TRANSITION_INTERDITE')
    const [first, second] = wrong
    if (first === undefined || second === undefined) throw new Error('two tanks, two receptions')
    await depot().compensate('receptions', first.id)
    expectProblem(await tryReopen(), 409, 'TRANSITION_INTERDITE')
    await depot().compensate('receptions', second.id)
    expect((await depot().readCdr(cdr.id)).statut).toBe('DECHARGE')
    expect(done(await tryReopen()).statut).toBe('ARRIVE')
    const body = depot().receptionBody([ligne(tanks[0].id, 2_000)], { cours_de_route_id: cdr.id })
    const right = only(created(await depot().operateur.client.POST('/api/v1/receptions', { body })).receptions)
    expect(right).toMatchObject({ dechargement: 2, cours_de_route_id: cdr.id })
    const detail = await depot().readCdr(cdr.id)
    expect(detail).toMatchObject({ statut: 'DECHARGE', nb_dechargements: 2 })
    expect(detail.receptions.map(({ compensee }) => compensee).sort()).toEqual([false, true, true])
    expect((await depot().stock(tanks[0].id)).stock_ambiant).toBe(2_000)
    const log = (await depot().log(cdr.id)).filter(({ action }) => action === 'CDR_ROUVERT')
    expect(only(log)).toMatchObject({ niveau: 'CRITICAL' })
  })

  it('T-ADJ-08 shows in the day: counted as compensated, out of the balance', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const twice = only(await other.recevoir([ligne(tank.id, 1_000)]))
    await other.recevoir([ligne(tank.id, 1_000)])
    await other.compensate('receptions', twice.id)
    const { receptions, balance } = await other.dashboard()
    expect(receptions).toMatchObject({ nombre: 2, compensees: 1 })
    expect(balance.ambiant).toBe(1_000)
  })
})

describe('a manual adjustment', () => {
  it('T-ADJ-07 corrects a line that has no movement to blame', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const owner = { citerne_id: tank.id, proprietaire_type: 'MONALUXE' as const }
    const body = { ...owner, delta_ambiant: -12.5, delta_15c: -12.4, raison: 'Perte constatée au jaugeage' }
    const entry = posted(await depot().admin.client.POST('/api/v1/ajustements/manuel', { body }))
    expect(entry).toMatchObject({ type_correction: 'MANUEL', mouvement_id: null, delta_ambiant: -12.5, delta_15c: -12.4 })
    expect(entry.reason).toBe('[MANUEL] Perte constatée au jaugeage')
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 987.5, stock_15c: 987.6 })
    await withoutTrace(server(), async () => {
      const post = async (change: Partial<Schemas['DemandeAjustementManuel']>): Promise<{ response: Response; error?: unknown }> =>
        await depot().admin.client.POST('/api/v1/ajustements/manuel', { body: { ...body, ...change } })
      expectProblem(await post({ delta_ambiant: 0, delta_15c: 0 }), 422, 'ADJUSTMENT_NO_IMPACT')
      expectProblem(await post({ raison: 'Perte' }), 422, 'RAISON_TROP_COURTE', 'raison')
      expectProblem(await post({ citerne_id: depot().id }), 422, 'SORTIE_CITERNE_INVALIDE', 'citerne_id')
      const partenaire_id = '00000000-0000-7000-8000-0000000000ff'
      const nobody = await post({ proprietaire_type: 'PARTENAIRE', partenaire_id })
      expectProblem(nobody, 422, 'SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA')
    })
  })
})

describe('what needs a second person', () => {
  it('T-INV-04 does not come about by small steps of one person', async () => {
    const { reception } = await received(120_000)
    const { client } = depot().admin
    const correct = async (volume_ambiant: number): Promise<number> => {
      const body = { mouvement_type: 'RECEPTION' as const, mouvement_id: reception.id, type_correction: 'VOLUME' as const, raison: 'Index relu au bordereau' }
      return (await client.POST('/api/v1/ajustements', { body: { ...body, volume_ambiant } })).response.status
    }
    expect([await correct(90_000), await correct(70_001), await correct(69_000)]).toEqual([201, 201, 202])
    // The way back is open.
    expect(await correct(120_000)).toBe(201)
  })

  it('T-INV-04 T-ADJ-05 nor on a line of the stock in a day, where the same correction counts once', async () => {
    const tank = await depot().citerne({ stock: 200_000 })
    const { client } = depot().admin
    const adjust = async (delta: number): Promise<{ response: Response; error?: unknown }> => {
      const body = { citerne_id: tank.id, proprietaire_type: 'MONALUXE' as const, raison: 'Perte constatée au jaugeage' }
      return await client.POST('/api/v1/ajustements/manuel', { body: { ...body, delta_ambiant: delta, delta_15c: delta } })
    }
    const at_once = await Promise.all(Array.from({ length: 5 }, () => adjust(-30_000)))
    expect(at_once.map(({ response }) => response.status).sort()).toEqual([201, 409, 409, 409, 409])
    const twice = at_once.find(({ response }) => response.status === 409)
    if (twice !== undefined) expectProblem(twice, 409, 'AJUSTEMENT_DOUBLON')
    expect((await adjust(-20_000)).response.status).toBe(201)
    expect((await adjust(-10)).response.status).toBe(202)
    expectProblem(await adjust(-10), 409, 'AJUSTEMENT_DOUBLON')
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(150_000)
  })
})

describe('the list of adjustments', () => {
  it('filters by type, movement, tank, day and text, together, newest first', async () => {
    const { tank, reception } = await received(1_000)
    await depot().ajuster('RECEPTION', reception.id, 'VOLUME', { volume_ambiant: 900, raison: 'Index mal lu au compteur' })
    await depot().ajuster('RECEPTION', reception.id, 'TEMPERATURE', { temperature_ambiante_c: 20 })
    await depot().compensate('receptions', reception.id)
    const types = async (filter: object): Promise<string[]> => {
      const query = { citerne_id: tank.id, ...filter }
      const page = done(await depot().operateur.client.GET('/api/v1/ajustements', { params: { query } }))
      return page.elements.map(({ type_correction }) => type_correction)
    }
    expect(await types({})).toEqual(['COMPENSATION', 'TEMPERATURE', 'VOLUME'])
    expect(await types({ tri: 'created_at' })).toEqual(['VOLUME', 'TEMPERATURE', 'COMPENSATION'])
    expect(await types({ type_correction: ['VOLUME', 'COMPENSATION'] })).toEqual(['COMPENSATION', 'VOLUME'])
    expect(await types({ mouvement_id: reception.id, q: 'mal LU' })).toEqual(['VOLUME'])
    expect(await types({ au: day(await depot().today(), -1) })).toEqual([])
    expect(await types({ mouvement_type: 'SORTIE' })).toEqual([])
    expect(await types({ limite: 2 })).toEqual(['COMPENSATION', 'TEMPERATURE'])
  })
})

describe('after all adjustments', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
