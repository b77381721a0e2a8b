// The depot that screens look at: the person's own, or one chosen in the header by those who see several. Remembered
// on the device.
import { useLocalStorage } from '@mantine/hooks'

import { api } from '#api/client'
import type { Schemas } from '#api/types'

import { useSession } from './session'

export interface DepotChoice {
  /** Undefined: all depots that this person may see. */
  id: string | undefined
  depot: Schemas['Depot'] | Schemas['DepotDeSession'] | undefined
  choices: readonly Schemas['Depot'][]
  choose: (id: string | undefined) => void
}

export function useDepot(): DepotChoice {
  const { utilisateur, depot } = useSession()
  const { data } = api.useQuery('get', '/api/v1/depots', { params: { query: { limite: 200, tri: 'nom' } } })
  const [chosen, setChosen] = useLocalStorage({
    key: `mlpp.depot.${utilisateur.id}`,
    defaultValue: depot?.id ?? '',
    getInitialValueInEffect: false,
  })
  const choices = data?.elements ?? []
  const id = chosen === '' ? undefined : chosen
  return {
    id,
    depot: choices.find((d) => d.id === id) ?? (depot?.id === id ? (depot ?? undefined) : undefined),
    choices,
    choose: (next) => {
      setChosen(next ?? '')
    },
  }
}

/** The time zone of the depot that the screen looks at; of the first one when it looks at all. */
export function useZone(): string | undefined {
  const { depot, choices } = useDepot()
  return depot?.fuseau ?? choices[0]?.fuseau
}
