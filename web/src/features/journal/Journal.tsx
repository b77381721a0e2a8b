import type { ReactNode } from 'react'

export function Journal(): ReactNode {
  return null
}
