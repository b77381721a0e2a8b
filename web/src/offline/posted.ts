// The document that a kept form became: its number and where it stands.
import { isCours } from '#features/cours_de_route/values'
import { isOperation as isReception } from '#features/receptions/body'
import { isOperation as isSortie } from '#features/sorties/body'

export interface PostedDocument {
  numero: string
  href: string
}

export function documentOf(answer: unknown): PostedDocument | undefined {
  if (isCours(answer)) return { numero: answer.numero, href: `/cours/${answer.id}` }
  const [place, row] = isReception(answer) ? ['receptions', answer.receptions[0]] : isSortie(answer) ? ['sorties', answer.sorties[0]] : []
  return row === undefined ? undefined : { numero: row.numero, href: `/${String(place)}/${row.id}` }
}
