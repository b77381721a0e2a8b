// Receptions: what they credit, what they refuse, and how they are found again.
import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { allPages, created, day, type Depot, done, expectVerified, ligne, only, useDepot, withoutTrace, type Schemas } from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { produitEssence, produitGasoil } from './fixture/seed'
import { useServer } from './fixture/server'

type Reception = Schemas['DemandeReception']

const server = useServer()
const depot = useDepot(server)

/** Posts as admin unless told; the bare answer. */
const post = (body: Reception, caller = depot().admin): Promise<{ response: Response; error?: unknown }> =>
  caller.client.POST('/api/v1/receptions', { body })

/** A reception that must be refused so, and leave no trace. */
async function expectRefused(
  body: Reception,
  status: number,
  code: string,
  champ?: string,
  caller = depot().admin,
): Promise<string> {
  const answer = await withoutTrace(server(), () => post(body, caller))
  return expectProblem(answer, status, code, ...(champ === undefined ? [] : [champ])).detail ?? ''
}

describe('a reception with a cours de route', () => {
  it('T-REC-01 credits the tank, discharges the truck and logs once an action', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE')
    const reading = ligne(tank.id, 39_291, { temperature_ambiante_c: 23.2, densite_observee_kgm3: 837.6 })
    const reception = only(await depot().recevoir([reading], { cours_de_route_id: cdr.id }, depot().operateur))
    expect(reception).toMatchObject({ cours_de_route_id: cdr.id, dechargement: 1, volume_ambiant: 39_291 })
    expect(await depot().stock(tank.id)).toMatchObject({
      stock_ambiant: 39_291,
      stock_15c: reception.volume_15c,
    })
    expect(await depot().readCdr(cdr.id)).toMatchObject({ statut: 'DECHARGE', nb_dechargements: 1 })
    const log = await depot().log(reception.id)
    expect(log.map(({ action }) => action)).toEqual(['RECEPTION_CREEE', 'RECEPTION_VALIDE'])
    expect(log.map(({ auteur_nom }) => auteur_nom)).toEqual(['Test operateur', 'Test operateur'])
    expect(log[0]?.details).toMatchObject({ numero: reception.numero, volume_ambiant: 39_291, proprietaire_type: 'MONALUXE' })
  })

  it.each([
    ['CHARGEMENT', 'chargement'],
    ['TRANSIT', 'en transit'],
    ['FRONTIERE', 'à la frontière'],
  ] as const)(
    'T-REC-02 is refused while the truck is in %s',
    async (statut, word) => {
      const tank = await depot().citerne()
      const cdr = await depot().cdr(statut)
      const body = depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
      const detail = await expectRefused(body, 409, 'CDR_NON_ARRIVE', 'cours_de_route_id')
      expect(detail).toBe(`Statut actuel : ${word}.`)
      expect((await depot().readCdr(cdr.id)).statut).toBe(statut)
    },
  )

  it('T-REC-02 is refused for a truck that nobody knows', async () => {
    const tank = await depot().citerne()
    const body = depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: tank.id })
    await expectRefused(body, 422, 'CDR_INTROUVABLE', 'cours_de_route_id')
  })

  it('T-REC-03 is refused when the truck carries another product', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE', { produit_id: produitEssence })
    const body = depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
    await expectRefused(body, 422, 'CDR_PRODUIT_DIFFERENT', 'cours_de_route_id')
  })

  it('T-REC-03 is refused when the truck goes to another depot', async () => {
    const other = await depot().another()
    const tank = await depot().citerne()
    const cdr = await other.cdr('ARRIVE')
    const body = depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
    await expectRefused(body, 422, 'CDR_DEPOT_DIFFERENT', 'cours_de_route_id')
    await expectRefused(body, 403, 'HORS_DEPOT', undefined, depot().operateur)
  })

  it('T-REC-09 is refused once the truck was received', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE')
    await depot().recevoir([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
    const body = depot().receptionBody([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id })
    await expectRefused(body, 409, 'CDR_DEJA_RECU', 'cours_de_route_id')
  })

  it('T-REC-10 is obligatory into a physical tank, except for the admin, who leaves a note', async () => {
    const tank = await depot().citerne()
    const body = depot().receptionBody([ligne(tank.id, 1_000)])
    await expectRefused(body, 422, 'RECEPTION_CDR_REQUIS', 'cours_de_route_id', depot().operateur)
    await expectRefused({ ...body, note: null }, 422, 'RECEPTION_NOTE_REQUISE', 'note')
    await expectRefused({ ...body, note: '   ' }, 422, 'RECEPTION_NOTE_REQUISE', 'note')
    created(await depot().admin.client.POST('/api/v1/receptions', { body }))
  })

  it('T-REC-10 is optional into a logical tank, where a note is always due', async () => {
    const tank = await depot().citerne({ logique: true, capacite_totale: 1_000_000 })
    const body = depot().receptionBody([ligne(tank.id, 1_000)])
    await expectRefused({ ...body, note: null }, 422, 'RECEPTION_NOTE_REQUISE', 'note', depot().operateur)
    created(await depot().operateur.client.POST('/api/v1/receptions', { body }))
  })

  it('T-REC-11 is never that of a partner', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE')
    const body = depot().receptionBody([ligne(tank.id, 1_000)], {
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: await depot().partenaire(),
      cours_de_route_id: cdr.id,
    })
    await expectRefused(body, 422, 'RECEPTION_CDR_INTERDIT', 'cours_de_route_id')
  })
})

