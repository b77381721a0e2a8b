// The movement to be corrected, as it counts today. Once known it stays known while it is read again: the form on it keeps
// what is typed, also when somebody corrects the same movement.
import { useMemo, useState } from 'react'

import { api } from '#api/client'
import type { Schemas } from '#api/types'

import { currentMeasure, lastOf, type Measure } from './correction'

type Detail = Schemas['DetailReception'] | Schemas['DetailSortie']

export interface Movement {
  type: Schemas['TypeMouvement']
  detail: Detail
  jour: string
  /** How it counts today. */
  mesure: Measure
}

export interface MovementQuery {
  movement: Movement | undefined
  pending: boolean
  error: unknown
  retry: () => void
}

export function useMouvement(type: Schemas['TypeMouvement'], id: string): MovementQuery {
  const params = { path: { id } }
  const reception = api.useQuery('get', '/api/v1/receptions/{id}', { params }, { enabled: type === 'RECEPTION' })
  const sortie = api.useQuery('get', '/api/v1/sorties/{id}', { params }, { enabled: type === 'SORTIE' })
  const asked = type === 'RECEPTION' ? reception : sortie
  const last = lastOf(asked.data?.ajustements ?? [])
  const adjusted = api.useQuery(
    'get',
    '/api/v1/ajustements/{id}',
    { params: { path: { id: last?.id ?? '' } } },
    { enabled: last !== undefined },
  )
  const failed = [asked, adjusted].find((query) => query.isError && query.data === undefined)
  const detail = asked.data
  const jour = dayOf(reception.data, sortie.data)
  const fresh = useMemo((): Movement | undefined => {
    if (detail === undefined || (last !== undefined && adjusted.data === undefined)) return undefined
    return { type, detail, jour, mesure: currentMeasure(detail, adjusted.data) }
  }, [type, detail, jour, last, adjusted.data])
  const [known, setKnown] = useState(fresh)
  if (fresh !== undefined && fresh !== known) setKnown(fresh)
  const movement = fresh ?? (known?.detail.id === id ? known : undefined)
  return {
    movement,
    pending: movement === undefined && failed === undefined,
    error: failed?.error,
    retry: () => void failed?.refetch(),
  }
}

function dayOf(reception: Schemas['DetailReception'] | undefined, sortie: Schemas['DetailSortie'] | undefined): string {
  return reception?.date_reception ?? sortie?.date_sortie ?? ''
}
