import type { ReactNode } from 'react'

export function Jetons(): ReactNode {
  return null
}
