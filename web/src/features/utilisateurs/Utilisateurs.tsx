import type { ReactNode } from 'react'

export function Utilisateurs(): ReactNode {
  return null
}
