// Depots, products, clients, suppliers, partners and carriers: kept by the administrator, read by everybody, every
// change in the log.
import { beforeAll, describe, expect, it } from 'vitest'

import { done, only } from './fixture/depot'
import { everyRow, expectSorted, page } from './fixture/liste'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { withoutRows } from './fixture/rows'
import { depotDaipn, produitEssence, produitGasoil } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
let admin: Caller
let made = 0

beforeAll(async () => {
  admin = await server().signIn('admin')
})

type Fields = Record<string, unknown>

interface Referential {
  table: string
  /** A record with all its fields. */
  full: () => Fields
  /** One change, and what the log must call the two deeds. */
  change: Fields
  deeds: [string, string]
  sorts: string[]
  /** The record without what the database must have. */
  required: string[]
}

const tiers = (): Fields => ({
  contact_personne: 'Mme Kabongo',
  email: 'contact@exemple.cd',
  telephone: '+243 99 000 00 00',
  adresse: '12, avenue du Port\nLubumbashi',
  pays: 'RDC',
  note_supplementaire: 'Paie à 30 jours',
})

const referentials: Referential[] = [
  {
    table: 'clients',
    full: () => ({ nom: `Client ${++made}`, ...tiers(), actif: true }),
    change: { telephone: '+243 81 111 11 11' },
    deeds: ['CLIENT_CREE', 'CLIENT_MODIFIE'],
    sorts: ['nom', 'contact_personne', 'email', 'telephone', 'pays', 'actif', 'created_at'],
    required: ['nom'],
  },
  {
    table: 'fournisseurs',
    full: () => ({ nom: `Fournisseur ${++made}`, ...tiers(), actif: true }),
    change: { pays: 'Zambie' },
    deeds: ['FOURNISSEUR_CREE', 'FOURNISSEUR_MODIFIE'],
    sorts: ['nom', 'contact_personne', 'email', 'telephone', 'pays', 'actif', 'created_at'],
    required: ['nom'],
  },
  {
    table: 'partenaires',
    full: () => ({
      nom: `Partenaire ${++made}`,
      contact: 'M. Ilunga',
      email: 'p@exemple.cd',
      telephone: '0',
      actif: true,
    }),
    change: { contact: 'M. Tshombe' },
    deeds: ['PARTENAIRE_CREE', 'PARTENAIRE_MODIFIE'],
    sorts: ['nom', 'contact', 'email', 'telephone', 'actif', 'created_at'],
    required: ['nom'],
  },
  {
    table: 'transporteurs',
    full: () => ({
      nom: `Transporteur ${++made}`,
      contact_personne: 'M. Mwape',
      email: 't@exemple.zm',
      telephone: '0',
      note: 'Dix\ncamions',
      actif: true,
    }),
    change: { note: 'Onze camions' },
    deeds: ['TRANSPORTEUR_CREE', 'TRANSPORTEUR_MODIFIE'],
    sorts: ['nom', 'contact_personne', 'email', 'telephone', 'actif', 'created_at'],
    required: ['nom'],
  },
  {
    table: 'produits',
    full: () => ({
      nom: `Produit ${++made}`,
      code: `P${made}`,
      description: 'Pétrole lampant',
      groupe: 'C',
      alpha_15c: 0.00081234,
      densite_min_kgm3: 775.5,
      densite_max_kgm3: 840.1234,
      temperature_min_c: -5.25,
      temperature_max_c: 55,
      actif: true,
    }),
    change: { densite_max_kgm3: 850 },
    deeds: ['PRODUIT_CREE', 'PRODUIT_MODIFIE'],
    sorts: ['nom', 'code', 'groupe', 'densite_min_kgm3', 'densite_max_kgm3', 'actif', 'created_at'],
    required: ['nom', 'densite_min_kgm3', 'densite_max_kgm3'],
  },
  {
    table: 'depots',
    full: () => ({
      nom: `Dépôt ${++made}`,
      code: `D${made}`,
      adresse: 'Route de Kasumbalesa',
      fuseau: 'Africa/Kinshasa',
      edition: 'D1250_1980',
      areometre: false,
      arrondi_reception_l: 0.001,
      arrondi_sortie_l: 0.1,
      jours_retro: 7,
      actif: true,
    }),
    change: { jours_retro: 15 },
    deeds: ['DEPOT_CREE', 'DEPOT_MODIFIE'],
    sorts: ['nom', 'code', 'fuseau', 'edition', 'jours_retro', 'actif', 'created_at'],
    required: ['nom', 'code'],
  },
]

