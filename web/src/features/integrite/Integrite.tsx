import type { ReactNode } from 'react'

export function Integrite(): ReactNode {
  return null
}
