import type { ReactNode } from 'react'

export function AjustementDetail(): ReactNode {
  return null
}
