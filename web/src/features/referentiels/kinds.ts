// The six kinds of master data.
import type { TFunction } from 'i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { number, parseNumber, text } from '#components/format'
import { textOf, textOrNull, type Field, type Values } from '#components/form/RecordForm'
import { flag, given, oneOf, pick, type FilterValues, type Paging } from '#components/list/definition'

import type { Kind } from './kind'

export type T = TFunction<['referentiels', 'commun', 'mouvements']>

interface Query extends Paging {
  q?: string
  actif?: boolean
}

function queryOf(paging: Paging, filters: FilterValues): Query {
  return { ...paging, ...pick(filters, 'q'), ...given('actif', flag(filters['actif'])) }
}

/** A typed number; NaN when it is none, which the server refuses by name. */
function numberOf(values: Values, key: string): number {
  return parseNumber(textOf(values, key)) ?? Number.NaN
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : number(value, 8)
}

const isActive = (values: Values): boolean => values['actif'] === true

function nameField(t: T): Field {
  return { key: 'nom', label: t('commun:champs.nom'), required: true, maxLength: 120 }
}

function activeField(t: T): Field {
  return { key: 'actif', label: t('commun:champs.actif'), kind: 'flag' }
}

// --- Clients and suppliers: the same fields ----------------------------------------------------------------------

function tiersFields(t: T): Field[] {
  return [
    nameField(t),
    { key: 'contact_personne', label: t('contact'), maxLength: 120 },
    { key: 'email', label: t('commun:champs.email'), kind: 'email' },
    { key: 'telephone', label: t('commun:champs.telephone'), maxLength: 40 },
    { key: 'adresse', label: t('commun:champs.adresse'), maxLength: 500 },
    { key: 'pays', label: t('commun:champs.pays'), maxLength: 80 },
    { key: 'note_supplementaire', label: t('commun:champs.note'), kind: 'long' },
    activeField(t),
  ]
}

function tiersValues(row: Schemas['Tiers'] | undefined): Values {
  return {
    nom: row?.nom ?? '',
    contact_personne: row?.contact_personne ?? '',
    email: row?.email ?? '',
    telephone: row?.telephone ?? '',
    adresse: row?.adresse ?? '',
    pays: row?.pays ?? '',
    note_supplementaire: row?.note_supplementaire ?? '',
    actif: row?.actif ?? true,
  }
}

function tiersBody(values: Values): Schemas['DemandeTiers'] {
  return {
    nom: textOf(values, 'nom'),
    contact_personne: textOrNull(values, 'contact_personne'),
    email: textOrNull(values, 'email'),
    telephone: textOrNull(values, 'telephone'),
    adresse: textOrNull(values, 'adresse'),
    pays: textOrNull(values, 'pays'),
    note_supplementaire: textOrNull(values, 'note_supplementaire'),
    actif: isActive(values),
  }
}

function tiersColumns(t: T): Kind<Schemas['Tiers']>['columns'] {
  return [
    { key: 'contact_personne', label: t('contact'), value: (row) => text(row.contact_personne) },
    { key: 'telephone', label: t('commun:champs.telephone'), value: (row) => text(row.telephone) },
    { key: 'email', label: t('commun:champs.email'), value: (row) => text(row.email) },
    { key: 'pays', label: t('commun:champs.pays'), value: (row) => text(row.pays) },
  ]
}

export function clients(t: T): Kind<Schemas['Tiers']> {
  return {
    path: '/api/v1/clients',
    columns: tiersColumns(t),
    fields: tiersFields(t),
    values: tiersValues,
    load: async (paging, filters, signal) =>
      bodyOf(await send.GET('/api/v1/clients', { signal, params: { query: queryOf(paging, filters) } })),
    create: (values, key) => send.POST('/api/v1/clients', { params: { header: { 'Idempotency-Key': key } }, body: tiersBody(values) }),
    update: (id, ifMatch, values) =>
      send.PATCH('/api/v1/clients/{id}', {
        params: { path: { id }, header: { 'If-Match': ifMatch } },
        body: tiersBody(values),
      }),
  }
}

