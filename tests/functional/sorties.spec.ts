// Sorties: what they debit, what they refuse, and how they are found again.
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
  type Depot,
  type Schemas,
} from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { produitEssence } from './fixture/seed'
import { useServer } from './fixture/server'

const server = useServer()
const depot = useDepot(server)

/** A sortie that must be refused so, and leave no trace. */
async function expectRefused(
  body: Schemas['DemandeSortie'],
  status: number,
  code: string,
  champ?: string,
): Promise<string> {
  const answer = await withoutTrace(server(), () => depot().operateur.client.POST('/api/v1/sorties', { body }))
  return expectProblem(answer, status, code, ...(champ === undefined ? [] : [champ])).detail ?? ''
}

const partner = (partenaire_id: string): Partial<Schemas['DemandeSortie']> & { proprietaire_type: 'PARTENAIRE' } => ({
  proprietaire_type: 'PARTENAIRE',
  partenaire_id,
})

describe('the owner of a sortie', () => {
  it('T-SOR-01 MONALUXE sells to a client, a partner takes its own: never both, never neither', async () => {
    const tank = await depot().citerne({ stock: 10_000 })
    const partenaire_id = await depot().partenaire()
    const client_id = await depot().client()
    const lignes = [ligne(tank.id, 100)]
    const refused = async (body: Schemas['DemandeSortie'], champ: string): Promise<unknown> =>
      await expectRefused(body, 422, 'BENEFICIAIRE_XOR', champ)
    await refused({ proprietaire_type: 'MONALUXE', lignes }, 'client_id')
    await refused({ proprietaire_type: 'MONALUXE', client_id, partenaire_id, lignes }, 'partenaire_id')
    await refused({ proprietaire_type: 'PARTENAIRE', lignes }, 'partenaire_id')
    await refused({ proprietaire_type: 'PARTENAIRE', client_id, partenaire_id, lignes }, 'client_id')
    await expectRefused({ client_id, lignes }, 422, 'SORTIE_PROPRIETAIRE_INVALIDE', 'proprietaire_type')
  })

  it('T-SOR-15 is never guessed from the beneficiary: a contradiction is refused', async () => {
    const tank = await depot().citerne({ stock: 10_000 })
    const partenaire_id = await depot().partenaire()
    await depot().initial(tank.id, 10_000, partner(partenaire_id))
    const body = { proprietaire_type: 'MONALUXE' as const, partenaire_id, lignes: [ligne(tank.id, 100)] }
    await expectRefused(body, 422, 'BENEFICIAIRE_XOR', 'partenaire_id')
  })

  it('T-OWN-03 MONALUXE never takes litres of a partner, though the tank holds enough', async () => {
    const tank = await depot().citerne({ stock: 500 })
    const partenaire_id = await depot().partenaire()
    await depot().initial(tank.id, 9_000, partner(partenaire_id))
    const body = await depot().sortieBody([ligne(tank.id, 600)])
    const detail = await expectRefused(body, 422, 'SORTIE_STOCK_INSUFFISANT_AMB', 'lignes[0].index_apres')
    expect(detail).toMatch(/500.*600/)
    await depot().sortir([ligne(tank.id, 600)], partner(partenaire_id))
    expect(await depot().stockOf(tank.id)).toBe(500)
    expect(await depot().stockOf(tank.id, partenaire_id)).toBe(8_400)
  })

  it('T-OWN-04 T-INV-07 one partner never takes litres of another', async () => {
    const tank = await depot().citerne()
    const [a, b] = [await depot().partenaire(), await depot().partenaire()]
    await depot().initial(tank.id, 1_000, partner(a))
    await depot().initial(tank.id, 2_000, partner(b))
    const body = await depot().sortieBody([ligne(tank.id, 1_001)], partner(a))
    await expectRefused(body, 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
    await depot().sortir([ligne(tank.id, 1_000)], partner(a))
    expect([await depot().stockOf(tank.id, a), await depot().stockOf(tank.id, b)]).toEqual([0, 2_000])
  })
})

describe('the stock that a sortie needs', () => {
  it('T-SOR-02 is the ambient stock of its owner: one millilitre more leaves no trace', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    await expectRefused(await depot().sortieBody([ligne(tank.id, 1_000.001)]), 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
    await depot().sortir([ligne(tank.id, 1_000)])
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 0, stock_15c: 0 })
  })

  it('T-SOR-03 begins with a reception or an opening stock', async () => {
    const tank = await depot().citerne()
    const body = await depot().sortieBody([ligne(tank.id, 1)])
    await expectRefused(body, 422, 'SORTIE_STOCK_INTROUVABLE', 'lignes[0].citerne_id')
    await depot().initial(tank.id, 100)
    const partenaire_id = await depot().partenaire()
    await expectRefused(await depot().sortieBody([ligne(tank.id, 1)], partner(partenaire_id)), 422, 'SORTIE_STOCK_INTROUVABLE')
    await depot().sortir([ligne(tank.id, 1)])
  })

  it('T-SOR-06 may be drawn down to the minimum of the tank, not a litre further', async () => {
    const tank = await depot().citerne({ stock: 10_000, stock_minimum: 2_000 })
    await depot().sortir([ligne(tank.id, 8_000)])
    const body = await depot().sortieBody([ligne(tank.id, 1)])
    const detail = await expectRefused(body, 422, 'SORTIE_CAPACITE_SECURITE', 'lignes[0].index_apres')
    expect(detail).toMatch(/2\D?000.*1\D?999/)
  })

  it('T-SOR-06 compares the minimum with the tank over all owners', async () => {
    const tank = await depot().citerne({ stock: 1_000, stock_minimum: 2_000 })
    await depot().initial(tank.id, 3_000, partner(await depot().partenaire()))
    await depot().sortir([ligne(tank.id, 1_000)])
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(3_000)
  })

  it('T-SOR-13 counts an adjustment that took litres away', async () => {
    const tank = await depot().citerne()
    const { id } = only(await depot().recevoir([ligne(tank.id, 1_000)]))
    await depot().ajuster('RECEPTION', id, 'VOLUME', { volume_ambiant: 700 })
    const body = await depot().sortieBody([ligne(tank.id, 800)])
    expect(await expectRefused(body, 422, 'SORTIE_STOCK_INSUFFISANT_AMB')).toMatch(/700.*800/)
    await depot().sortir([ligne(tank.id, 700)])
  })

  it('T-SOR-14 counts an adjustment that brought litres', async () => {
    const tank = await depot().citerne()
    const { id } = only(await depot().recevoir([ligne(tank.id, 1_000)]))
    await depot().ajuster('RECEPTION', id, 'VOLUME', { volume_ambiant: 1_500 })
    await depot().sortir([ligne(tank.id, 1_400)])
    expect((await depot().stock(tank.id)).stock_ambiant).toBe(100)
  })

  it('T-INV-06 is ambient: short at 15 °C, a tank is still emptied, and the checks say so', async () => {
    const tank = await depot().citerne()
    await depot().initial(tank.id, 1_000, { volume_15c: 990 })
    await depot().sortir([ligne(tank.id, 1_000)])
    expect(await depot().stock(tank.id)).toMatchObject({ stock_ambiant: 0, stock_15c: -10 })
    const query = { check_code: 'SORTIE_STOCK_INSUFFISANT_15C' }
    const { constats } = done(await depot().admin.client.GET('/api/v1/integrite', { params: { query } }))
    expect(constats.find(({ entity_id }) => entity_id === tank.id)).toMatchObject({ severity: 'WARN' })
  })
})