async function record(response: Response, status: number): Promise<Fields & { id: string; version: number }> {
  const value: unknown = await response.json()
  expect({ status: response.status, value }).toMatchObject({ status })
  if (typeof value !== 'object' || value === null || !('id' in value) || !('version' in value))
    throw new Error('no record')
  return { ...value, id: String(value.id), version: Number(value.version) }
}

async function patch(path: string, version: number, body: Fields): Promise<Response> {
  return await admin.raw(path, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify(body),
  })
}

describe.each(referentials.map((one) => [one.table, one] as const))('%s', (table, one) => {
  const path = `/api/v1/${table}`

  it('keeps what it was given, and says where', async () => {
    const body = one.full()
    const response = await admin.post(path, body)
    const row = await record(response, 201)
    expect(row).toMatchObject({ ...body, version: 1 })
    expect(response.headers.get('location')).toBe(`${path}/${row.id}`)
    const read = await admin.raw(`${path}/${row.id}`)
    expect(read.headers.get('etag')).toBe('"1"')
    expect(await record(read, 200)).toEqual(row)
  })

  it('lacks nothing of what is required, and takes usual values for the rest', async () => {
    await withoutRows(server(), async () => {
      const response = await admin.post(path, {})
      const problem = await expectRawProblem(response, 422, 'DONNEES_INVALIDES', ...one.required)
      expect(problem.erreurs).toHaveLength(one.required.length)
    })
    const full = one.full()
    const least = Object.fromEntries(one.required.map((name) => [name, full[name]]))
    expect(await record(await admin.post(path, least), 201)).toMatchObject({ ...least, actif: true })
  })

  it('does not take a name twice, whatever the blanks around it', async () => {
    const body = one.full()
    await record(await admin.post(path, body), 201)
    const other = one.full()
    await withoutRows(server(), async () => {
      await expectRawProblem(
        await admin.post(path, { ...other, nom: `  ${String(body['nom'])} ` }),
        409,
        'NOM_DEJA_PRIS',
        'nom',
      )
    })
    const second = await record(await admin.post(path, other), 201)
    const renamed = await patch(`${path}/${second.id}`, 1, { nom: body['nom'] })
    await expectRawProblem(renamed, 409, 'NOM_DEJA_PRIS', 'nom')
  })

  it('changes the given fields only, clears with null, and moves its version', async () => {
    const made = await record(await admin.post(path, one.full()), 201)
    const changed = await record(await patch(`${path}/${made.id}`, 1, one.change), 200)
    expect(changed).toMatchObject({ ...one.change, nom: made['nom'], version: 2 })
    const nullable = Object.keys(one.change).find(
      (name) => table !== 'produits' && table !== 'depots' && name !== 'nom',
    )
    if (nullable !== undefined) {
      expect((await record(await patch(`${path}/${made.id}`, 2, { [nullable]: null }), 200))[nullable]).toBeNull()
    }
    await expectRawProblem(
      await patch(`${path}/${made.id}`, changed.version, { nom: null }),
      422,
      'DONNEES_INVALIDES',
      'nom',
    )
  })

  it('refuses a change without a version, and shows the record when the version is stale', async () => {
    const { id } = await record(await admin.post(path, one.full()), 201)
    const headers = { 'Content-Type': 'application/json' }
    const without = await admin.raw(`${path}/${id}`, { method: 'PATCH', headers, body: '{}' })
    await expectRawProblem(without, 428, 'VERSION_REQUISE')
    await record(await patch(`${path}/${id}`, 1, one.change), 200)
    const stale = await patch(`${path}/${id}`, 1, { actif: false })
    expect(await stale.clone().json()).toMatchObject({ actuel: { id, version: 2, actif: true, ...one.change } })
    await expectRawProblem(stale, 412, 'VERSION_PERIMEE')
  })

  it('answers a repeated request once', async () => {
    const key = { 'Idempotency-Key': `clef-${table}` }
    const body = one.full()
    const first = await admin.post(path, body, key)
    const again = await admin.post(path, body, key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.text()).toBe(await first.text())
    await expectRawProblem(await admin.post(path, one.full(), key), 422, 'CLE_IDEMPOTENCE_REUTILISEE')
    expect(await server().countRows(table, `nom = '${String(body['nom'])}'`)).toBe(1)
    for (const bad of ['court', 'x'.repeat(129)]) {
      await expectRawProblem(
        await admin.post(path, one.full(), { 'Idempotency-Key': bad }),
        400,
        'CLE_IDEMPOTENCE_INVALIDE',
      )
    }
  })

  it('filters by text and activity', async () => {
    const off = await record(await admin.post(path, { ...one.full(), actif: false }), 201)
    const name = String(off['nom'])
    const ids = async (query: Record<string, string>): Promise<unknown[]> =>
      (await everyRow(admin, path, query)).map((row) => row['id'])
    expect(await ids({ q: name.toUpperCase() })).toContain(off.id)
    expect(await ids({ q: '%' })).toEqual([])
    expect(await ids({ q: '_' })).toEqual([])
    expect(await ids({ actif: 'false' })).toContain(off.id)
    expect(await ids({ actif: 'true' })).not.toContain(off.id)
  })

  it.each(one.sorts)('sorts by %s, in pages', async (tri) => {
    while ((await page(admin, path, { limite: '200' })).elements.length < 8) await admin.post(path, one.full())
    await expectSorted(admin, path, tri)
  })

  it('W-37 T-LOG-02 logs each deed once, with before and after, who and whom', async () => {
    const body = one.full()
    const { id } = await record(await admin.post(path, body), 201)
    await record(await patch(`${path}/${id}`, 1, one.change), 200)
    // A change that changes nothing is no deed.
    await record(await patch(`${path}/${id}`, 2, one.change), 200)
    const rows = done(
      await admin.client.GET('/api/v1/journal', { params: { query: { cible_id: id, tri: 'created_at' } } }),
    ).elements
    expect(rows.map((row) => `${row.action} ${row.module} ${row.niveau} ${row.auteur_nom ?? ''}`)).toEqual(
      one.deeds.map((deed) => `${deed} referentiels INFO Test admin`),
    )
    const before = Object.fromEntries(Object.keys(one.change).map((name) => [name, body[name]]))
    expect(rows[0]?.details).toMatchObject({ apres: { nom: body['nom'] } })
    expect(rows[1]?.details).toEqual({ avant: before, apres: one.change })
    expect(JSON.stringify(rows)).not.toContain('@')
  })
})

