// Active clients, partners and transporters for a form: the first ones by name, and whatever typing finds beyond them.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { bodyOf, send } from '#api/client'
import type { Choice } from '#components/list/definition'

export interface Parties {
  choices: readonly Choice[] | undefined
  /** What is typed into the field. */
  onSearchChange: (typed: string) => void
}

interface Party {
  id: string
  nom: string
}

const rowsMax = 200
const restMs = 250

function query(q: string) {
  return { limite: rowsMax, tri: 'nom', actif: true, ...(q === '' ? {} : { q }) }
}

const readers = {
  clients: async (q: string): Promise<readonly Party[]> =>
    bodyOf(await send.GET('/api/v1/clients', { params: { query: query(q) } })).elements,
  partenaires: async (q: string): Promise<readonly Party[]> =>
    bodyOf(await send.GET('/api/v1/partenaires', { params: { query: query(q) } })).elements,
  transporteurs: async (q: string): Promise<readonly Party[]> =>
    bodyOf(await send.GET('/api/v1/transporteurs', { params: { query: query(q) } })).elements,
}

export function useParties(kind: keyof typeof readers): Parties {
  const [typed, onSearchChange] = useState('')
  const [rested] = useDebouncedValue(typed.trim().slice(0, 100), restMs)
  const read = (q: string) => ({
    queryKey: ['get', `/api/v1/${kind}`, 'choix', q],
    queryFn: async () => await readers[kind](q),
    placeholderData: keepPreviousData,
  })
  const first = useQuery(read(''))
  const whole = first.data === undefined || first.data.length < rowsMax
  const found = useQuery({ ...read(rested), enabled: rested !== '' && !whole })
  const parties = new Map([...(first.data ?? []), ...(found.data ?? [])].map((party) => [party.id, party.nom]))
  return {
    choices: first.data === undefined ? undefined : [...parties].map(([value, label]) => ({ value, label })),
    onSearchChange,
  }
}
