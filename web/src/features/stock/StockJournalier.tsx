import type { ReactNode } from 'react'

export function StockJournalier(): ReactNode {
  return null
}
