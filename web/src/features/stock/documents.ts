// Entries of the ledger and the documents that posted them.
import type { Schemas } from '#api/types'

const folders: Partial<Record<Schemas['TypeEntree'], string>> = {
  RECEPTION: '/receptions',
  SORTIE: '/sorties',
  AJUSTEMENT: '/stocks-adjustments',
}

/** The page of the document; undefined for one that has none. */
export function documentOf(row: Pick<Schemas['MouvementStock'], 'type' | 'document_id'>): string | undefined {
  const folder = folders[row.type]
  return folder === undefined ? undefined : `${folder}/${row.document_id}`
}
