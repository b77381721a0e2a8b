// Who may do what: the matrix of rights, cell by cell, through the API. The matrix below is written down from the
// requirements, not read from the program. A route that it does not name fails the test, and so does a route that it
// names and the program lacks.
import { beforeAll, describe, expect, it } from 'vitest'

import { day, ligne, only } from './fixture/depot'
import { callerNames, deuxDepots, type CallerName, type DeuxDepots, type Lieu } from './fixture/deux_depots'
import { OpenApi } from './fixture/openapi'
import { expectRawProblem } from './fixture/problem'
import { withoutRows } from './fixture/rows'
import { emailOf, password, produitGasoil, roles } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
let monde: DeuxDepots

beforeAll(async () => {
  monde = await deuxDepots(server())
})

/** How a cell answers: served, empty (nothing of that depot), or refused with this code. */
type Outcome = 'oui' | 'vide' | keyof typeof refusals

const refusals = {
  NON_AUTHENTIFIE: 401,
  SESSION_EXPIREE: 401,
  ROLE_FORBIDDEN: 403,
  HORS_DEPOT: 403,
  RESSOURCE_INTROUVABLE: 404,
  REFERENCE_INTROUVABLE: 422,
} as const

interface Demande {
  path: string
  method?: string
  body?: unknown
  version?: number
}

interface Ligne {
  /**
   * Columns ADM DIR GER OPE PCA LEC FIN. Y: everywhere; D: in the own depot; -: refused. One word for all of them:
   * visiteur (no session needed), session (any session).
   */
  droits: string
  /** A request that would succeed if its caller may. Made anew for each call that does. */
  demande: (lieu: Lieu, caller: Caller) => Demande | Promise<Demande>
  /** What D means in another depot; without it the route belongs to no depot and D is of the depot's people. */
  ailleurs?: Outcome
  /** What D means for somebody without a depot. */
  sansDepot?: Outcome
}

let made = 0
const unique = (): string => String(++made)

const read = (path: string): Pick<Ligne, 'demande'> => ({ demande: () => ({ path: `/api/v1${path}` }) })

/** A list filtered by depot: of another depot nothing is seen. */
const listOf = (path: string, filter = 'depot_id'): Omit<Ligne, 'droits'> => ({
  demande: (lieu) => ({ path: `/api/v1${path}${path.includes('?') ? '&' : '?'}${filter}=${lieu.depot_id}` }),
  ailleurs: 'vide',
})

const fileOf = (path: string, id: (lieu: Lieu) => string): Omit<Ligne, 'droits'> => ({
  demande: (lieu) => ({ path: `/api/v1${path}/${id(lieu)}` }),
  ailleurs: 'RESSOURCE_INTROUVABLE',
})

const post = (path: string, body: (lieu: Lieu) => unknown): Omit<Ligne, 'droits'> => ({
  demande: (lieu) => ({ method: 'POST', path: `/api/v1${path}`, body: body(lieu) }),
  ailleurs: 'HORS_DEPOT',
})

async function idOf(response: Response): Promise<string> {
  const value: unknown = await response.json()
  if (typeof value !== 'object' || value === null || !('id' in value)) throw new Error(JSON.stringify(value))
  return String(value.id)
}

const adminMakes = async (path: string, body: unknown): Promise<string> =>
  await idOf(await monde.callers.admin.post(`/api/v1${path}`, body))

/** A record of a referential, made by admin and changed once. */
const change = (path: string, body: () => unknown, patch: unknown): Pick<Ligne, 'demande'> => ({
  demande: async () => ({
    method: 'PATCH',
    path: `/api/v1${path}/${await adminMakes(path, body())}`,
    body: patch,
    version: 1,
  }),
})

const newProduct = (): unknown => ({ nom: `Produit ${unique()}`, densite_min_kgm3: 700, densite_max_kgm3: 900 })
const newName = (): unknown => ({ nom: `Nom ${unique()}` })
const newDepot = (): unknown => ({ nom: `Dépôt neuf ${unique()}`, code: `N${unique()}` })
const newPerson = (): unknown => ({
  email: `p${unique()}@demo.local`,
  nom_complet: 'Neuf',
  role: 'pca',
  mot_de_passe: password,
})

/** A list as a file: the rights of the list, without operateurs (T-REP-02). */
const exported = (path: string, droits: string, filter?: string, query = ''): Record<string, Ligne> => ({
  [`GET /api/v1${path}/export`]: {
    droits: droits
      .split(' ')
      .map((droit, role) => (roles[role] === 'operateur' ? '-' : droit))
      .join(' '),
    ...(filter === undefined ? read(`${path}/export?format=csv`) : listOf(`${path}/export?format=csv${query}`, filter)),
  },
})

