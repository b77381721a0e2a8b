import type { ReactNode } from 'react'

export function CoursListe(): ReactNode {
  return null
}