describe('a reception into a tank', () => {
  it('T-REC-04 is refused when the tank does not exist', async () => {
    const body = depot().receptionBody([ligne(depot().id, 1_000)])
    await expectRefused(body, 422, 'RECEPTION_CITERNE_INTROUVABLE', 'lignes[0].citerne_id')
  })

  it('T-REC-04 is refused when the tank holds another product', async () => {
    const tank = await depot().citerne()
    const body = depot().receptionBody([ligne(tank.id, 1_000, { produit_id: produitEssence })])
    await expectRefused(body, 422, 'RECEPTION_PRODUIT_INCOMPATIBLE', 'lignes[0].produit_id')
  })

  it('T-REC-05 fills the free room of all owners to the last litre, and no further', async () => {
    const tank = await depot().citerne({ stock: 300_000 })
    await depot().initial(tank.id, 180_000, {
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: await depot().partenaire(),
    })
    const detail = await expectRefused(
      depot().receptionBody([ligne(tank.id, 25_000)]),
      422,
      'RECEPTION_CAPACITE_INSUFFISANTE',
      'lignes[0].index_apres',
    )
    expect(detail).toMatch(/20\D?000.*25\D?000/)
    await expectRefused(depot().receptionBody([ligne(tank.id, 20_000.001)]), 422, 'RECEPTION_CAPACITE_INSUFFISANTE')
    await depot().recevoir([ligne(tank.id, 20_000)])
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(500_000)
  })

  it('T-REC-05 keeps the headroom of the tank free', async () => {
    const tank = await depot().citerne({ capacite_totale: 10_000, creux_securite: 500 })
    await expectRefused(depot().receptionBody([ligne(tank.id, 9_501)]), 422, 'RECEPTION_CAPACITE_INSUFFISANTE')
    await depot().recevoir([ligne(tank.id, 9_500)])
  })

  it.each(['maintenance', 'inactive'] as const)('T-REC-06 is refused when the tank is in state %s', async (statut) => {
    const tank = await depot().citerne()
    await depot().changeTank(tank.id, { statut })
    const body = depot().receptionBody([ligne(tank.id, 1_000)])
    await expectRefused(body, 422, 'RECEPTION_CITERNE_INACTIVE', 'lignes[0].citerne_id')
  })

  it('T-REC-06 is refused in a closed depot, and possible again when it reopens', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    await other.settings({ actif: false })
    const body = depot().receptionBody([ligne(tank.id, 1_000)])
    await expectRefused(body, 422, 'RECEPTION_CITERNE_INACTIVE', 'lignes[0].citerne_id')
    await other.settings({ actif: true })
    await depot().recevoir([ligne(tank.id, 1_000)])
  })

  it('T-REC-07 names its owner: a partner with id, MONALUXE without', async () => {
    const tank = await depot().citerne()
    const partenaire_id = await depot().partenaire()
    const body = depot().receptionBody([ligne(tank.id, 1_000)])
    await expectRefused({ ...body, proprietaire_type: 'PARTENAIRE' }, 422, 'PARTENAIRE_REQUIS', 'partenaire_id')
    await expectRefused({ ...body, partenaire_id }, 422, 'PARTENAIRE_INTERDIT', 'partenaire_id')
    await depot().recevoir([ligne(tank.id, 1_000)], { proprietaire_type: 'PARTENAIRE', partenaire_id }, depot().operateur)
    expect(await depot().stockOf(tank.id, partenaire_id)).toBe(1_000)
  })

  it('T-REC-12 discharges one truck into several tanks: one operation, one row a tank, numbers in a row', async () => {
    const tanks = [await depot().citerne(), await depot().citerne(), await depot().citerne()]
    const cdr = await depot().cdr('ARRIVE')
    const lignes = tanks.map(({ id }, i) => ligne(id, 1_000 * (i + 1)))
    const rows = await depot().recevoir(lignes, { cours_de_route_id: cdr.id }, depot().operateur)
    expect(rows.map(({ citerne_id, ligne: n, volume_ambiant }) => [citerne_id, n, volume_ambiant])).toEqual(
      tanks.map(({ id }, i) => [id, i + 1, 1_000 * (i + 1)]),
    )
    const numbers = rows.map(({ numero }) => Number(numero.slice(-6)))
    expect(numbers).toEqual([0, 1, 2].map((i) => (numbers[0] ?? NaN) + i))
    const detail = await depot().readCdr(cdr.id)
    expect(detail).toMatchObject({ statut: 'DECHARGE', nb_dechargements: 1 })
    expect(detail.receptions.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort())
  })

  it('T-REC-08 posts all tanks of a discharge or none', async () => {
    const roomy = await depot().citerne()
    const small = await depot().citerne({ capacite_totale: 2_000 })
    const cdr = await depot().cdr('ARRIVE')
    const lignes = [ligne(roomy.id, 30_000), ligne(small.id, 2_001)]
    const body = depot().receptionBody(lignes, { cours_de_route_id: cdr.id })
    await expectRefused(body, 422, 'RECEPTION_CAPACITE_INSUFFISANTE', 'lignes[1].index_apres')
    expect((await depot().stock(roomy.id)).stock_ambiant).toBe(0)
    expect((await depot().readCdr(cdr.id)).statut).toBe('ARRIVE')
  })

  it('T-REC-12 takes no tank twice, no tanks of two depots, one to twenty of them', async () => {
    const tank = await depot().citerne()
    const other = await (await depot().another()).citerne()
    const twice = depot().receptionBody([ligne(tank.id, 1), ligne(tank.id, 1)])
    await expectRefused(twice, 422, 'RECEPTION_CITERNE_REPETEE')
    await expectRefused(depot().receptionBody([ligne(tank.id, 1), ligne(other.id, 1)]), 422, 'DEPOTS_MULTIPLES')
    await expectRefused(depot().receptionBody([]), 422, 'DONNEES_INVALIDES', 'lignes')
    const many = Array.from({ length: 21 }, () => ligne(tank.id, 1))
    await expectRefused(depot().receptionBody(many), 422, 'DONNEES_INVALIDES', 'lignes')
  })
})

