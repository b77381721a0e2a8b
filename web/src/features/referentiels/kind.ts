// A kind of master data: how it is listed, shown in a form and written. One declaration each in kinds.ts.
import type { Page, Schemas } from '#api/types'
import type { Field, Values } from '#components/form/RecordForm'
import type { FilterValues, Paging } from '#components/list/definition'

export interface MasterRecord extends Readonly<Record<string, unknown>> {
  id: string
  nom: string
  actif: boolean
  version: number
}

export interface MasterColumn<Row> {
  key: string
  label: string
  value: (row: Row) => string
  optional?: boolean
}

export interface Kind<Row extends MasterRecord> {
  path: `/api/v1/${Genre}`
  columns: readonly MasterColumn<Row>[]
  fields: readonly Field[]
  values: (row: Row | undefined) => Values
  load: (paging: Paging, filters: FilterValues, signal: AbortSignal) => Promise<Page<Row>>
  /** Once under that idempotency key. */
  create: (values: Values, key: string) => Promise<unknown>
  update: (id: string, ifMatch: string, values: Values) => Promise<unknown>
}

export const genres = ['clients', 'partenaires', 'transporteurs', 'fournisseurs', 'produits', 'depots'] as const
export type Genre = (typeof genres)[number]
export type Edition = Schemas['EditionDepot']
