// Whoever enters movements has what the forms choose from on the device before the network goes.
import { useEffect } from 'react'

import { arrivedQuery, stockQuery } from '#app/choices'
import { useConnection } from '#app/live'
import { queryClient } from '#app/query'
import { recordsQuery } from '#app/records'
import { useMay } from '#app/session'

import { useOperationDepot } from './useOperationDepot'

const staleTime = 5 * 60_000

export function usePrepared(): void {
  const live = useConnection() === 'live'
  const receives = useMay('receptions.creer')
  const delivers = useMay('sorties.creer')
  const depot = useOperationDepot(delivers ? 'sorties.creer' : 'receptions.creer', '').id
  useEffect(() => {
    if (!live || !(receives || delivers)) return
    // What does not arrive is asked for again by the form.
    const later = (): undefined => undefined
    if (depot !== undefined) queryClient.query({ ...stockQuery(depot), staleTime }).catch(later)
    if (receives) queryClient.query({ ...arrivedQuery(), staleTime }).catch(later)
    for (const kind of delivers ? (['clients', 'partenaires', 'transporteurs'] as const) : (['partenaires'] as const))
      queryClient.query({ ...recordsQuery(kind, { actif: true }), staleTime }).catch(later)
  }, [live, receives, delivers, depot])
}
