// Tanks: their capacities, their product, their end; every change in the log.
import { describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot } from './fixture/depot'
import { everyRow, expectSorted, page } from './fixture/liste'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { withoutRows } from './fixture/rows'
import { depotDaipn, produitEssence, produitGasoil } from './fixture/seed'
import { useServer } from './fixture/server'

const server = useServer()
const depot = useDepot(server)
const path = '/api/v1/citernes'

async function change(id: string, version: number, body: Record<string, unknown>): Promise<Response> {
  return await depot().admin.raw(`${path}/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify(body),
  })
}

describe('the tanks of the seed', () => {
  it('are TANK1 to TANK6 for gasoil, in the order people count', async () => {
    const rows = await everyRow(depot().admin, path, { q: 'TANK', tri: 'nom' })
    expect(rows.map((row) => [row['nom'], row['capacite_totale'], row['produit_id']])).toEqual([
      ...[1, 2, 3, 4].map((n) => [`TANK${n}`, 500_000, produitGasoil]),
      ...[5, 6].map((n) => [`TANK${n}`, 300_000, produitGasoil]),
    ])
  })
})

describe('a new tank', () => {
  it('is kept as given, active and empty, with usual values for the rest', async () => {
    const body = {
      depot_id: depotDaipn,
      nom: ' CUVE A ',
      produit_id: produitEssence,
      capacite_totale: 1234.567,
      localisation: 'Nord',
    }
    const answer = await depot().admin.client.POST('/api/v1/citernes', { body })
    expect(answer.response.status).toBe(201)
    expect(answer.data).toMatchObject({
      nom: 'CUVE A',
      depot_nom: 'Dépôt Daipn',
      produit_nom: 'Essence',
      capacite_totale: 1234.567,
      creux_securite: 0,
      stock_minimum: 0,
      statut: 'active',
      logique: false,
      version: 1,
    })
    expect(answer.response.headers.get('location')).toBe(`${path}/${answer.data?.id ?? ''}`)
  })

  it('has a name of its own in its depot, and may share it with another depot', async () => {
    const tank = await depot().citerne()
    const body = {
      depot_id: depotDaipn,
      nom: tank.nom,
      produit_id: produitGasoil,
      capacite_totale: 10,
      localisation: 'Nord',
    }
    expectProblem(await depot().admin.client.POST('/api/v1/citernes', { body }), 409, 'NOM_DEJA_PRIS', { champ: 'nom' })
    const other = await depot().another()
    expect((await other.citerne({ nom: tank.nom })).nom).toBe(tank.nom)
  })

  it('keeps less free and full than it holds', async () => {
    const body = {
      depot_id: depotDaipn,
      nom: 'CUVE B',
      produit_id: produitGasoil,
      capacite_totale: 100,
      localisation: 'Nord',
    }
    await withoutRows(server(), async () => {
      for (const wrong of [
        { creux_securite: 100 },
        { stock_minimum: 100 },
        { creux_securite: 60, stock_minimum: 40 },
      ]) {
        const answer = await depot().admin.client.POST('/api/v1/citernes', { body: { ...body, ...wrong } })
        expectProblem(answer, 422, 'CITERNE_CAPACITES_INCOHERENTES')
      }
      for (const wrong of [
        { capacite_totale: 0 },
        { capacite_totale: -1 },
        { creux_securite: -0.001 },
        { capacite_totale: 1.2345 },
      ]) {
        const answer = await depot().admin.client.POST('/api/v1/citernes', { body: { ...body, ...wrong } })
        expectProblem(answer, 422, 'DONNEES_INVALIDES', Object.keys(wrong)[0] ?? '')
      }
      // Within what a field takes, beyond what a tank may hold.
      const huge = await depot().admin.client.POST('/api/v1/citernes', {
        body: { ...body, capacite_totale: 2_000_000_000 },
      })
      expect(huge.response.status).toBe(422)
    })
  })

  it('stands in a depot and for a product that exist', async () => {
    const body = {
      depot_id: depotDaipn,
      nom: 'CUVE C',
      produit_id: produitGasoil,
      capacite_totale: 100,
      localisation: 'Nord',
    }
    for (const name of ['depot_id', 'produit_id']) {
      const nowhere = { ...body, [name]: '0190a000-0000-7000-8000-00000000dead' }
      expectProblem(
        await depot().admin.client.POST('/api/v1/citernes', { body: nowhere }),
        422,
        'REFERENCE_INTROUVABLE',
        { champ: name },
      )
    }
  })
})

describe('the list of tanks', () => {
  it('filters by depot, product, status, kind and text', async () => {
    const other = await depot().another()
    const tank = await other.citerne({
      produit_id: produitEssence,
      logique: true,
      statut: 'maintenance',
      localisation: 'Chez Ami',
    })
    const found = async (query: Record<string, string>): Promise<unknown[]> =>
      (await page(depot().admin, path, { ...query, limite: '200' })).elements.map((row) => row['id'])
    expect(await found({ depot_id: other.id })).toEqual([tank.id])
    expect(await found({ produit_id: produitEssence, logique: 'true' })).toContain(tank.id)
    expect(await found({ statut: 'maintenance' })).toContain(tank.id)
    expect(await found({ statut: 'active' })).not.toContain(tank.id)
    expect(await found({ q: 'chez ami' })).toEqual([tank.id])
    expect(await found({ logique: 'false' })).not.toContain(tank.id)
  })

  it.each([
    'nom',
    'depot_nom',
    'produit_nom',
    'capacite_totale',
    'creux_securite',
    'stock_minimum',
    'localisation',
    'statut',
    'logique',
    'created_at',
  ])('sorts by %s, in pages', async (tri) => {
    await expectSorted(depot().admin, path, tri)
  })
})

describe('changing a tank', () => {
  it('needs the version that was read, and shows what changed meanwhile', async () => {
    const { id } = await depot().citerne()
    const headers = { 'Content-Type': 'application/json' }
    await expectRawProblem(
      await depot().admin.raw(`${path}/${id}`, { method: 'PATCH', headers, body: '{}' }),
      428,
      'VERSION_REQUISE',
    )
    expect((await change(id, 1, { localisation: 'Sud' })).status).toBe(200)
    const stale = await change(id, 1, { localisation: 'Est' })
    expect(await stale.clone().json()).toMatchObject({ actuel: { id, localisation: 'Sud', version: 2 } })
    await expectRawProblem(stale, 412, 'VERSION_PERIMEE')
  })

  it('of two side by side lets one win', async () => {
    const { id } = await depot().citerne()
    const answers = await Promise.all(
      ['Un', 'Deux', 'Trois'].map(async (localisation) => await change(id, 1, { localisation })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412])
  })

  it('does not move it to another depot', async () => {
    const { id } = await depot().citerne()
    await expectRawProblem(await change(id, 1, { depot_id: depotDaipn }), 400, 'CHAMP_INCONNU', 'depot_id')
  })

  it('does not put away a tank that holds stock, nor change its product after the first movement', async () => {
    const tank = await depot().citerne({ stock: 100 })
    await withoutRows(server(), async () => {
      await expectRawProblem(await change(tank.id, 1, { statut: 'inactive' }), 409, 'CITERNE_NON_VIDE')
      await expectRawProblem(await change(tank.id, 1, { produit_id: produitEssence }), 409, 'CITERNE_PRODUIT_FIGE')
    })
    await depot().sortir([ligne(tank.id, 100)])
    await expectRawProblem(await change(tank.id, 1, { produit_id: produitEssence }), 409, 'CITERNE_PRODUIT_FIGE')
    expect((await change(tank.id, 1, { statut: 'inactive' })).status).toBe(200)
  })

  it('lets an unused tank change its product', async () => {
    const { id } = await depot().citerne()
    expect(await (await change(id, 1, { produit_id: produitEssence })).json()).toMatchObject({ produit_nom: 'Essence' })
  })

  it('W-37 T-LOG-02 logs who changed a capacity, from what to what', async () => {
    const { id } = await depot().citerne({ capacite_totale: 500 })
    expect((await change(id, 1, { capacite_totale: 450, stock_minimum: 10 })).status).toBe(200)
    expect((await change(id, 2, { statut: 'inactive' })).status).toBe(200)
    const rows = await depot().log(id)
    expect(
      rows.map((row) => `${row.action} ${row.module} ${row.niveau} ${row.auteur_nom ?? ''} ${row.depot_id ?? ''}`),
    ).toEqual(
      ['CITERNE_CREEE', 'CITERNE_MODIFIEE', 'CITERNE_DESACTIVEE'].map(
        (action) => `${action} citernes INFO Test admin ${depotDaipn}`,
      ),
    )
    expect(rows[1]?.details).toEqual({
      avant: { capacite_totale: 500, stock_minimum: 0 },
      apres: { capacite_totale: 450, stock_minimum: 10 },
    })
    expect(rows[2]?.details).toEqual({ avant: { statut: 'active' }, apres: { statut: 'inactive' } })
  })

  it('a tank that was put away is gone from current stock and takes no movement', async () => {
    const { id } = await depot().citerne()
    expect((await change(id, 1, { statut: 'inactive' })).status).toBe(200)
    expect(await depot().lines(id)).toEqual([])
    const body = depot().receptionBody([ligne(id, 10)])
    expectProblem(await depot().admin.client.POST('/api/v1/receptions', { body }), 422, 'RECEPTION_CITERNE_INACTIVE')
    expect(
      only(
        (
          await page(depot().admin, path, {
            statut: 'inactive',
            q: done(await depot().admin.client.GET('/api/v1/citernes/{id}', { params: { path: { id } } })).nom,
          })
        ).elements,
      ),
    ).toMatchObject({ id })
  })
})

describe('T-OWN-06 a partner’s stock at a friend depot', () => {
  it('is shown on its own, outside capacity, and asks for a note', async () => {
    const friend = await depot().another()
    const logical = await friend.citerne({ logique: true, capacite_totale: 10_000 })
    const real = await friend.citerne({ capacite_totale: 1000 })
    const withoutNote = { proprietaire_type: 'MONALUXE' as const, lignes: [ligne(logical.id, 400)] }
    expectProblem(
      await friend.admin.client.POST('/api/v1/receptions', { body: withoutNote }),
      422,
      'RECEPTION_NOTE_REQUISE',
    )
    await friend.recevoir([ligne(logical.id, 400)])
    await friend.recevoir([ligne(real.id, 100)])
    const query = { depot_id: friend.id }
    const { totaux } = done(await friend.admin.client.GET('/api/v1/stock/actuel', { params: { query } }))
    expect(totaux).toMatchObject({
      stock_ambiant: 500,
      stock_ambiant_logique: 400,
      capacite: 1000,
      capacite_logique: 10_000,
    })
  })
})