describe('the tank of a sortie', () => {
  it.each(['maintenance', 'inactive'] as const)('T-SOR-05 is not in state %s', async (statut) => {
    const tank = await depot().citerne(statut === 'inactive' ? {} : { stock: 1_000 })
    await depot().changeTank(tank.id, { statut })
    const body = await depot().sortieBody([ligne(tank.id, 100)])
    await expectRefused(body, 422, 'SORTIE_CITERNE_INACTIVE', 'lignes[0].citerne_id')
  })

  it('T-SOR-05 is not in a closed depot', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 1_000 })
    await other.sortir([ligne(tank.id, 1_000)])
    await other.settings({ actif: false })
    const body = await other.sortieBody([ligne(tank.id, 100)])
    const answer = await withoutTrace(server(), () => other.admin.client.POST('/api/v1/sorties', { body }))
    expectProblem(answer, 422, 'SORTIE_CITERNE_INACTIVE', 'lignes[0].citerne_id')
  })

  it('exists, holds the product, and belongs to the depot of who loads', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const elsewhere = await (await depot().another()).citerne({ stock: 1_000 })
    const body = async (more: Schemas['LigneDemandee']): Promise<Schemas['DemandeSortie']> =>
      await depot().sortieBody([ligne(tank.id, 100, more)])
    await expectRefused(await body({ citerne_id: depot().id }), 422, 'SORTIE_CITERNE_INVALIDE', 'lignes[0].citerne_id')
    await expectRefused(await body({ citerne_id: null }), 422, 'SORTIE_CITERNE_OBLIGATOIRE', 'lignes[0].citerne_id')
    await expectRefused(await body({ produit_id: produitEssence }), 422, 'PRODUIT_CITERNE_MISMATCH', 'lignes[0].produit_id')
    await expectRefused(await body({ citerne_id: elsewhere.id }), 403, 'HORS_DEPOT')
  })

  it('asks for a note when it is a logical one', async () => {
    const tank = await depot().citerne({ logique: true, stock: 1_000 })
    await expectRefused(await depot().sortieBody([ligne(tank.id, 100)]), 422, 'SORTIE_NOTE_REQUISE', 'note')
    await depot().sortir([ligne(tank.id, 100)], { note: 'Retrait au dépôt ami' })
  })

  it('draws one truck from several tanks: one operation, all or nothing', async () => {
    const [full, small] = [await depot().citerne({ stock: 10_000 }), await depot().citerne({ stock: 500 })]
    const over = await depot().sortieBody([ligne(full.id, 5_000), ligne(small.id, 501)])
    await expectRefused(over, 422, 'SORTIE_STOCK_INSUFFISANT_AMB', 'lignes[1].index_apres')
    const rows = await depot().sortir([ligne(full.id, 5_000), ligne(small.id, 500)])
    expect(rows.map(({ ligne: n, volume_ambiant }) => [n, volume_ambiant])).toEqual([[1, 5_000], [2, 500]])
    expect(rows[0]?.operation_id).toBe(rows[1]?.operation_id)
    expect([(await depot().stock(full.id)).stock_ambiant, (await depot().stock(small.id)).stock_ambiant]).toEqual([5_000, 0])
    await expectRefused(await depot().sortieBody([ligne(full.id, 1), ligne(full.id, 1)]), 422, 'SORTIE_CITERNE_REPETEE')
  })
})