/** The six referentials that everybody with a depot reads and admin writes. */
function referential(path: string, body: () => unknown): Record<string, Ligne> {
  return {
    [`GET /api/v1${path}`]: { droits: 'Y Y Y Y Y Y Y', ...read(path), sansDepot: 'oui' },
    [`GET /api/v1${path}/{id}`]: {
      droits: 'Y Y Y Y Y Y Y',
      demande: async () => ({ path: `/api/v1${path}/${await adminMakes(path, body())}` }),
      sansDepot: 'RESSOURCE_INTROUVABLE',
    },
    [`POST /api/v1${path}`]: { droits: 'Y - - - - - -', ...post(path, body) },
    [`PATCH /api/v1${path}/{id}`]: { droits: 'Y - - - - - -', ...change(path, body, { actif: false }) },
  }
}

const newCdr = async (lieu: Lieu, statut: 'CHARGEMENT' | 'TRANSIT' = 'CHARGEMENT'): Promise<string> =>
  (await lieu.depot.cdr(statut)).id

// A discharged truck whose reception was taken back, as re-opening asks for.
async function compensatedCdr(lieu: Lieu): Promise<string> {
  const cours = await lieu.depot.cdr('ARRIVE')
  const reception = only(await lieu.depot.recevoir([ligne(lieu.citerne, 50)], { cours_de_route_id: cours.id }))
  await lieu.depot.compensate('receptions', reception.id)
  return cours.id
}

const raison = { raison: 'Saisie sur le mauvais camion' }
const sessionOf = (path: string, method = 'GET', body?: unknown): Ligne => ({
  droits: 'session',
  demande: () => ({ path: `/api/v1${path}`, method, body }),
})
const visitor = (path: string): Ligne => ({ droits: 'visiteur', demande: () => ({ path }) })

const cdr: Record<string, Ligne> = {
  'GET /api/v1/cours-de-route': { droits: 'Y Y Y D Y D Y', ...listOf('/cours-de-route') },
  'GET /api/v1/cours-de-route/statistiques': { droits: 'Y Y Y D Y D Y', ...listOf('/cours-de-route/statistiques') },
  'GET /api/v1/cours-de-route/{id}': { droits: 'Y Y Y D Y D Y', ...fileOf('/cours-de-route', (lieu) => lieu.cdr) },
  'POST /api/v1/cours-de-route': {
    droits: 'Y Y - D - - -',
    demande: async (lieu) => ({ method: 'POST', path: '/api/v1/cours-de-route', body: await lieu.depot.cdrBody() }),
    ailleurs: 'HORS_DEPOT',
  },
  'PATCH /api/v1/cours-de-route/{id}': {
    droits: 'Y Y - D - - -',
    demande: async (lieu) => ({
      method: 'PATCH',
      path: `/api/v1/cours-de-route/${await newCdr(lieu)}`,
      body: { note: 'Plombs vérifiés' },
      version: 1,
    }),
    ailleurs: 'RESSOURCE_INTROUVABLE',
  },
  'POST /api/v1/cours-de-route/{id}/statut': {
    droits: 'Y Y - D - - -',
    demande: async (lieu) => ({
      method: 'POST',
      path: `/api/v1/cours-de-route/${await newCdr(lieu)}/statut`,
      body: { statut: 'TRANSIT' },
    }),
    ailleurs: 'RESSOURCE_INTROUVABLE',
  },
  'POST /api/v1/cours-de-route/{id}/reouverture': {
    droits: 'Y - - - - - -',
    demande: async (lieu) => ({
      method: 'POST',
      path: `/api/v1/cours-de-route/${await compensatedCdr(lieu)}/reouverture`,
      body: raison,
    }),
  },
  'DELETE /api/v1/cours-de-route/{id}': {
    droits: 'Y - - - - - -',
    demande: async (lieu) => ({ method: 'DELETE', path: `/api/v1/cours-de-route/${await newCdr(lieu)}` }),
  },
}

