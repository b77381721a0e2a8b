import type { ReactNode } from 'react'

export function ReceptionFormulaire(): ReactNode {
  return null
}
