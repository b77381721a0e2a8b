import type { ReactNode } from 'react'

export function CoursDetail(): ReactNode {
  return null
}
