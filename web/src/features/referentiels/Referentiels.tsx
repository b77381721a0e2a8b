import type { ReactNode } from 'react'

export function Referentiels(): ReactNode {
  return null
}