describe('names in their natural order', () => {
  it('puts 2 before 10 and accents beside their letters', async () => {
    for (const nom of ['zz Cuve 10', 'zz Cuve 2', 'zz Émile', 'zz Eve', 'zz Éva', 'zz etage']) {
      await record(await admin.post('/api/v1/clients', { nom }), 201)
    }
    const rows = await everyRow(admin, '/api/v1/clients', { q: 'zz ', tri: 'nom' })
    expect(rows.map((row) => row['nom'])).toEqual([
      'zz Cuve 2',
      'zz Cuve 10',
      'zz Émile',
      'zz etage',
      'zz Éva',
      'zz Eve',
    ])
  })

  it('pages through many rows that are alike', async () => {
    for (let i = 0; i < 12; ++i)
      await record(await admin.post('/api/v1/clients', { nom: `pareil ${i}`, pays: 'Pareil' }), 201)
    const rows = await everyRow(admin, '/api/v1/clients', { q: 'pareil', tri: 'pays', limite: '1' })
    expect(new Set(rows.map((row) => row['id'])).size).toBe(12)
  })

  it('gives at most 200 rows a page', async () => {
    await expectRawProblem(await admin.raw('/api/v1/clients?limite=201'), 422, 'DONNEES_INVALIDES', 'limite')
    await expectRawProblem(await admin.raw('/api/v1/clients?limite=0'), 422, 'DONNEES_INVALIDES', 'limite')
  })

  it('does not take the cursor of another sort', async () => {
    const first = await page(admin, '/api/v1/clients', { limite: '1', tri: 'nom' })
    const query = `limite=1&tri=-nom&curseur=${first.curseur_suivant ?? ''}`
    await expectRawProblem(await admin.raw(`/api/v1/clients?${query}`), 400, 'CURSEUR_INVALIDE')
  })
})