describe('the reading of a sortie', () => {
  it('names every missing or wrong field at once', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const good = ligne(tank.id, 100)
    const body = await depot().sortieBody([
      { ...good, index_avant: -5 },
      { ...good, index_apres: -5 },
      { ...good, index_apres: good.index_avant ?? 0 },
      { citerne_id: tank.id },
    ])
    const answer = await withoutTrace(server(), () => depot().operateur.client.POST('/api/v1/sorties', { body }))
    expectProblem(
      answer,
      422,
      'DONNEES_INVALIDES',
      { champ: 'lignes[0].index_avant', code: 'INDEX_AVANT_NEGATIF' },
      { champ: 'lignes[1].index_apres', code: 'INDEX_APRES_NEGATIF' },
      { champ: 'lignes[2].index_apres', code: 'INDEX_INCOHERENTS' },
      { champ: 'lignes[3].temperature_ambiante_c', code: 'TEMPERATURE_REQUIRED' },
      { champ: 'lignes[3].densite_observee_kgm3', code: 'DENSITE_OBSERVEE_REQUIRED' },
      { champ: 'lignes[3].index_avant', code: 'VOLUME_AMBIANT_REQUIRED' },
    )
  })

  it('T-SOR-08 T-REG-08 debits the litres at 15 °C that it shows', async () => {
    const tank = await depot().citerne({ stock: 50_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 10_000, { temperature_ambiante_c: 28 })]))
    expect(sortie.volume_15c).toBeGreaterThan(9_800)
    expect(sortie.volume_15c).toBeLessThan(9_950)
    const query = { citerne_id: tank.id, type: 'SORTIE' as const }
    const entry = only(done(await depot().admin.client.GET('/api/v1/stock/mouvements', { params: { query } })).elements)
    expect(entry).toMatchObject({
      document_id: sortie.id,
      numero: sortie.numero,
      delta_ambiant: -10_000,
      delta_15c: -sortie.volume_15c,
    })
    expect((await depot().stock(tank.id)).stock_15c).toBe(50_000 - sortie.volume_15c)
  })

  it('T-VOL-02 rounds litres at 15 °C to whole litres, or as the depot says', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 5_000 })
    const reading = ligne(tank.id, 1_000, { temperature_ambiante_c: 19, densite_observee_kgm3: 837 })
    const usual = only(await other.sortir([reading]))
    expect(usual).toMatchObject({ arrondi_l: 1, volume_15c: 997 })
    expect(usual.volume_15c_exact).toBeCloseTo(996.6, 1)
    await other.settings({ arrondi_sortie_l: 0.1 })
    const finer = only(await other.sortir([reading]))
    expect(finer).toMatchObject({ arrondi_l: 0.1, volume_15c_exact: usual.volume_15c_exact })
    expect(finer.volume_15c).toBe(Math.round(usual.volume_15c_exact * 10) / 10)
  })

  it('T-SOR-12 T-REG-10 has the plausible domain of the product, the same as a reception', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    for (const densite_observee_kgm3 of [780, 830, 900]) {
      await depot().sortir([ligne(tank.id, 10, { densite_observee_kgm3 })])
    }
    for (const densite_observee_kgm3 of [0.83, 779.9, 900.1]) {
      const body = await depot().sortieBody([ligne(tank.id, 10, { densite_observee_kgm3 })])
      await expectRefused(body, 422, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS', 'lignes[0].densite_observee_kgm3')
    }
  })
})