describe('the day of a reception', () => {
  it('T-REC-13 is the business day unless given, and at most jours_retro days back', async () => {
    const other = await depot().another({ jours_retro: 10 })
    const tank = await other.citerne()
    const today = await other.today()
    expect(only(await other.recevoir([ligne(tank.id, 100)])).date_reception).toBe(today)
    const first = day(today, -10)
    expect(only(await other.recevoir([ligne(tank.id, 100)], { date_reception: first })).date_reception).toBe(first)
    const earlier = other.receptionBody([ligne(tank.id, 100)], { date_reception: day(today, -11) })
    expect(await expectRefused(earlier, 422, 'DATE_TROP_ANCIENNE', 'date_reception')).toContain(first)
    const tomorrow = other.receptionBody([ligne(tank.id, 100)], { date_reception: day(today, 1) })
    expect(await expectRefused(tomorrow, 422, 'DATE_FUTURE_INTERDITE', 'date_reception')).toContain(today)
  })

  it('T-REC-13 is never in a closed day', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const closed = day(await other.today(), -3)
    await other.close(closed)
    const body = other.receptionBody([ligne(tank.id, 100)], { date_reception: closed })
    await expectRefused(body, 409, 'JOUR_CLOTURE', 'date_reception')
    await expectRefused({ ...body, date_reception: day(closed, -1) }, 409, 'JOUR_CLOTURE', 'date_reception')
    await other.recevoir([ligne(tank.id, 100)], { date_reception: day(closed, 1) })
  })
})

