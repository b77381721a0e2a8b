import type { ReactNode } from 'react'

export function AjustementsListe(): ReactNode {
  return null
}