const movements: Record<string, Ligne> = {
  'GET /api/v1/receptions': { droits: 'Y Y Y D Y D Y', ...listOf('/receptions') },
  'GET /api/v1/receptions/{id}': { droits: 'Y Y Y D Y D Y', ...fileOf('/receptions', (lieu) => lieu.reception) },
  'POST /api/v1/receptions': {
    droits: 'Y Y D D - - -',
    ...post('/receptions', (lieu) => ({
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: monde.partenaire,
      lignes: [ligne(lieu.citerne, 10)],
    })),
  },
  'POST /api/v1/receptions/{id}/compensation': {
    droits: 'Y - - - - - -',
    demande: async (lieu) => {
      const { id } = only(await lieu.depot.recevoir([ligne(lieu.citerne, 10)]))
      return { method: 'POST', path: `/api/v1/receptions/${id}/compensation`, body: raison }
    },
  },
  'GET /api/v1/sorties': { droits: 'Y Y Y D Y D Y', ...listOf('/sorties') },
  'GET /api/v1/sorties/{id}': { droits: 'Y Y Y D Y D Y', ...fileOf('/sorties', (lieu) => lieu.sortie) },
  'POST /api/v1/sorties': {
    droits: 'Y Y D D - - -',
    ...post('/sorties', (lieu) => ({
      proprietaire_type: 'MONALUXE',
      client_id: monde.client,
      lignes: [ligne(lieu.citerne, 10)],
    })),
  },
  'POST /api/v1/sorties/{id}/compensation': {
    droits: 'Y - - - - - -',
    demande: async (lieu) => {
      const { id } = only(await lieu.depot.sortir([ligne(lieu.citerne, 10)], {}, monde.callers.admin))
      return { method: 'POST', path: `/api/v1/sorties/${id}/compensation`, body: raison }
    },
  },
  'GET /api/v1/ajustements': { droits: 'Y Y Y D - D -', ...listOf('/ajustements') },
  'GET /api/v1/ajustements/{id}': { droits: 'Y Y Y D - D -', ...fileOf('/ajustements', (lieu) => lieu.ajustement) },
  'POST /api/v1/ajustements': {
    droits: 'Y - - - - - -',
    ...post('/ajustements', (lieu) => ({
      mouvement_type: 'RECEPTION',
      mouvement_id: lieu.reception,
      type_correction: 'VOLUME',
      volume_ambiant: 400 + Number(unique()) / 1000,
      raison: 'Relevé repris au bordereau',
    })),
  },
  'POST /api/v1/ajustements/manuel': {
    droits: 'Y - - - - - -',
    ...post('/ajustements/manuel', (lieu) => ({
      citerne_id: lieu.citerne,
      proprietaire_type: 'MONALUXE',
      delta_ambiant: 1,
      delta_15c: 1,
      raison: 'Écart de jauge constaté',
    })),
  },
  'GET /api/v1/ajustements/propositions': { droits: 'Y Y Y D - D -', ...listOf('/ajustements/propositions') },
  'GET /api/v1/ajustements/propositions/{id}': {
    droits: 'Y Y Y D - D -',
    ...fileOf('/ajustements/propositions', (lieu) => lieu.proposition),
  },
  'POST /api/v1/ajustements/propositions/{id}/validation': {
    droits: 'Y Y - - - - -',
    demande: async (lieu) => ({
      method: 'POST',
      path: `/api/v1/ajustements/propositions/${await lieu.depot.propose(lieu.citerne, 60_000, monde.second)}/validation`,
      body: {},
    }),
  },
  'POST /api/v1/ajustements/propositions/{id}/refus': {
    droits: 'Y Y - - - - -',
    demande: async (lieu) => ({
      method: 'POST',
      path: `/api/v1/ajustements/propositions/${await lieu.depot.propose(lieu.citerne, 60_000, monde.second)}/refus`,
      body: { motif: 'Jaugeage à refaire demain' },
    }),
  },
  'POST /api/v1/stock/initial': {
    droits: 'Y - - - - - -',
    demande: async (lieu) => ({
      method: 'POST',
      path: '/api/v1/stock/initial',
      body: {
        citerne_id: (await lieu.depot.citerne()).id,
        proprietaire_type: 'MONALUXE',
        date: await lieu.depot.today(),
        volume_ambiant: 10,
        volume_15c: 10,
      },
    }),
  },
}

const stock: Record<string, Ligne> = {
  'GET /api/v1/stock/actuel': { droits: 'Y Y Y D Y D Y', ...listOf('/stock/actuel') },
  'GET /api/v1/stock/journalier': {
    droits: 'Y Y Y D Y D Y',
    ...listOf('/stock/journalier?du=2020-01-01&au=2020-01-31'),
    sansDepot: 'vide',
  },
  'GET /api/v1/stock/a-date': { droits: 'Y Y Y D Y D Y', ...listOf('/stock/a-date?date=2199-01-01') },
  'GET /api/v1/stock/mouvements': { droits: 'Y Y Y D Y D Y', ...listOf('/stock/mouvements') },
  'GET /api/v1/stock/clotures': { droits: 'Y Y Y D Y D Y', ...listOf('/stock/clotures') },
  'POST /api/v1/stock/clotures': {
    droits: 'Y Y D - - - -',
    // Each call a later day: what is closed is not closed again.
    ...post('/stock/clotures', (lieu) => ({ depot_id: lieu.depot_id, jour: day('2020-01-01', Number(unique())) })),
  },
  'GET /api/v1/citernes': { droits: 'Y Y Y D Y D Y', ...listOf('/citernes') },
  'GET /api/v1/citernes/{id}': { droits: 'Y Y Y D Y D Y', ...fileOf('/citernes', (lieu) => lieu.citerne) },
  'POST /api/v1/citernes': {
    droits: 'Y - - - - - -',
    ...post('/citernes', (lieu) => ({
      depot_id: lieu.depot_id,
      nom: `CUVE N${unique()}`,
      produit_id: produitGasoil,
      capacite_totale: 1000,
      localisation: 'Parc ouest',
    })),
  },
  'PATCH /api/v1/citernes/{id}': {
    droits: 'Y - - - - - -',
    demande: async (lieu) => ({
      method: 'PATCH',
      path: `/api/v1/citernes/${(await lieu.depot.citerne()).id}`,
      body: { statut: 'maintenance' },
      version: 1,
    }),
  },
}