describe('the reading of a reception', () => {
  it('names every wrong field at once', async () => {
    const tank = await depot().citerne()
    const lignes = [
      { citerne_id: tank.id, index_avant: -1, index_apres: 10, temperature_ambiante_c: 20, densite_observee_kgm3: 837 },
      { citerne_id: tank.id, index_avant: 10, index_apres: 10, temperature_ambiante_c: 20, densite_observee_kgm3: 837 },
      { citerne_id: tank.id, index_avant: 1, index_apres: 10 },
    ]
    const answer = await withoutTrace(server(), () => post(depot().receptionBody(lignes)))
    expectProblem(
      answer,
      422,
      'DONNEES_INVALIDES',
      { champ: 'lignes[0].index_avant', code: 'RECEPTION_INDEX_NEGATIF' },
      { champ: 'lignes[1].index_apres', code: 'RECEPTION_INDEX_INCOHERENT' },
      { champ: 'lignes[2].temperature_ambiante_c', code: 'RECEPTION_INPUT_MISSING' },
      { champ: 'lignes[2].densite_observee_kgm3', code: 'RECEPTION_INPUT_MISSING' },
    )
  })

  it.each(['volume_ambiant', 'volume_15c', 'densite_a_15_kgm3', 'vcf'])(
    'T-VOL-01 T-INV-02 cannot bring %s: the server computes it',
    async (field) => {
      const tank = await depot().citerne()
      const body = depot().receptionBody([ligne(tank.id, 1_000)])
      const forged = { ...body, lignes: [{ ...body.lignes[0], [field]: 999 }] }
      await expectRawProblem(await depot().admin.post('/api/v1/receptions', forged), 400, 'CHAMP_INCONNU')
    },
  )

  it('T-INV-06 takes the ambient volume from the indexes, whatever the temperature', async () => {
    const tank = await depot().citerne()
    const reading = { index_avant: 12_345.678, index_apres: 22_345.679, temperature_ambiante_c: 35 }
    const reception = only(await depot().recevoir([ligne(tank.id, 0, reading)]))
    expect(reception.volume_ambiant).toBe(10_000.001)
    expect(reception.volume_15c).toBeLessThan(9_900)
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(10_000.001)
  })

  it('T-VOL-02 rounds litres at 15 °C to 0.1 L, or as the depot says, and keeps the unrounded figure', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const reading = ligne(tank.id, 1_000, { temperature_ambiante_c: 19, densite_observee_kgm3: 837 })
    const usual = only(await other.recevoir([reading]))
    expect(usual.arrondi_l).toBe(0.1)
    expect(usual.volume_15c).toBe(Math.round(usual.volume_15c_exact * 10) / 10)
    await other.settings({ arrondi_reception_l: 1 })
    const whole = only(await other.recevoir([reading]))
    expect(whole).toMatchObject({ arrondi_l: 1, volume_15c: 997, volume_15c_exact: usual.volume_15c_exact })
  })

  it('T-VOL-03 gives the same figures for the same reading, and says how', async () => {
    const tank = await depot().citerne()
    const reading = ligne(tank.id, 33_445, { temperature_ambiante_c: 21, densite_observee_kgm3: 837 })
    const figures = (r: Schemas['ReceptionPostee']): unknown[] => [r.densite_a_15_kgm3, r.vcf, r.volume_15c_exact, r.volume_15c]
    const first = only(await depot().recevoir([reading]))
    const second = only(await depot().recevoir([reading]))
    expect(figures(second)).toEqual(figures(first))
    expect(first).toMatchObject({ edition: 'MPMS_11_1_2004', groupe: 'B', areometre: true, mode_vcf: 'CALCULE_5' })
    expect(first.moteur_version).not.toBe('')
    const body = {
      produit_id: produitGasoil,
      depot_id: depot().id,
      volume_ambiant: 33_445,
      temperature_c: 21,
      densite_observee_kgm3: 837,
    }
    expect(done(await depot().operateur.client.POST('/api/v1/volumetrie/calcul', { body }))).toMatchObject({
      densite_a_15_kgm3: first.densite_a_15_kgm3,
      vcf: first.vcf,
      volume_15c_exact: first.volume_15c_exact,
      volume_15c_reception: first.volume_15c,
    })
  })

  it('T-VOL-04 T-VOL-05 is plausible for the product, bounds included', async () => {
    const tank = await depot().citerne()
    for (const [temperature_ambiante_c, densite_observee_kgm3] of [[0, 837], [60, 837], [15, 780], [15, 900]] as const) {
      await depot().recevoir([ligne(tank.id, 100, { temperature_ambiante_c, densite_observee_kgm3 })])
    }
    const refused = async (more: Parameters<typeof ligne>[2], code: string, champ: string): Promise<string> =>
      await expectRefused(depot().receptionBody([ligne(tank.id, 100, more)]), 422, code, `lignes[0].${champ}`)
    const dens = 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS'
    const temp = 'ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP'
    expect(await refused({ densite_observee_kgm3: 900.1 }, dens, 'densite_observee_kgm3')).toMatch(/900[,.]1.*780.*900/)
    await refused({ densite_observee_kgm3: 779.9 }, dens, 'densite_observee_kgm3')
    expect(await refused({ temperature_ambiante_c: 60.01 }, temp, 'temperature_ambiante_c')).toMatch(/60[,.]01.*0.*60/)
    await refused({ temperature_ambiante_c: -0.01 }, temp, 'temperature_ambiante_c')
  })

  it('T-VOL-06 has the domain of its own product: petrol of 740 kg/m³ is received', async () => {
    const petrol = await depot().citerne({ produit_id: produitEssence })
    const reading = { temperature_ambiante_c: 24, densite_observee_kgm3: 740 }
    const reception = only(await depot().recevoir([ligne(petrol.id, 10_000, reading)]))
    expect(reception).toMatchObject({ produit_id: produitEssence, volume_ambiant: 10_000 })
    expect(reception.volume_15c).toBeLessThan(9_900)
    const gasoil = await depot().citerne()
    const body = depot().receptionBody([ligne(gasoil.id, 10_000, reading)])
    await expectRefused(body, 422, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS')
  })

  it('T-VOL-06 follows a change of the product at once, in both directions', async () => {
    const produit = created(
      await depot().admin.client.POST('/api/v1/produits', {
        body: { nom: 'Kérosène', code: 'JET', densite_min_kgm3: 775, densite_max_kgm3: 840 },
      }),
    )
    const tank = await depot().citerne({ produit_id: produit.id })
    await depot().recevoir([ligne(tank.id, 100, { densite_observee_kgm3: 800 })])
    const change = async (version: number, densite_max_kgm3: number): Promise<void> => {
      const params = { path: { id: produit.id }, header: { 'If-Match': `"${version}"` } }
      done(await depot().admin.client.PATCH('/api/v1/produits/{id}', { params, body: { densite_max_kgm3 } }))
    }
    await change(1, 790)
    const body = depot().receptionBody([ligne(tank.id, 100, { densite_observee_kgm3: 800 })])
    await expectRefused(body, 422, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS')
    await change(2, 840)
    await depot().recevoir([ligne(tank.id, 100, { densite_observee_kgm3: 800 })])
  })
})

interface FieldReading {
  reference: string
  volume: number
  temperature: number
  densite: number
  arrondi: number
  expected: { densite_a_15_kgm3: number; vcf: number; volume_15c: number }
}

/** The readings of the depot's own sheet: data/releves_terrain.csv. Whole litres but for J0, which has a decimal. */
const fieldReadings: readonly FieldReading[] = readFileSync(
  new URL('../../data/releves_terrain.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [reference = '', , volume, temperature, densite, , d15, vcf, v15 = ''] = line.split(',')
    return {
      reference,
      volume: Number(volume),
      temperature: Number(temperature),
      densite: Number(densite),
      arrondi: v15.includes('.') ? 0.1 : 1,
      expected: { densite_a_15_kgm3: Number(d15), vcf: Number(vcf), volume_15c: Number(v15) },
    }
  })

describe('the readings of the field, in a depot on D1250-1980 with hydrometer', () => {
  let field: Depot | undefined
  const fieldDepot = async (): Promise<Depot> => {
    if (field === undefined) {
      field = await depot().another()
      // The server has read the settings of before: the change must reach it by itself.
      await field.recevoir([ligne((await field.citerne()).id, 100)])
      await field.settings({ edition: 'D1250_1980', areometre: true })
    }
    return field
  }

  it.each(fieldReadings)(
    'T-VOL-02 T-REG-09 T-REG-10 $reference gives its figures exactly, as reception and as sortie',
    async ({ volume, temperature, densite, arrondi, expected }) => {
      const other = await fieldDepot()
      await other.settings({ arrondi_reception_l: arrondi, arrondi_sortie_l: arrondi })
      const tank = await other.citerne()
      const reading = ligne(tank.id, volume, { temperature_ambiante_c: temperature, densite_observee_kgm3: densite })
      const method = { edition: 'D1250_1980', groupe: 'B', areometre: true, arrondi_l: arrondi, volume_ambiant: volume }
      const received = only(await other.recevoir([reading]))
      expect(received).toMatchObject({ ...method, ...expected })
      const sold = only(await other.sortir([reading]))
      expect(sold).toMatchObject({ ...method, ...expected })
      expect(sold.volume_15c_exact).toBe(received.volume_15c_exact)
      expect(sold.moteur_version).toBe(received.moteur_version)
      expect(await other.stock(tank.id)).toMatchObject({ stock_ambiant: 0, stock_15c: 0 })
    },
  )
})

describe('a posted reception', () => {
  it('T-REC-14 T-INV-03 has no way to be changed or deleted', async () => {
    const tank = await depot().citerne()
    const { id } = only(await depot().recevoir([ligne(tank.id, 1_000)]))
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const init = method === 'DELETE' ? { method } : { method, headers: { 'Content-Type': 'application/json' }, body: '{}' }
      await expectRawProblem(await depot().admin.raw(`/api/v1/receptions/${id}`, init), 405, 'METHODE_REFUSEE')
    }
    for (const statement of [
      `update receptions set note = 'x' where id = '${id}'`,
      `delete from receptions where id = '${id}'`,
      'truncate receptions cascade',
    ]) {
      expect((await server().tryPsql(statement)).stderr, statement).toContain('IMMUTABLE_TRANSACTION')
    }
  })

  it('T-REC-15 keeps its names when tank, supplier or partner are inactive, and shows its source', async () => {
    const other = await depot().another()
    const tank = await other.citerne()
    const fournisseur_id = await other.newFournisseur()
    const cdr = await other.cdr('ARRIVE', { fournisseur_id })
    const { id } = only(await other.recevoir([ligne(tank.id, 1_000)], { cours_de_route_id: cdr.id }))
    await other.compensate('receptions', id)
    await other.changeTank(tank.id, { statut: 'inactive' })
    const params = { path: { id: fournisseur_id }, header: { 'If-Match': '"1"' } }
    done(await other.admin.client.PATCH('/api/v1/fournisseurs/{id}', { params, body: { actif: false } }))
    const query = { depot_id: other.id }
    const row = only(done(await other.admin.client.GET('/api/v1/receptions', { params: { query } })).elements)
    expect(row).toMatchObject({
      citerne_nom: tank.nom,
      produit_nom: 'Gasoil',
      source_nom: cdr.fournisseur_nom,
      plaque_camion: cdr.plaque_camion,
      compensee: true,
      nb_ajustements: 1,
    })
  })

  it('shows its figures, its author and the other tanks of its discharge', async () => {
    const tanks = [await depot().citerne(), await depot().citerne()] as const
    const rows = await depot().recevoir([ligne(tanks[0].id, 100), ligne(tanks[1].id, 200)])
    const path = { id: rows[0]?.id ?? '' }
    const detail = done(await depot().admin.client.GET('/api/v1/receptions/{id}', { params: { path } }))
    expect(detail).toMatchObject({ ...rows[0], auteur_nom: 'Test admin', net_ambiant: 100, compensee: false, ajustements: [] })
    expect(only(detail.autres_lignes)).toMatchObject({ citerne_nom: tanks[1].nom, volume_ambiant: 200 })
  })
})