describe('rules of products and depots', () => {
  it('products: bounds in order, alpha with group C alone, a code once', async () => {
    const body = { nom: 'Règles', densite_min_kgm3: 800, densite_max_kgm3: 700 }
    await withoutRows(server(), async () => {
      const upside = await admin.client.POST('/api/v1/produits', { body })
      expect([409, 422]).toContain(upside.response.status)
      expect(JSON.stringify(upside.error)).toContain('PRODUIT_DOMAINE_INCOHERENT')
      const alone = await admin.client.POST('/api/v1/produits', {
        body: { ...body, densite_max_kgm3: 900, groupe: 'C' },
      })
      expect(JSON.stringify(alone.error)).toContain('PRODUIT_ALPHA_INCOHERENT')
      const alpha = await admin.client.POST('/api/v1/produits', {
        body: { ...body, densite_max_kgm3: 900, groupe: 'B', alpha_15c: 0.001 },
      })
      expect(JSON.stringify(alpha.error)).toContain('PRODUIT_ALPHA_INCOHERENT')
      const decimals = await admin.client.POST('/api/v1/produits', { body: { ...body, densite_max_kgm3: 900.00001 } })
      expectProblem(decimals, 422, 'DONNEES_INVALIDES', { champ: 'densite_max_kgm3', code: 'TROP_DE_DECIMALES' })
    })
  })

  it('depots: a known time zone, a code of capitals, roundings that exist', async () => {
    const body = { nom: 'Dépôt de règles', code: 'REGLE' }
    await withoutRows(server(), async () => {
      for (const [name, value, code] of [
        ['fuseau', 'Mars/Olympus', 'VALEUR_INCONNUE'],
        ['code', 'petit', 'FORMAT_INVALIDE'],
        ['arrondi_sortie_l', 0.5, 'VALEUR_INCONNUE'],
        ['jours_retro', 367, 'VALEUR_HORS_LIMITES'],
      ] as const) {
        const response = await admin.post('/api/v1/depots', { ...body, [name]: value })
        const problem: unknown = await response.json()
        expect(response.status, JSON.stringify(problem)).toBe(422)
        expect(problem).toMatchObject({ erreurs: [{ champ: name, code }] })
      }
    })
  })

  it('the seed’s ids are the canonical ones', async () => {
    for (const [table, id, nom] of [
      ['depots', depotDaipn, 'Dépôt Daipn'],
      ['produits', produitEssence, 'Essence'],
    ] as const) {
      expect(await record(await admin.raw(`/api/v1/${table}/${id}`), 200)).toMatchObject({ nom })
    }
    expect(await record(await admin.raw(`/api/v1/produits/${produitGasoil}`), 200)).toMatchObject({
      densite_min_kgm3: 780,
      densite_max_kgm3: 900,
    })
  })
})

describe('T-SUP-03 suppliers', () => {
  it('operateur and lecture are refused the file and given the names', async () => {
    const nom = `Fournisseur secret ${++made}`
    const { id } = await record(await admin.post('/api/v1/fournisseurs', { nom, ...tiers() }), 201)
    for (const role of ['operateur', 'lecture'] as const) {
      const caller = await server().signIn(role)
      await expectRawProblem(await caller.raw('/api/v1/fournisseurs'), 403, 'ROLE_FORBIDDEN')
      await expectRawProblem(await caller.raw(`/api/v1/fournisseurs/${id}`), 403, 'ROLE_FORBIDDEN')
      const names = done(await caller.client.GET('/api/v1/fournisseurs/noms', { params: { query: { q: nom } } }))
      expect(only(names.elements)).toEqual({ id, nom, actif: true })
      expect(done(await caller.client.GET('/api/v1/fournisseurs/noms/{id}', { params: { path: { id } } }))).toEqual({ id, nom, actif: true })
    }
  })
})