describe('the day and the truck of a sortie', () => {
  it('T-SOR-10 is the business day unless given, at most jours_retro days back, never in the future', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const today = await depot().today()
    expect(only(await depot().sortir([ligne(tank.id, 10)])).date_sortie).toBe(today)
    const first = day(today, -30)
    expect(only(await depot().sortir([ligne(tank.id, 10)], { date_sortie: first })).date_sortie).toBe(first)
    const on = async (date_sortie: string): Promise<Schemas['DemandeSortie']> =>
      await depot().sortieBody([ligne(tank.id, 10)], { date_sortie })
    await expectRefused(await on(day(today, -31)), 422, 'DATE_TROP_ANCIENNE', 'date_sortie')
    await expectRefused(await on(day(today, 1)), 422, 'DATE_FUTURE_INTERDITE', 'date_sortie')
  })

  it('T-SOR-10 is never in a closed day', async () => {
    const other = await depot().another()
    const tank = await other.citerne({ stock: 1_000 })
    const closed = day(await other.today(), -2)
    await other.close(closed)
    const body = await other.sortieBody([ligne(tank.id, 10)], { date_sortie: closed })
    expectProblem(await other.operateur.client.POST('/api/v1/sorties', { body }), 409, 'JOUR_CLOTURE', 'date_sortie')
    await other.sortir([ligne(tank.id, 10)], { date_sortie: day(closed, 1) })
  })

  it('T-SOR-09 driver, plates and carrier are optional, and kept when given', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const bare = only(await depot().sortir([ligne(tank.id, 10)]))
    expect(bare).toMatchObject({ chauffeur_nom: null, plaque_camion: null, plaque_remorque: null, transporteur_id: null })
    const { id: transporteur_id } = created(
      await depot().admin.client.POST('/api/v1/transporteurs', { body: { nom: 'Trans-Katanga' } }),
    )
    const truck = { chauffeur_nom: 'Ilunga K.', plaque_camion: 'CGO 1234', plaque_remorque: 'R-77', transporteur_id, note: 'Bon 12' }
    const { id } = only(await depot().sortir([ligne(tank.id, 10)], truck))
    const detail = done(await depot().operateur.client.GET('/api/v1/sorties/{id}', { params: { path: { id } } }))
    expect(detail).toMatchObject({ ...truck, transporteur_nom: 'Trans-Katanga', auteur_nom: 'Test operateur' })
  })
})

describe('a posted sortie', () => {
  it('T-SOR-07 T-INV-03 has no way to be changed or deleted', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const { id } = only(await depot().sortir([ligne(tank.id, 10)]))
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const init = method === 'DELETE' ? { method } : { method, headers: { 'Content-Type': 'application/json' }, body: '{}' }
      await expectRawProblem(await depot().admin.raw(`/api/v1/sorties/${id}`, init), 405, 'METHODE_REFUSEE')
    }
    for (const statement of [
      `update sorties_produit set volume_15c = 0 where id = '${id}'`,
      `delete from sorties_produit where id = '${id}'`,
      `update mouvements_stock set delta_ambiant = 0 where document_id = '${id}'`,
    ]) {
      expect((await server().tryPsql(statement)).stderr, statement).toContain('IMMUTABLE_TRANSACTION')
    }
    const stock = await server().tryPsql(`update stocks_snapshot set stock_ambiant = 0 where citerne_id = '${tank.id}'`)
    expect(stock.stderr).toContain('STOCK_WRITE_FORBIDDEN')
  })

  it('T-LOG-02 has one log row an action, by its author', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const sortie = only(await depot().sortir([ligne(tank.id, 10)]))
    const log = await depot().log(sortie.id)
    expect(log.map(({ action, niveau, module }) => [action, niveau, module])).toEqual([
      ['SORTIE_CREEE', 'INFO', 'sorties_produit'],
      ['SORTIE_VALIDE', 'INFO', 'sorties_produit'],
    ])
    expect(log[0]?.details).toMatchObject({ numero: sortie.numero, volume_ambiant: 10, date: sortie.date_sortie })
  })
})

