// Active clients, partners and transporters for a form: the first ones by name, and whatever typing finds beyond them.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { isWhole, partyQuery, type PartyKind } from '#app/choices'
import type { Choice } from '#components/list/definition'

export interface Parties {
  choices: readonly Choice[] | undefined
  /** What is typed into the field. */
  onSearchChange: (typed: string) => void
}

const restMs = 250

export function useParties(kind: PartyKind): Parties {
  const [typed, onSearchChange] = useState('')
  const [rested] = useDebouncedValue(typed.trim().slice(0, 100), restMs)
  const first = useQuery(partyQuery(kind))
  const whole = first.data === undefined || isWhole(first.data)
  const found = useQuery({ ...partyQuery(kind, rested), placeholderData: keepPreviousData, enabled: rested !== '' && !whole })
  const parties = new Map([...(first.data ?? []), ...(found.data ?? [])].map((party) => [party.id, party.nom]))
  return {
    choices: first.data === undefined ? undefined : [...parties].map(([value, label]) => ({ value, label })),
    onSearchChange,
  }
}
