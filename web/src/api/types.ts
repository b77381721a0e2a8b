// The server's own contract, generated from `mlpp openapi`.
import type { components, paths } from '../../../tests/functional/generated/api'

export type { paths }
export type Schemas = components['schemas']
export type Probleme = Schemas['Probleme']
export type Code = Schemas['Code']
export type Role = Schemas['Role']

/** Pages of a list: all list routes answer this shape. */
export interface Page<Row> {
  elements: Row[]
  curseur_suivant?: string | null
  /** More rows match than the sort or the search looked at: the newest so many. */
  fenetre?: number | null
  total?: number | null
}
