// What a list is made of. A feature declares columns, filters and how a page is fetched; DataList does the rest.
import type { ReactNode } from 'react'

import type { Page } from '#api/types'
import type { Choice } from '#app/choices'
import type { RecordKind } from '#app/records'
import type { FileQuery } from '#components/SaveFile'

/** Screens from so many em on: of 1000, 1200, 1400 and 1500 px. */
export type ScreenWidth = 62.5 | 75 | 87.5 | 93.75

export interface Column<Row> {
  /** Also the name of the sort key (`tri`) unless `sort` says otherwise. */
  key: string
  label: string
  render: (row: Row) => ReactNode
  /** Another sort key, or none. */
  sort?: string | false
  numeric?: boolean
  /** Days and instants: the first click on the head sorts the latest first. */
  newest?: boolean
  /** Stays in view at the right when the table is wider than the screen: actions on a row. */
  pinned?: boolean
  /** Shown only when chosen in the column menu. */
  optional?: boolean
  /** Left out of the table of a narrower screen (em) unless chosen: what people come for stays in view. */
  from?: ScreenWidth
  /** Takes the room that the other columns leave, and is cut where that is short. */
  fills?: boolean
  /** Where it stands on a card (under 600 px); left out of cards when absent. Actions stand below, outside of the link. */
  card?: 'title' | 'aside' | 'line' | 'actions'
  /** How it looks on a card, if otherwise. */
  renderCard?: (row: Row) => ReactNode
}

export type Filter =
  | { kind: 'search'; key: string; label: string }
  /** `several`: where the server takes more than one; they stand in the URL with commas between them. */
  | { kind: 'choice'; key: string; label: string; choices: readonly Choice[]; several?: boolean }
  /** One of many records, searched by the server. */
  | { kind: 'record'; key: string; label: string; of: RecordKind }
  | { kind: 'flag'; key: string; label: string }
  /** Set by links only; shown as a chip. */
  | { kind: 'hidden'; key: string; label: string }
  | { kind: 'period'; key: 'du'; until: 'au'; label: string }
  /** Two figures; either end may stay open. */
  | { kind: 'range'; key: string; until: string; label: string; unit: string }

/** The parameters of a filter. */
export function keysOf(filter: Filter): string[] {
  return 'until' in filter ? [filter.key, filter.until] : [filter.key]
}

/** The filters in the URL; a key that is not set is absent. */
export type FilterValues = Readonly<Record<string, string>>

/** The paging part of every list request. */
export interface Paging {
  limite: number
  tri?: string
  curseur?: string
  total?: boolean
}

export interface ListDefinition<Row extends { id: string }> {
  /** Names the list in the cache and in what is remembered of its columns: the API path. */
  path: string
  columns: readonly Column<Row>[]
  filters: readonly Filter[]
  /** The sort when the URL names none, e.g. `-date_reception`. */
  sort: string
  load: (paging: Paging, filters: FilterValues, signal: AbortSignal) => Promise<Page<Row>>
  /** What the screen as a whole is limited to, such as the depot of the header; a filter of the same name wins. */
  scope?: FilterValues
  /** The parameters of the export where they are not the filters themselves. */
  exported?: (filters: FilterValues) => FileQuery
  /** Where the pages of its rows are, e.g. `/receptions`: they know the list that they are opened from. */
  pages?: string
  /** Where a row leads that has no page there; undefined: nowhere. */
  href?: (row: Row) => string | undefined
  /** What a row is called by screen readers. */
  name: (row: Row) => string
}

/** Some filters as query parameters, without those that are not set. */
export function pick<K extends string>(filters: FilterValues, ...keys: K[]): Partial<Record<K, string>> {
  const picked: Partial<Record<K, string>> = {}
  for (const key of keys) {
    const value = filters[key]
    if (value !== undefined && value !== '') picked[key] = value
  }
  return picked
}

/** One of some known values; anything else in the URL does not reach the server. */
export function oneOf<T extends string>(value: string | undefined, known: readonly T[]): T | undefined {
  return known.find((item) => item === value)
}

/** The values of a filter that takes several. */
export function valuesOf(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((item) => item !== '')
}

/** Several of some known values; nothing when none of them is known. */
export function someOf<T extends string>(value: string | undefined, known: readonly T[]): T[] | undefined {
  const items = valuesOf(value)
  const found = known.filter((item) => items.includes(item))
  return found.length === 0 ? undefined : found
}

/** `{key: value}`, or nothing at all when there is no value. */
export function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const pair: Partial<Record<K, V>> = {}
  if (value !== undefined) pair[key] = value
  return pair
}

export function flag(value: string | undefined): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined
}