export function fournisseurs(t: T): Kind<Schemas['Tiers']> {
  return {
    path: '/api/v1/fournisseurs',
    columns: tiersColumns(t),
    fields: tiersFields(t),
    values: tiersValues,
    load: async (paging, filters, signal) =>
      bodyOf(await send.GET('/api/v1/fournisseurs', { signal, params: { query: queryOf(paging, filters) } })),
    create: (values, key) => send.POST('/api/v1/fournisseurs', { params: { header: { 'Idempotency-Key': key } }, body: tiersBody(values) }),
    update: (id, ifMatch, values) =>
      send.PATCH('/api/v1/fournisseurs/{id}', {
        params: { path: { id }, header: { 'If-Match': ifMatch } },
        body: tiersBody(values),
      }),
  }
}

// --- Partners and carriers ------------------------------------------------------------------------------------------

export function partenaires(t: T): Kind<Schemas['Partenaire']> {
  const body = (values: Values): Schemas['DemandePartenaire'] => ({
    nom: textOf(values, 'nom'),
    contact: textOrNull(values, 'contact'),
    email: textOrNull(values, 'email'),
    telephone: textOrNull(values, 'telephone'),
    actif: isActive(values),
  })
  return {
    path: '/api/v1/partenaires',
    columns: [
      { key: 'contact', label: t('contact'), value: (row) => text(row.contact) },
      { key: 'telephone', label: t('commun:champs.telephone'), value: (row) => text(row.telephone) },
      { key: 'email', label: t('commun:champs.email'), value: (row) => text(row.email) },
    ],
    fields: [
      nameField(t),
      { key: 'contact', label: t('contact'), maxLength: 120 },
      { key: 'email', label: t('commun:champs.email'), kind: 'email' },
      { key: 'telephone', label: t('commun:champs.telephone'), maxLength: 40 },
      activeField(t),
    ],
    values: (row) => ({
      nom: row?.nom ?? '',
      contact: row?.contact ?? '',
      email: row?.email ?? '',
      telephone: row?.telephone ?? '',
      actif: row?.actif ?? true,
    }),
    load: async (paging, filters, signal) =>
      bodyOf(await send.GET('/api/v1/partenaires', { signal, params: { query: queryOf(paging, filters) } })),
    create: (values, key) => send.POST('/api/v1/partenaires', { params: { header: { 'Idempotency-Key': key } }, body: body(values) }),
    update: (id, ifMatch, values) =>
      send.PATCH('/api/v1/partenaires/{id}', {
        params: { path: { id }, header: { 'If-Match': ifMatch } },
        body: body(values),
      }),
  }
}

export function transporteurs(t: T): Kind<Schemas['Transporteur']> {
  const body = (values: Values): Schemas['DemandeTransporteur'] => ({
    nom: textOf(values, 'nom'),
    contact_personne: textOrNull(values, 'contact_personne'),
    email: textOrNull(values, 'email'),
    telephone: textOrNull(values, 'telephone'),
    note: textOrNull(values, 'note'),
    actif: isActive(values),
  })
  return {
    path: '/api/v1/transporteurs',
    columns: [
      { key: 'contact_personne', label: t('contact'), value: (row) => text(row.contact_personne) },
      { key: 'telephone', label: t('commun:champs.telephone'), value: (row) => text(row.telephone) },
      { key: 'email', label: t('commun:champs.email'), value: (row) => text(row.email) },
    ],
    fields: [
      nameField(t),
      { key: 'contact_personne', label: t('contact'), maxLength: 120 },
      { key: 'email', label: t('commun:champs.email'), kind: 'email' },
      { key: 'telephone', label: t('commun:champs.telephone'), maxLength: 40 },
      { key: 'note', label: t('commun:champs.note'), kind: 'long' },
      activeField(t),
    ],
    values: (row) => ({
      nom: row?.nom ?? '',
      contact_personne: row?.contact_personne ?? '',
      email: row?.email ?? '',
      telephone: row?.telephone ?? '',
      note: row?.note ?? '',
      actif: row?.actif ?? true,
    }),
    load: async (paging, filters, signal) =>
      bodyOf(await send.GET('/api/v1/transporteurs', { signal, params: { query: queryOf(paging, filters) } })),
    create: (values, key) => send.POST('/api/v1/transporteurs', { params: { header: { 'Idempotency-Key': key } }, body: body(values) }),
    update: (id, ifMatch, values) =>
      send.PATCH('/api/v1/transporteurs/{id}', {
        params: { path: { id }, header: { 'If-Match': ifMatch } },
        body: body(values),
      }),
  }
}

