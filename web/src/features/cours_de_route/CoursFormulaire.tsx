import type { ReactNode } from 'react'

export function CoursFormulaire(): ReactNode {
  return null
}
