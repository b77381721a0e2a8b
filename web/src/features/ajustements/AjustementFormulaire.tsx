import type { ReactNode } from 'react'

export function AjustementFormulaire(): ReactNode {
  return null
}
