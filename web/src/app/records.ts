// Records that may be many: the first ones by name, and whatever typing finds beyond them. The server searches.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'

import type { Choice } from './choices'

const rowsMax = 200
const restMs = 250
const typedMax = 100
const staleTime = 5 * 60_000

interface Named {
  id: string
  nom: string
}

/** Which records of a kind. */
export interface Sought {
  q?: string
  actif?: boolean
}

interface Reader {
  path: string
  find: (sought: Sought) => Promise<readonly Named[]>
  one: (id: string) => Promise<Named>
}

function first(sought: Sought) {
  return { params: { query: { limite: rowsMax, tri: 'nom', ...sought } } }
}

function at(id: string) {
  return { params: { path: { id } } }
}

/** Depots name their tanks alike. */
function toldApart(tanks: readonly Schemas['Citerne'][]): readonly Named[] {
  if (new Set(tanks.map((tank) => tank.depot_id)).size < 2) return tanks
  return tanks.map(({ id, nom, depot_nom }) => ({ id, nom: `${nom} · ${depot_nom}` }))
}

const readers = {
  clients: {
    path: '/api/v1/clients',
    find: async (sought) => bodyOf(await send.GET('/api/v1/clients', first(sought))).elements,
    one: async (id) => bodyOf(await send.GET('/api/v1/clients/{id}', at(id))),
  },
  partenaires: {
    path: '/api/v1/partenaires',
    find: async (sought) => bodyOf(await send.GET('/api/v1/partenaires', first(sought))).elements,
    one: async (id) => bodyOf(await send.GET('/api/v1/partenaires/{id}', at(id))),
  },
  transporteurs: {
    path: '/api/v1/transporteurs',
    find: async (sought) => bodyOf(await send.GET('/api/v1/transporteurs', first(sought))).elements,
    one: async (id) => bodyOf(await send.GET('/api/v1/transporteurs/{id}', at(id))),
  },
  // Their names are open to more people than their records.
  fournisseurs: {
    path: '/api/v1/fournisseurs/noms',
    find: async (sought) => bodyOf(await send.GET('/api/v1/fournisseurs/noms', first(sought))).elements,
    one: async (id) => bodyOf(await send.GET('/api/v1/fournisseurs/noms/{id}', at(id))),
  },
  produits: {
    path: '/api/v1/produits',
    find: async (sought) => bodyOf(await send.GET('/api/v1/produits', first(sought))).elements,
    one: async (id) => bodyOf(await send.GET('/api/v1/produits/{id}', at(id))),
  },
  citernes: {
    path: '/api/v1/citernes',
    find: async (sought) => toldApart(bodyOf(await send.GET('/api/v1/citernes', first(sought))).elements),
    one: async (id) => bodyOf(await send.GET('/api/v1/citernes/{id}', at(id))),
  },
} satisfies Record<string, Reader>

export type RecordKind = keyof typeof readers

/** The first ones by name of those sought. */
export function recordsQuery(kind: RecordKind, sought: Sought = {}) {
  const { path, find } = readers[kind]
  return { queryKey: ['get', path, 'choix', sought], queryFn: async () => await find(sought) }
}

/** What a record is called. */
export function useRecordName(kind: RecordKind | undefined, id: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['get', kind === undefined ? undefined : readers[kind].path, 'nom', id],
    queryFn: async () => (kind === undefined || id === undefined ? null : (await readers[kind].one(id)).nom),
    enabled: kind !== undefined && id !== undefined,
    staleTime,
  })
  return data ?? undefined
}

export interface Records {
  choices: readonly Choice[] | undefined
  /** What is typed into the field. */
  onSearchChange: (typed: string) => void
}

/** `current`: the one that is chosen already, be it far down the alphabet or no longer in use. */
export function useRecords(kind: RecordKind, sought: Sought = {}, current?: string): Records {
  const [typed, onSearchChange] = useState('')
  const [rested] = useDebouncedValue(typed.trim().slice(0, typedMax), restMs)
  const known = useQuery({ ...recordsQuery(kind, sought) })
  const whole = known.data === undefined || known.data.length < rowsMax
  const found = useQuery({
    ...recordsQuery(kind, { ...sought, q: rested }),
    placeholderData: keepPreviousData,
    enabled: rested !== '' && !whole,
  })
  const records = [...(known.data ?? []), ...(found.data ?? [])]
  const missing = known.data !== undefined && current !== undefined && !records.some(({ id }) => id === current)
  const name = useRecordName(missing ? kind : undefined, current)
  const names = new Map(records.map(({ id, nom }) => [id, nom]))
  if (missing && name !== undefined) names.set(current, name)
  return {
    choices: known.data === undefined ? undefined : [...names].map(([value, label]) => ({ value, label })),
    onSearchChange,
  }
}
