import type { ReactNode } from 'react'

export function ReceptionDetail(): ReactNode {
  return null
}