const everywhere = 'Y Y Y Y Y Y Y'
const ownDepot = 'Y Y Y D Y D Y'

const files: Record<string, Ligne> = {
  ...exported('/cours-de-route', ownDepot, 'depot_id'),
  ...exported('/cours-de-route/statistiques', ownDepot, 'depot_id'),
  ...exported('/receptions', ownDepot, 'depot_id'),
  ...exported('/sorties', ownDepot, 'depot_id'),
  ...exported('/ajustements', 'Y Y Y D - D -', 'depot_id'),
  ...exported('/ajustements/propositions', 'Y Y Y D - D -', 'depot_id'),
  ...exported('/stock/actuel', ownDepot, 'depot_id'),
  ...exported('/stock/journalier', ownDepot, 'depot_id', '&du=2020-01-01&au=2020-01-31'),
  ...exported('/stock/a-date', ownDepot, 'depot_id', '&date=2199-01-01'),
  ...exported('/stock/mouvements', ownDepot, 'depot_id'),
  ...exported('/stock/clotures', ownDepot, 'depot_id'),
  ...exported('/citernes', ownDepot, 'depot_id'),
  ...exported('/journal', 'Y Y - - Y - -', 'depot_id'),
  ...exported('/integrite', 'Y Y - - Y - -', 'depot_id'),
  ...exported('/jetons', everywhere),
  ...exported('/utilisateurs', 'Y - - - - - -'),
  ...exported('/depots', ownDepot),
  ...exported('/produits', everywhere),
  ...exported('/clients', everywhere),
  ...exported('/partenaires', everywhere),
  ...exported('/transporteurs', everywhere),
  ...exported('/fournisseurs', 'Y Y Y - Y - Y'),
  'GET /api/v1/receptions/{id}/pdf': {
    droits: ownDepot,
    demande: (lieu) => ({ path: `/api/v1/receptions/${lieu.reception}/pdf` }),
    ailleurs: 'RESSOURCE_INTROUVABLE',
  },
  'GET /api/v1/sorties/{id}/pdf': {
    droits: ownDepot,
    demande: (lieu) => ({ path: `/api/v1/sorties/${lieu.sortie}/pdf` }),
    ailleurs: 'RESSOURCE_INTROUVABLE',
  },
}

const others: Record<string, Ligne> = {
  // A depot's own file is of the depot: its name is not for the neighbours.
  'GET /api/v1/depots': { droits: 'Y Y Y D Y D Y', ...read('/depots'), sansDepot: 'vide' },
  'GET /api/v1/depots/{id}': { droits: 'Y Y Y D Y D Y', ...fileOf('/depots', (lieu) => lieu.depot_id) },
  'POST /api/v1/depots': { droits: 'Y - - - - - -', ...post('/depots', newDepot) },
  'PATCH /api/v1/depots/{id}': { droits: 'Y - - - - - -', ...change('/depots', newDepot, { actif: false }) },
  ...referential('/produits', newProduct),
  ...referential('/clients', newName),
  ...referential('/partenaires', newName),
  ...referential('/transporteurs', newName),
  'GET /api/v1/fournisseurs/noms': { droits: 'Y Y Y Y Y Y Y', ...read('/fournisseurs/noms'), sansDepot: 'oui' },
  'GET /api/v1/fournisseurs/noms/{id}': {
    droits: 'Y Y Y Y Y Y Y',
    demande: async () => ({ path: `/api/v1/fournisseurs/noms/${await adminMakes('/fournisseurs', newName())}` }),
    sansDepot: 'RESSOURCE_INTROUVABLE',
  },
  ...referential('/fournisseurs', newName),
  'GET /api/v1/fournisseurs': { droits: 'Y Y Y - Y - Y', ...read('/fournisseurs') },
  'GET /api/v1/fournisseurs/{id}': {
    droits: 'Y Y Y - Y - Y',
    demande: async () => ({ path: `/api/v1/fournisseurs/${await adminMakes('/fournisseurs', newName())}` }),
  },
  'GET /api/v1/tableau-de-bord': {
    droits: 'Y Y Y D Y D Y',
    ...listOf('/tableau-de-bord'),
    ailleurs: 'RESSOURCE_INTROUVABLE',
  },
  'POST /api/v1/volumetrie/calcul': {
    droits: 'Y Y Y Y Y Y Y',
    demande: () => ({
      method: 'POST',
      path: '/api/v1/volumetrie/calcul',
      body: { produit_id: produitGasoil, volume_ambiant: 1000, temperature_c: 25, densite_observee_kgm3: 830 },
    }),
    sansDepot: 'REFERENCE_INTROUVABLE',
  },
  'GET /api/v1/evenements': { droits: 'Y Y Y Y Y Y Y', ...read('/evenements'), sansDepot: 'oui' },
  'GET /api/v1/journal': { droits: 'Y Y - - Y - -', ...listOf('/journal') },
  'GET /api/v1/integrite': { droits: 'Y Y - - Y - -', ...listOf('/integrite') },
  'GET /api/v1/utilisateurs': { droits: 'Y - - - - - -', ...read('/utilisateurs') },
  'GET /api/v1/utilisateurs/{id}': {
    droits: 'Y - - - - - -',
    demande: async () => ({ path: `/api/v1/utilisateurs/${await adminMakes('/utilisateurs', newPerson())}` }),
  },
  'POST /api/v1/utilisateurs': { droits: 'Y - - - - - -', ...post('/utilisateurs', newPerson) },
  'PATCH /api/v1/utilisateurs/{id}': {
    droits: 'Y - - - - - -',
    ...change('/utilisateurs', newPerson, { nom_complet: 'Autre nom' }),
  },
}

