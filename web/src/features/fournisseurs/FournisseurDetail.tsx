import type { ReactNode } from 'react'

export function FournisseurDetail(): ReactNode {
  return null
}
