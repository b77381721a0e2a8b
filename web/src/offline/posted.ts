// The documents that a kept form became, one a tank: their numbers and where they stand.
import { isCours } from '#features/cours_de_route/values'
import { isOperation as isReception } from '#features/receptions/body'
import { isOperation as isSortie } from '#features/sorties/body'

export interface PostedDocument {
  numero: string
  href: string
}

export function documentsOf(answer: unknown): PostedDocument[] {
  if (isCours(answer)) return [{ numero: answer.numero, href: `/cours/${answer.id}` }]
  const [place, rows] = isReception(answer) ? ['receptions', answer.receptions] : isSortie(answer) ? ['sorties', answer.sorties] : ['', []]
  return rows.map(({ id, numero }) => ({ numero, href: `/${place}/${id}` }))
}
