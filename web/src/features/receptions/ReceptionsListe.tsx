import type { ReactNode } from 'react'

export function ReceptionsListe(): ReactNode {
  return null
}
