import type { ReactNode } from 'react'

export function SortieFormulaire(): ReactNode {
  return null
}