const someView = { ecran: 'clients', nom: 'Les miens', parametres: 'q=mien' }

const own: Record<string, Ligne> = {
  'GET /api/v1/session': sessionOf('/session'),
  'PATCH /api/v1/session/profil': sessionOf('/session/profil', 'PATCH', { langue: 'fr' }),
  'GET /api/v1/recherche': sessionOf('/recherche?q=TANK'),
  'GET /api/v1/jetons': sessionOf('/jetons'),
  'POST /api/v1/jetons': sessionOf('/jetons', 'POST', { nom: 'Balance' }),
  'DELETE /api/v1/jetons/{id}': {
    droits: 'session',
    demande: async (_lieu, caller) => {
      const response = await caller.post('/api/v1/jetons', { nom: 'Balance' })
      const id = response.status === 201 ? await idOf(response) : await adminMakes('/jetons', { nom: 'Balance' })
      return { method: 'DELETE', path: `/api/v1/jetons/${id}` }
    },
  },
  'GET /api/v1/session/vues': sessionOf('/session/vues'),
  'POST /api/v1/session/vues': sessionOf('/session/vues', 'POST', someView),
  'DELETE /api/v1/session/vues/{id}': {
    droits: 'session',
    demande: async (_lieu, caller) => {
      const response = await caller.post('/api/v1/session/vues', someView)
      const id = response.status === 201 ? await idOf(response) : await adminMakes('/session/vues', someView)
      return { method: 'DELETE', path: `/api/v1/session/vues/${id}` }
    },
  },
  'POST /api/v1/session/mot-de-passe': sessionOf('/session/mot-de-passe', 'POST', {
    ancien: password,
    nouveau: password,
  }),
  'POST /api/v1/session': {
    droits: 'visiteur',
    demande: () => ({
      method: 'POST',
      path: '/api/v1/session',
      body: { email: emailOf('finance'), mot_de_passe: password },
    }),
  },
  'GET /health/live': visitor('/health/live'),
  'GET /health/ready': visitor('/health/ready'),
  'GET /metrics': visitor('/metrics'),
  'GET /api/v1/openapi.json': visitor('/api/v1/openapi.json'),
  'GET /api/v1/installation': visitor('/api/v1/installation'),
  'GET /api/docs': visitor('/api/docs'),
  'GET /api/docs/reference.js': visitor('/api/docs/reference.js'),
  'GET /api/docs/reference.css': visitor('/api/docs/reference.css'),
  // Last: it ends the sessions that it is called with.
  'DELETE /api/v1/session': { droits: 'visiteur', demande: () => ({ method: 'DELETE', path: '/api/v1/session' }) },
}

const matrix: Record<string, Ligne> = { ...cdr, ...movements, ...stock, ...files, ...others, ...own }

const roleOf = (name: CallerName): number => roles.findIndex((role) => name.startsWith(role))

/** What the cell of this caller and depot must answer. */
function expected(row: Ligne, name: CallerName, away: boolean): Outcome {
  if (row.droits === 'visiteur') return 'oui'
  if (name === 'anonyme') return 'NON_AUTHENTIFIE'
  if (name === 'sans profil') return 'SESSION_EXPIREE'
  if (row.droits === 'session') return 'oui'
  const droit = row.droits.split(' ')[roleOf(name)]
  if (droit === '-') return 'ROLE_FORBIDDEN'
  const landless = name.endsWith('sans dépôt')
  if (droit === 'Y') return landless ? (row.sansDepot ?? 'oui') : 'oui'
  if (landless) return row.sansDepot ?? row.ailleurs ?? 'oui'
  return away ? (row.ailleurs ?? 'oui') : 'oui'
}

