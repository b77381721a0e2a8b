// A reception as it is typed, and the request made of it.
import type { Schemas } from '#api/types'
import { chosen, hasLines, lineBody, lineOf, sentLines, type Line } from '#features/mouvements/lines'

export interface ReceptionValues {
  proprietaire_type: Schemas['Proprietaire']
  cours_de_route_id: string
  partenaire_id: string
  depot_id: string
  produit_id: string
  /** Undefined until somebody chooses: the depot's day. Empty while it is being typed. */
  date_reception: string | undefined
  note: string
  lignes: readonly Line[]
}

/** What belongs to the other owner is not sent, even if it was typed before the owner was changed. */
export function receptionBody(values: ReceptionValues, produit: string | undefined): Schemas['DemandeReception'] {
  const own = values.proprietaire_type === 'MONALUXE'
  return {
    proprietaire_type: values.proprietaire_type,
    cours_de_route_id: own ? chosen(values.cours_de_route_id) : null,
    partenaire_id: own ? null : chosen(values.partenaire_id),
    date_reception: chosen(values.date_reception ?? ''),
    note: chosen(values.note),
    lignes: sentLines(values.lignes).map((line) => lineBody(line, produit)),
  }
}

/** The reception as it was typed, of the request that was kept. */
export function receptionValues(body: Schemas['DemandeReception'], depot: string): ReceptionValues {
  return {
    proprietaire_type: body.proprietaire_type,
    cours_de_route_id: body.cours_de_route_id ?? '',
    partenaire_id: body.partenaire_id ?? '',
    depot_id: depot,
    produit_id: body.lignes[0]?.produit_id ?? '',
    date_reception: body.date_reception ?? undefined,
    note: body.note ?? '',
    lignes: body.lignes.map((line, index) => lineOf(line, String(index))),
  }
}

/** What the device keeps has no type. */
export function isReceptionBody(body: unknown): body is Schemas['DemandeReception'] {
  return hasLines(body)
}

export function isOperation(value: unknown): value is Schemas['OperationReception'] {
  return typeof value === 'object' && value !== null && 'operation_id' in value && 'receptions' in value && Array.isArray(value.receptions)
}
