import type { ReactNode } from 'react'

export function Citernes(): ReactNode {
  return null
}