async function call(caller: Caller, { path, method = 'GET', body, version }: Demande): Promise<Response> {
  const headers = new Headers()
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  if (version !== undefined) headers.set('If-Match', `"${version}"`)
  const abort = new AbortController()
  const response = await caller.raw(path, {
    method,
    headers,
    signal: abort.signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) abort.abort()
  return response
}

/** Nothing of the depot shows: no id, no name. */
function expectNothingOf(lieu: Lieu, text: string): void {
  for (const secret of [
    lieu.depot_id,
    lieu.depot_nom,
    lieu.citerne,
    lieu.cdr,
    lieu.reception,
    lieu.sortie,
    lieu.ajustement,
    lieu.proposition,
  ]) {
    expect(text).not.toContain(secret)
  }
}

interface Cell {
  name: CallerName
  lieu: Lieu
  outcome: Outcome
}

function cellsOf(row: Ligne): Cell[] {
  return callerNames.flatMap((name) =>
    (row.ailleurs === undefined ? [monde.a] : [monde.a, monde.b]).map((lieu) => ({
      name,
      lieu,
      outcome: expected(row, name, lieu === monde.b),
    })),
  )
}

async function checkServed(row: Ligne, { name, lieu, outcome }: Cell): Promise<void> {
  const caller = monde.callers[name]
  const response = await call(caller, await row.demande(lieu, caller))
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) return
  const text = await response.text()
  expect({ name, depot: lieu.depot_nom, status: response.status, text }).toSatisfy(() => response.status < 300)
  if (outcome === 'vide') expectNothingOf(lieu, text)
}

async function checkRefused(row: Ligne, cells: Cell[]): Promise<void> {
  for (const lieu of [monde.a, monde.b]) {
    const here = cells.filter((cell) => cell.lieu === lieu)
    if (here.length === 0) continue
    const demande = await row.demande(lieu, monde.callers.admin)
    await withoutRows(monde.server, async () => {
      for (const { name, outcome } of here) {
        if (outcome === 'oui' || outcome === 'vide') continue
        const response = await call(monde.callers[name], demande)
        expect({ name, depot: lieu.depot_nom, status: response.status }).toMatchObject({ status: refusals[outcome] })
        await expectRawProblem(response, refusals[outcome], outcome)
      }
    })
  }
}

const served = (cell: Cell): boolean => cell.outcome === 'oui' || cell.outcome === 'vide'

/** Everything that names something of a depot, as a filter or as the id of a file. */
const idsOf = (lieu: Lieu): string[] => [
  lieu.depot_id,
  lieu.citerne,
  lieu.cdr,
  lieu.reception,
  lieu.sortie,
  lieu.ajustement,
  lieu.proposition,
]

const needs: Record<string, string> = {
  '/api/v1/stock/journalier': 'du=2020-01-01&au=2020-01-31',
  '/api/v1/stock/a-date': 'date=2199-01-01',
  '/api/v1/recherche': 'q=TANK',
}

/** What a list asks for, and the format of its export. */
const obligatory = (pattern: string): string => {
  const file = pattern.endsWith('/export')
  const query = needs[pattern.replace('/export', '')] ?? ''
  return file ? `${query}&format=csv` : query
}

/** Every way to ask a list for what is of that depot: unfiltered, by each id filter, by each text search. */
function questions(openApi: OpenApi, lieu: Lieu): string[] {
  const searches = [lieu.depot_nom, ...lieu.numeros].map((text) => `/api/v1/recherche?q=${encodeURIComponent(text)}`)
  const lists = openApi.routes
    .filter(({ pattern }) => pattern !== '/api/v1/recherche')
    .filter((route) => route.method === 'GET' && openApi.queryOf(route).length > 0)
    .flatMap((route) => {
      const base = `${route.pattern}?${obligatory(route.pattern)}`
      // A file asks the list's own question.
      if (route.pattern.endsWith('/export')) return [base]
      const filters = openApi.queryOf(route).flatMap(({ name, schema }) => {
        if (schema.format === 'uuid') return idsOf(lieu).map((id) => `${name}=${id}`)
        if (name !== 'q') return []
        return [lieu.depot_nom, ...lieu.numeros].map((text) => `q=${encodeURIComponent(text)}&du=2000-01-01`)
      })
      return [base, ...filters.map((filter) => `${base}&${filter}`)]
    })
  return [...lists, ...searches]
}