// --- Products ----------------------------------------------------------------------------------------------------------

const productGroups = ['A', 'B', 'C', 'D'] as const

function productBody(values: Values): Schemas['DemandeProduit'] {
  const alpha = textOf(values, 'alpha_15c')
  return {
    nom: textOf(values, 'nom'),
    code: textOrNull(values, 'code'),
    description: textOrNull(values, 'description'),
    groupe: oneOf(textOf(values, 'groupe'), productGroups) ?? 'B',
    alpha_15c: alpha === '' ? null : numberOf(values, 'alpha_15c'),
    densite_min_kgm3: numberOf(values, 'densite_min_kgm3'),
    densite_max_kgm3: numberOf(values, 'densite_max_kgm3'),
    temperature_min_c: numberOf(values, 'temperature_min_c'),
    temperature_max_c: numberOf(values, 'temperature_max_c'),
    actif: isActive(values),
  }
}

function productFields(t: T): Field[] {
  const measure = (key: string, label: string, unit: string): Field => ({ key, label, unit, kind: 'number', required: true })
  return [
    nameField(t),
    { key: 'code', label: t('code'), maxLength: 20 },
    {
      key: 'groupe',
      label: t('groupe'),
      kind: 'choice',
      required: true,
      choices: productGroups.map((value) => ({ value, label: t(`groupes.${value}`) })),
    },
    { key: 'alpha_15c', label: t('alpha'), kind: 'number', unit: '/°C' },
    measure('densite_min_kgm3', t('densite_min'), 'kg/m³'),
    measure('densite_max_kgm3', t('densite_max'), 'kg/m³'),
    measure('temperature_min_c', t('temperature_min'), '°C'),
    measure('temperature_max_c', t('temperature_max'), '°C'),
    { key: 'description', label: t('commun:champs.description'), kind: 'long' },
    activeField(t),
  ]
}

export function produits(t: T): Kind<Schemas['Produit']> {
  return {
    path: '/api/v1/produits',
    columns: [
      { key: 'code', label: t('code'), value: (row) => text(row.code) },
      { key: 'groupe', label: t('groupe'), value: (row) => t(`groupes.${row.groupe}`) },
      { key: 'densite_min_kgm3', label: t('densite_min'), value: (row) => number(row.densite_min_kgm3) },
      { key: 'densite_max_kgm3', label: t('densite_max'), value: (row) => number(row.densite_max_kgm3) },
    ],
    fields: productFields(t),
    values: (row) => ({
      nom: row?.nom ?? '',
      code: row?.code ?? '',
      groupe: row?.groupe ?? '',
      alpha_15c: shown(row?.alpha_15c),
      densite_min_kgm3: shown(row?.densite_min_kgm3),
      densite_max_kgm3: shown(row?.densite_max_kgm3),
      temperature_min_c: shown(row?.temperature_min_c),
      temperature_max_c: shown(row?.temperature_max_c),
      description: row?.description ?? '',
      actif: row?.actif ?? true,
    }),
    load: async (paging, filters, signal) =>
      bodyOf(await send.GET('/api/v1/produits', { signal, params: { query: queryOf(paging, filters) } })),
    create: (values, key) => send.POST('/api/v1/produits', { params: { header: { 'Idempotency-Key': key } }, body: productBody(values) }),
    update: (id, ifMatch, values) =>
      send.PATCH('/api/v1/produits/{id}', {
        params: { path: { id }, header: { 'If-Match': ifMatch } },
        body: productBody(values),
      }),
  }
}

