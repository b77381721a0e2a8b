import type { ReactNode } from 'react'

export function Registre(): ReactNode {
  return null
}
