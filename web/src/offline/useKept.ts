// A refused form, opened again to be corrected: `?saisie=` names it on the screen of its kind.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'

import { useSession } from '#app/session'
import { readSearch } from '#components/list/url_state'

import { readKept, type Kind, type Unsent } from './queue'

export const kept = 'saisie'

export interface KeptForm {
  /** The device has answered. */
  ready: boolean
  form: Unsent | undefined
}

export function useKept(kind: Kind): KeptForm {
  const { utilisateur } = useSession()
  const id = useSearch({ strict: false, select: (raw: Record<string, unknown>) => readSearch(raw)[kept] ?? '' })
  const { data } = useQuery({
    queryKey: [kept, id],
    queryFn: async () => (await readKept(id, utilisateur.id)) ?? null,
    enabled: id !== '',
    // Read once: what is typed from then on is the form's.
    staleTime: 'static',
    gcTime: 0,
  })
  // One that merely waits may have arrived: it is sent as it is.
  const form = data?.kind === kind && data.refused !== undefined ? data : undefined
  return { ready: id === '' || data !== undefined, form }
}
