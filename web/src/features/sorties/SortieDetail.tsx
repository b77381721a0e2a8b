import type { ReactNode } from 'react'

export function SortieDetail(): ReactNode {
  return null
}
