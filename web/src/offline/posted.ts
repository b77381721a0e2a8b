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

const namedMax = 6

/** Their numbers in one sentence; of many the first ones. */
export function namesOf(documents: readonly PostedDocument[], language: string): string {
  const numbers = documents.map(({ numero }) => numero)
  if (numbers.length <= namedMax) return new Intl.ListFormat(language).format(numbers)
  return [...numbers.slice(0, namedMax), '…'].join(', ')
}
