// What the server finds for the palette, kind by kind, and where each leads.
import {
  IconAdjustmentsAlt,
  IconBuildingStore,
  IconCylinder,
  IconDroplet,
  IconDropletUp,
  IconHourglass,
  IconTruck,
  IconTruckDelivery,
  IconTruckLoading,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'

import type { Schemas } from '#api/types'

export type Found = Schemas['Trouve']
export type Genre = Found['genre']

export const genreIcon: Record<Genre, Icon> = {
  cours_de_route: IconTruck,
  reception: IconDropletUp,
  sortie: IconTruckDelivery,
  ajustement: IconAdjustmentsAlt,
  proposition: IconHourglass,
  citerne: IconCylinder,
  client: IconUsers,
  fournisseur: IconBuildingStore,
  partenaire: IconUsersGroup,
  transporteur: IconTruckLoading,
  produit: IconDroplet,
}

/** Documents, suppliers and tanks have a page; other records show their row. */
export function hrefOf({ genre, id, libelle }: Found): string {
  const named = new URLSearchParams({ q: libelle }).toString()
  switch (genre) {
    case 'cours_de_route':
      return `/cours/${id}`
    case 'reception':
      return `/receptions/${id}`
    case 'sortie':
      return `/sorties/${id}`
    case 'ajustement':
      return `/stocks-adjustments/${id}`
    case 'proposition':
      return `/stocks-adjustments/propositions/${id}`
    case 'fournisseur':
      return `/fournisseurs/${id}`
    case 'citerne':
      return `/citernes/${id}`
    case 'client':
      return `/referentiels/clients?${named}`
    case 'partenaire':
      return `/referentiels/partenaires?${named}`
    case 'transporteur':
      return `/referentiels/transporteurs?${named}`
    case 'produit':
      return `/referentiels/produits?${named}`
  }
}