describe('a depot keeps to itself', () => {
  it('T-SEC-02 the questions asked here do show depot B to whoever may see it', async () => {
    let shown = 0
    for (const path of questions(await OpenApi.ofProgram(), monde.b)) {
      const text = await (await monde.callers.admin.raw(path)).text()
      if (idsOf(monde.b).some((id) => text.includes(id))) ++shown
    }
    expect(shown).toBeGreaterThan(40)
  })

  it.each(['operateur', 'lecture'] as const)(
    'T-SEC-02 %s of depot A reads nothing of depot B by any list, filter or search',
    async (role) => {
      for (const path of questions(await OpenApi.ofProgram(), monde.b)) {
        const response = await monde.callers[role].raw(path)
        const text = await response.text()
        if (response.status >= 400) continue
        // A filter that the list lacks would say nothing; one that it has must show nothing.
        for (const id of idsOf(monde.b)) expect(text, path).not.toContain(id)
        expect(text, path).not.toContain(monde.b.depot_nom)
      }
    },
  )

  it.each(['operateur', 'lecture'] as const)(
    'T-SEC-02 %s of depot A opens no file of depot B, whatever id is put where',
    async (role) => {
      const openApi = await OpenApi.ofProgram()
      for (const route of openApi.routes.filter(
        ({ method, pattern }) => method === 'GET' && pattern.includes('{id}'),
      )) {
        for (const id of idsOf(monde.b)) {
          const response = await monde.callers[role].raw(route.pattern.replace('{id}', id))
          expect([403, 404], `${route.name} ${id}`).toContain(response.status)
        }
      }
    },
  )

  it('T-SEC-02 lists of somebody without a depot are empty', async () => {
    const openApi = await OpenApi.ofProgram()
    for (const name of ['operateur sans dépôt', 'lecture sans dépôt'] as const) {
      for (const route of openApi.routes.filter(
        ({ method, operation }) => method === 'GET' && operation['x-action'].includes('.'),
      )) {
        if (route.pattern.includes('{') || route.pattern.endsWith('/evenements')) continue
        const path = `${route.pattern}?${obligatory(route.pattern)}`
        const response = await monde.callers[name].raw(path)
        const text = await response.text()
        if (response.status === 403) continue
        expect(response.status, path).toBe(200)
        expectNothingOf(monde.a, text)
        expectNothingOf(monde.b, text)
        if (text.includes('"elements"')) expect(JSON.parse(text), path).toMatchObject({ elements: [] })
      }
    }
  })

  it('T-SEC-02 an operateur does not send a shipment of his own to another depot', async () => {
    const id = await newCdr(monde.a)
    const response = await call(monde.callers.operateur, {
      method: 'PATCH',
      path: `/api/v1/cours-de-route/${id}`,
      body: { depot_destination_id: monde.b.depot_id },
      version: 1,
    })
    await expectRawProblem(response, 403, 'HORS_DEPOT')
    expect((await monde.a.depot.readCdr(id)).depot_destination_id).toBe(monde.a.depot_id)
  })

  it('T-SEC-02 a reception into the own tank and one of another depot leaves nothing', async () => {
    const body = {
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: monde.partenaire,
      lignes: [ligne(monde.a.citerne, 10), ligne(monde.b.citerne, 10)],
    }
    await withoutRows(server(), async () => {
      await expectRawProblem(await monde.callers.operateur.post('/api/v1/receptions', body), 403, 'HORS_DEPOT')
    })
  })

  it('T-SEC-02 a replayed key does not show another person what was answered', async () => {
    const key = { 'Idempotency-Key': 'clef-partagee-1' }
    const body = {
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: monde.partenaire,
      lignes: [ligne(monde.b.citerne, 10)],
    }
    expect((await monde.b.depot.operateur.post('/api/v1/receptions', body, key)).status).toBe(201)
    const other = await monde.callers.operateur.post('/api/v1/receptions', body, key)
    await expectRawProblem(other, 403, 'HORS_DEPOT')
  })
})

const edit = async (caller: CallerName, id: string, body: unknown): Promise<Response> => {
  const { version } = await monde.a.depot.readCdr(id)
  return await call(monde.callers[caller], { method: 'PATCH', path: `/api/v1/cours-de-route/${id}`, body, version })
}

describe('rights that depend on more than the role', () => {
  it('C-02 an operateur edits a shipment until the border, admin and directeur beyond it', async () => {
    const { id } = await monde.a.depot.cdr('TRANSIT')
    expect((await edit('operateur', id, { note: 'Pont fermé' })).status).toBe(200)
    await monde.a.depot.advance(id, 'FRONTIERE')
    await expectRawProblem(await edit('operateur', id, { note: 'Trop tard' }), 403, 'ROLE_FORBIDDEN')
    expect((await edit('directeur', id, { note: 'Douane payée' })).status).toBe(200)
    expect((await edit('admin', id, { note: 'Douane payée, reçu joint' })).status).toBe(200)
    expect((await monde.a.depot.readCdr(id)).note).toBe('Douane payée, reçu joint')
  })

  it('C-02 a discharged shipment keeps its figures: admin alone adds a note', async () => {
    const { id } = await monde.a.depot.cdr('ARRIVE')
    await monde.a.depot.recevoir([ligne(monde.a.citerne, 50)], { cours_de_route_id: id })
    await expectRawProblem(await edit('directeur', id, { note: 'Après coup' }), 403, 'ROLE_FORBIDDEN')
    await expectRawProblem(await edit('admin', id, { volume: 1 }), 409, 'CDR_DECHARGE_FIGE')
    expect((await edit('admin', id, { note: 'Bordereau reçu' })).status).toBe(200)
  })

  it('C-06 nobody changes or deletes a movement, admin included', async () => {
    const paths = [
      `/receptions/${monde.a.reception}`,
      `/sorties/${monde.a.sortie}`,
      `/ajustements/${monde.a.ajustement}`,
    ]
    for (const path of paths) {
      for (const method of ['PATCH', 'PUT', 'DELETE']) {
        const response = await call(monde.callers.admin, { method, path: `/api/v1${path}`, body: {} })
        await expectRawProblem(response, 405, 'METHODE_REFUSEE')
        expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
      }
    }
  })

  it('T-SEC-01 somebody who asks for another role or depot is refused and noted as CRITICAL', async () => {
    for (const body of [{ role: 'admin' }, { depot_id: monde.b.depot_id }, { nom_complet: 'X', role: 'admin' }]) {
      const demande = { method: 'PATCH', path: '/api/v1/session/profil', body }
      await expectRawProblem(await call(monde.callers.lecture, demande), 403, 'ROLE_FORBIDDEN')
    }
    const [profile, log] = (
      await server().psql(
        `select p.role || ' ' || p.nom_complet from profils p join utilisateurs u on u.id = p.user_id
         where u.email = '${emailOf('lecture')}';
         select distinct a.niveau from log_actions a join utilisateurs u on u.id = a.user_id
         where u.email = '${emailOf('lecture')}' and a.action = 'ACCES_REFUSE' and a.niveau = 'CRITICAL'`,
      )
    ).split('\n')
    expect({ profile, log }).toEqual({ profile: 'lecture Test lecture', log: 'CRITICAL' })
  })

  it('T-SEC-04 T-LOG-03 nobody writes under another name: fields of the server are refused', async () => {
    const body = {
      proprietaire_type: 'PARTENAIRE',
      partenaire_id: monde.partenaire,
      lignes: [ligne(monde.a.citerne, 10)],
    }
    for (const forged of ['created_by', 'validated_by', 'user_id', 'numero', 'statut', 'volume_15c', 'depot_id']) {
      const response = await monde.callers.operateur.post('/api/v1/receptions', { ...body, [forged]: unique() })
      await expectRawProblem(response, 400, 'CHAMP_INCONNU', forged)
    }
  })
})

