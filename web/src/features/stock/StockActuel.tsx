import type { ReactNode } from 'react'

export function StockActuel(): ReactNode {
  return null
}
