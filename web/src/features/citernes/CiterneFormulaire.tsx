import type { ReactNode } from 'react'

export function CiterneFormulaire(): ReactNode {
  return null
}