describe('the list of receptions', () => {
  let listed: { depot: Depot; tanks: string[]; partenaire_id: string; today: string } | undefined

  /** Seven receptions of a depot of its own: five of MONALUXE over three days, two of a partner. */
  const world = async (): Promise<NonNullable<typeof listed>> => {
    if (listed !== undefined) return listed
    const other = await depot().another()
    const tanks = [(await other.citerne({ nom: 'CUVE 10' })).id, (await other.citerne({ nom: 'CUVE 9' })).id]
    const [a = '', b = ''] = tanks
    const partenaire_id = await other.partenaire()
    const today = await other.today()
    for (const [i, volume] of [500, 100, 400, 200, 300].entries()) {
      await other.recevoir([ligne(i % 2 === 0 ? a : b, volume)], { date_reception: day(today, -Math.floor(i / 2)) })
    }
    for (const volume of [50, 60]) {
      await other.recevoir([ligne(b, volume)], { proprietaire_type: 'PARTENAIRE', partenaire_id, note: 'Chez un ami' })
    }
    listed = { depot: other, tanks, partenaire_id, today }
    return listed
  }

  it('filters by day, tank, product, owner and text, together', async () => {
    const { depot: other, tanks, partenaire_id, today } = await world()
    const volumes = async (filter: object): Promise<number[]> => {
      const query = { depot_id: other.id, tri: 'volume_ambiant', ...filter }
      const page = done(await other.admin.client.GET('/api/v1/receptions', { params: { query } }))
      return page.elements.map(({ volume_ambiant }) => volume_ambiant)
    }
    expect(await volumes({})).toEqual([50, 60, 100, 200, 300, 400, 500])
    expect(await volumes({ du: today })).toEqual([50, 60, 100, 500])
    expect(await volumes({ au: day(today, -1) })).toEqual([200, 300, 400])
    expect(await volumes({ du: day(today, -1), au: day(today, -1) })).toEqual([200, 400])
    expect(await volumes({ citerne_id: tanks[0] })).toEqual([300, 400, 500])
    expect(await volumes({ proprietaire_type: 'PARTENAIRE' })).toEqual([50, 60])
    expect(await volumes({ partenaire_id, citerne_id: tanks[1] })).toEqual([50, 60])
    expect(await volumes({ partenaire_id, citerne_id: tanks[0] })).toEqual([])
    expect(await volumes({ produit_id: produitEssence })).toEqual([])
    expect(await volumes({ q: 'chez un AMI' })).toEqual([50, 60])
    expect(await volumes({ q: 'REC-' })).toHaveLength(7)
    expect(await volumes({ q: '%' })).toEqual([])
  })

  it('sorts on any shown column, tanks as people count', async () => {
    const { depot: other } = await world()
    const list = async (tri: string): Promise<Schemas['Reception'][]> => {
      const query = { depot_id: other.id, tri }
      return done(await other.admin.client.GET('/api/v1/receptions', { params: { query } })).elements
    }
    const names = (await list('citerne_nom')).map(({ citerne_nom }) => citerne_nom)
    expect(names).toEqual(['CUVE 9', 'CUVE 9', 'CUVE 9', 'CUVE 9', 'CUVE 10', 'CUVE 10', 'CUVE 10'])
    expect((await list('-volume_15c')).map(({ volume_15c }) => volume_15c)).toEqual([500, 400, 300, 200, 100, 60, 50])
    const dates = (await list('-date_reception')).map(({ date_reception }) => date_reception)
    expect(dates).toEqual([...dates].sort().reverse())
    const unknown = await other.admin.raw('/api/v1/receptions?tri=note')
    await expectRawProblem(unknown, 422, 'DONNEES_INVALIDES', { champ: 'tri', code: 'VALEUR_INCONNUE' })
  })

  it.each(['numero', '-numero', 'date_reception', '-volume_ambiant', 'citerne_nom', '-source_nom', 'proprietaire_type'])(
    'gives every row once over its pages, sorted by %s',
    async (tri) => {
      const { depot: other } = await world()
      const all = { depot_id: other.id, tri }
      const whole = done(await other.admin.client.GET('/api/v1/receptions', { params: { query: { ...all, total: true } } }))
      expect(whole.total).toBe(7)
      expect(whole.curseur_suivant ?? null).toBeNull()
      const paged = await allPages(async (paging) =>
        done(await other.admin.client.GET('/api/v1/receptions', { params: { query: { ...all, ...paging } } })),
      )
      expect(paged.map(({ id }) => id)).toEqual(whole.elements.map(({ id }) => id))
    },
  )

  it('does not move on its pages when rows arrive meanwhile', async () => {
    const { depot: other, tanks } = await world()
    const base = { depot_id: other.id, tri: '-numero', limite: 4 }
    const first = done(await other.admin.client.GET('/api/v1/receptions', { params: { query: base } }))
    await other.recevoir([ligne(tanks[0] ?? '', 10)])
    const query = { ...base, curseur: first.curseur_suivant ?? '' }
    const second = done(await other.admin.client.GET('/api/v1/receptions', { params: { query } }))
    const seen = [...first.elements, ...second.elements].map(({ numero }) => Number(numero.slice(-6)))
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  it('refuses a cursor that is none or belongs to another sort', async () => {
    const { depot: other } = await world()
    await expectRawProblem(await other.admin.raw('/api/v1/receptions?curseur=abc'), 400, 'CURSEUR_INVALIDE')
    const query = { tri: 'numero', limite: 1 }
    const { curseur_suivant } = done(await other.admin.client.GET('/api/v1/receptions', { params: { query } }))
    const path = `/api/v1/receptions?tri=volume_15c&curseur=${encodeURIComponent(curseur_suivant ?? '')}`
    await expectRawProblem(await other.admin.raw(path), 400, 'CURSEUR_INVALIDE')
  })
})

describe('after all receptions', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
