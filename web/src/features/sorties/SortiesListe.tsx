import type { ReactNode } from 'react'

export function SortiesListe(): ReactNode {
  return null
}
