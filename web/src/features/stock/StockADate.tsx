import type { ReactNode } from 'react'

export function StockADate(): ReactNode {
  return null
}
