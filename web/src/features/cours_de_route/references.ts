// What the form of a truck chooses from, and what it starts with.
import { useMemo } from 'react'

import { api } from '#api/client'
import type { Choice } from '#app/choices'
import { useDepot } from '#app/depot'
import { useRecords, type Records } from '#app/records'
import { mayIn, useSession } from '#app/session'

const rowsMax = 200
const first = { limite: rowsMax, tri: 'nom' }

interface Named {
  id: string
  nom: string
  actif: boolean
}

/** Records in use, and the one that the truck already has. */
function choices(records: readonly Named[] | undefined, current: string | undefined): Choice[] | undefined {
  return records
    ?.filter((record) => record.actif || record.id === current)
    .map((record) => ({ value: record.id, label: record.nom }))
}

export interface References {
  suppliers: Records
  products: Choice[] | undefined
  /** Depots that this person may send a truck to. */
  depots: Choice[] | undefined
  /** Known by name; others may be typed. */
  carriers: Records
}

interface Current {
  fournisseur_id?: string
  produit_id?: string
  depot_destination_id?: string
}

export function useReferences(current: Current): References {
  const session = useSession()
  const { fournisseur_id, produit_id, depot_destination_id } = current
  const suppliers = useRecords('fournisseurs', { actif: true }, fournisseur_id === '' ? undefined : fournisseur_id)
  const products = api.useQuery('get', '/api/v1/produits', { params: { query: first } })
  const carriers = useRecords('transporteurs', { actif: true })
  const depots = useDepot().choices
  const rest = useMemo(
    () => ({
      products: choices(products.data?.elements, produit_id),
      depots: choices(
        depots.filter((depot) => depot.id === depot_destination_id || mayIn(session, 'cdr.creer', depot.id)),
        depot_destination_id,
      ),
    }),
    [products.data, depots, session, produit_id, depot_destination_id],
  )
  return { suppliers, carriers, ...rest }
}

/** The product of the truck made last: most depots receive the same one day after day. */
export function useUsualProduct(enabled: boolean): { ready: boolean; id: string | undefined } {
  const last = api.useQuery('get', '/api/v1/cours-de-route', { params: { query: { limite: 1, tri: '-created_at' } } }, { enabled })
  return { ready: !enabled || !last.isPending, id: last.data?.elements[0]?.produit_id }
}
