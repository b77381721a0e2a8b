import type { ReactNode } from 'react'

export function FournisseursListe(): ReactNode {
  return null
}