// --- Depots ------------------------------------------------------------------------------------------------------------

const editions = ['MPMS_11_1_2004', 'D1250_1980'] as const
const roundings = ['0.001', '0.1', '1'] as const

function depotBody(values: Values): Schemas['DemandeDepot'] {
  return {
    nom: textOf(values, 'nom'),
    code: textOf(values, 'code').toUpperCase(),
    adresse: textOrNull(values, 'adresse'),
    fuseau: textOf(values, 'fuseau'),
    edition: oneOf(textOf(values, 'edition'), editions) ?? 'MPMS_11_1_2004',
    areometre: values['areometre'] === true,
    arrondi_reception_l: Number(textOf(values, 'arrondi_reception_l')),
    arrondi_sortie_l: Number(textOf(values, 'arrondi_sortie_l')),
    jours_retro: numberOf(values, 'jours_retro'),
    actif: isActive(values),
  }
}

function depotFields(t: T): Field[] {
  const rounding = (key: string, label: string): Field => ({
    key,
    label,
    kind: 'choice',
    required: true,
    choices: roundings.map((value) => ({ value, label: `${number(Number(value))} L` })),
  })
  return [
    nameField(t),
    { key: 'code', label: t('code'), required: true, maxLength: 10 },
    { key: 'adresse', label: t('commun:champs.adresse'), maxLength: 500 },
    { key: 'fuseau', label: t('fuseau'), required: true, maxLength: 60 },
    {
      key: 'edition',
      label: t('edition'),
      kind: 'choice',
      required: true,
      choices: editions.map((value) => ({ value, label: t(`mouvements:editions.${value}`) })),
    },
    { key: 'areometre', label: t('areometre'), kind: 'flag' },
    rounding('arrondi_reception_l', t('arrondi_reception')),
    rounding('arrondi_sortie_l', t('arrondi_sortie')),
    { key: 'jours_retro', label: t('jours_retro'), kind: 'number', unit: t('jours'), required: true },
    activeField(t),
  ]
}

export function depots(t: T): Kind<Schemas['Depot']> {
  return {
    path: '/api/v1/depots',
    columns: [
      { key: 'code', label: t('code'), value: (row) => row.code },
      { key: 'edition', label: t('edition'), value: (row) => t(`mouvements:editions.${row.edition}`) },
      { key: 'fuseau', label: t('fuseau'), value: (row) => row.fuseau },
      { key: 'jours_retro', label: t('jours_retro'), value: (row) => `${number(row.jours_retro)} ${t('jours')}` },
    ],
    fields: depotFields(t),
    values: (row) => ({
      nom: row?.nom ?? '',
      code: row?.code ?? '',
      adresse: row?.adresse ?? '',
      fuseau: row?.fuseau ?? 'Africa/Lubumbashi',
      edition: row?.edition ?? '',
      areometre: row?.areometre ?? true,
      arrondi_reception_l: String(row?.arrondi_reception_l ?? 0.1),
      arrondi_sortie_l: String(row?.arrondi_sortie_l ?? 1),
      jours_retro: shown(row?.jours_retro ?? 30),
      actif: row?.actif ?? true,
    }),
    load: async (paging, filters, signal) =>
      bodyOf(await send.GET('/api/v1/depots', { signal, params: { query: queryOf(paging, filters) } })),
    create: (values, key) => send.POST('/api/v1/depots', { params: { header: { 'Idempotency-Key': key } }, body: depotBody(values) }),
    update: (id, ifMatch, values) =>
      send.PATCH('/api/v1/depots/{id}', {
        params: { path: { id }, header: { 'If-Match': ifMatch } },
        body: depotBody(values),
      }),
  }
}