// The menu of each role, from the requirements.
const menu: Record<(typeof roles)[number], string> = {
  admin:
    'accueil cours fournisseurs receptions sorties stocks citernes ajustements integrite journal referentiels utilisateurs',
  directeur: 'accueil cours fournisseurs receptions sorties stocks citernes ajustements integrite journal referentiels',
  gerant: 'accueil cours fournisseurs receptions sorties stocks citernes ajustements referentiels',
  operateur: 'accueil cours receptions sorties stocks citernes ajustements referentiels',
  pca: 'accueil cours fournisseurs receptions sorties stocks citernes integrite journal referentiels',
  lecture: 'accueil cours receptions sorties stocks citernes ajustements referentiels',
  finance: 'accueil cours fournisseurs receptions sorties stocks citernes referentiels',
}

// What stands behind an entry of the menu.
const behind: Record<string, string> = {
  accueil: 'tableau-de-bord',
  cours: 'cours-de-route',
  fournisseurs: 'fournisseurs',
  receptions: 'receptions',
  sorties: 'sorties',
  stocks: 'stock/actuel',
  citernes: 'citernes',
  ajustements: 'ajustements',
  integrite: 'integrite',
  journal: 'journal',
  referentiels: 'produits',
  utilisateurs: 'utilisateurs',
}

describe('T-PERM-02 T-PERM-04: the menu and the rights are one table', () => {
  it.each(roles)('T-PERM-04 %s sees its menu, and what is not in it is refused', async (role) => {
    const { data } = await monde.callers[role].client.GET('/api/v1/session')
    const shown = data?.navigation.map((entry) => entry.cle) ?? []
    expect(shown.join(' ')).toBe(menu[role])
    for (const [cle, path] of Object.entries(behind)) {
      const { status } = await monde.callers[role].raw(`/api/v1/${path}`)
      expect(`${cle} ${status}`).toBe(`${cle} ${shown.includes(cle) ? 200 : 403}`)
    }
  })

  it('T-PERM-02 pca, lecture and finance are told of no right to write', async () => {
    for (const role of ['pca', 'lecture', 'finance'] as const) {
      const { data } = await monde.callers[role].client.GET('/api/v1/session')
      const rights = data?.permissions.map((permission) => permission.action) ?? []
      expect(rights.length).toBeGreaterThan(5)
      expect(rights.filter((action) => !action.endsWith('.lire') && !['volumetrie.calculer', 'exports.generer'].includes(action))).toEqual([])
    }
  })
})

describe('T-PERM-01 T-PERM-03 C-02 C-03 C-04 C-07 C-08 C-09: the matrix of rights', () => {
  it('T-PERM-01 names every route of the program, and only those', async () => {
    const openApi = await OpenApi.ofProgram()
    expect(Object.keys(matrix).sort()).toEqual(openApi.routes.map((route) => route.name).sort())
  })

  it.each(Object.entries(matrix))('%s', { timeout: 120_000 }, async (_name, row) => {
    const cells = cellsOf(row)
    await checkRefused(
      row,
      cells.filter((cell) => !served(cell)),
    )
    for (const cell of cells.filter(served)) await checkServed(row, cell)
  })
})
