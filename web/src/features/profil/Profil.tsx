import type { ReactNode } from 'react'

export function Profil(): ReactNode {
  return null
}