describe('the list of sorties', () => {
  let listed: { depot: Depot; tanks: string[]; partenaire_id: string; client_id: string; today: string } | undefined

  /** Six sorties of a depot of its own: four of MONALUXE over two days, two of a partner. */
  const world = async (): Promise<NonNullable<typeof listed>> => {
    if (listed !== undefined) return listed
    const other = await depot().another()
    const tanks = [(await other.citerne({ stock: 9_000 })).id, (await other.citerne({ stock: 9_000 })).id]
    const [a = '', b = ''] = tanks
    const partenaire_id = await other.partenaire()
    await other.initial(b, 1_000, partner(partenaire_id))
    const today = await other.today()
    for (const [i, volume] of [500, 100, 400, 200].entries()) {
      const date_sortie = day(today, -Math.floor(i / 2))
      await other.sortir([ligne(i % 2 === 0 ? a : b, volume)], { date_sortie, plaque_camion: `CGO ${i}` })
    }
    for (const volume of [50, 60]) await other.sortir([ligne(b, volume)], partner(partenaire_id))
    listed = { depot: other, tanks, partenaire_id, client_id: await other.client(), today }
    return listed
  }

  it('filters by day, tank, owner, beneficiary and text, together', async () => {
    const { depot: other, tanks, partenaire_id, client_id, today } = await world()
    const volumes = async (filter: object): Promise<number[]> => {
      const query = { depot_id: other.id, tri: 'volume_ambiant', ...filter }
      const page = done(await other.operateur.client.GET('/api/v1/sorties', { params: { query } }))
      return page.elements.map(({ volume_ambiant }) => volume_ambiant)
    }
    expect(await volumes({})).toEqual([50, 60, 100, 200, 400, 500])
    expect(await volumes({ du: today, client_id })).toEqual([100, 500])
    expect(await volumes({ au: day(today, -1) })).toEqual([200, 400])
    expect(await volumes({ citerne_id: tanks[0] })).toEqual([400, 500])
    expect(await volumes({ proprietaire_type: 'PARTENAIRE', partenaire_id })).toEqual([50, 60])
    expect(await volumes({ client_id, partenaire_id })).toEqual([])
    expect(await volumes({ q: 'cgo 2' })).toEqual([400])
  })

  it('finds a number where a note quotes it, and a plate that looks like the beginning of one', async () => {
    const tank = await depot().citerne({ stock: 1_000 })
    const first = only(await depot().sortir([ligne(tank.id, 10)], { plaque_camion: 'CGO-2026' }))
    const second = only(await depot().sortir([ligne(tank.id, 20)], { note: `Remplace ${first.numero}` }))
    const found = async (q: string): Promise<string[]> => {
      const query = { citerne_id: tank.id, tri: 'numero', q }
      const page = done(await depot().operateur.client.GET('/api/v1/sorties', { params: { query } }))
      return page.elements.map(({ numero }) => numero)
    }
    expect(await found(first.numero)).toEqual([first.numero, second.numero])
    expect(await found(first.numero.toLowerCase().slice(0, 8))).toEqual([first.numero, second.numero])
    expect(await found('cgo-2026')).toEqual([first.numero])
  })

  it.each(['numero', '-date_sortie', 'volume_15c', '-beneficiaire_nom', 'plaque_camion', 'citerne_nom'])(
    'gives every row once over its pages, sorted by %s',
    async (tri) => {
      const { depot: other } = await world()
      const all = { depot_id: other.id, tri }
      const whole = done(
        await other.admin.client.GET('/api/v1/sorties', { params: { query: { ...all, total: true } } }),
      )
      expect(whole.total).toBe(6)
      const paged = await allPages(async (paging) =>
        done(await other.admin.client.GET('/api/v1/sorties', { params: { query: { ...all, ...paging } } })),
      )
      expect(paged.map(({ id }) => id)).toEqual(whole.elements.map(({ id }) => id))
    },
  )

  it('T-SOR-01 names the client or the partner as beneficiary', async () => {
    const { depot: other, partenaire_id } = await world()
    const query = { depot_id: other.id }
    const { elements } = done(await other.admin.client.GET('/api/v1/sorties', { params: { query } }))
    for (const row of elements) {
      expect(row.beneficiaire_nom).toMatch(row.partenaire_id === partenaire_id ? /^Partenaire / : /^Client /)
    }
  })
})

describe('after all sorties', () => {
  it('mlpp verify finds nothing', async () => {
    await expectVerified(server())
  })
})
