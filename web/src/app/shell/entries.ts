// What the interface knows of the menu's entries: icons. Names are texts, the rest comes from the server.
import {
  IconAdjustmentsAlt,
  IconBuildingStore,
  IconCylinder,
  IconDatabase,
  IconDropletUp,
  IconHistory,
  IconHome,
  IconListDetails,
  IconShieldCheck,
  IconTruck,
  IconTruckDelivery,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'

import type { fr } from '#locales/fr'

export type EntryKey = keyof typeof fr.navigation.entrees
export type GroupKey = keyof typeof fr.navigation.groupes

export const iconOf: Record<EntryKey, Icon> = {
  accueil: IconHome,
  cours: IconTruck,
  fournisseurs: IconBuildingStore,
  receptions: IconDropletUp,
  sorties: IconTruckDelivery,
  stocks: IconDatabase,
  citernes: IconCylinder,
  ajustements: IconAdjustmentsAlt,
  integrite: IconShieldCheck,
  journal: IconHistory,
  referentiels: IconListDetails,
  utilisateurs: IconUsers,
}

const groups = new Set<string>(['operations', 'commercial', 'fournisseurs', 'logistique', 'controle', 'gouvernance'])

export function isEntry(key: string): key is EntryKey {
  return key in iconOf
}

export function isGroup(key: string): key is GroupKey {
  return groups.has(key)
}
