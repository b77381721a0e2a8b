// The tanks that an operation may choose from, with their stock of this moment.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { Schemas } from '#api/types'
import { stockQuery } from '#app/choices'
import type { Choice } from '#app/choices'
import { tanksOf, type Tank } from '#features/tableau_de_bord/levels'

export interface TanksFor {
  rows: readonly Schemas['LigneStock'][]
  /** Active tanks of the product, in natural order; undefined until they are known. */
  tanks: readonly Tank[] | undefined
  /** What is stored in the depot's active tanks. */
  products: readonly Choice[]
  /** The product asked for, or the only one that there is. */
  produit: string | undefined
  error: unknown
  retry: () => void
}

const none: readonly Schemas['LigneStock'][] = []

export function useTanksFor(depot: string | undefined, asked: string): TanksFor {
  const stock = useQuery({ ...stockQuery(depot), enabled: depot !== undefined })
  const rows = stock.data?.lignes ?? none
  const active = useMemo(() => tanksOf(rows).filter((tank) => tank.statut === 'active'), [rows])
  const products = useMemo(() => {
    const names = new Map(active.map((tank) => [tank.produit_id, tank.produit_nom]))
    return [...names].map(([value, label]) => ({ value, label }))
  }, [active])
  const produit = asked !== '' ? asked : products.length === 1 ? products[0]?.value : undefined
  return {
    rows,
    tanks: stock.data === undefined ? undefined : active.filter((tank) => produit === undefined || tank.produit_id === produit),
    products,
    produit,
    error: stock.data === undefined ? stock.error : null,
    retry: () => void stock.refetch(),
  }
}

/** An only tank is chosen by itself. */
export function onlyTank(tanks: readonly Tank[] | undefined): string {
  return tanks?.length === 1 ? (tanks[0]?.id ?? '') : ''
}
