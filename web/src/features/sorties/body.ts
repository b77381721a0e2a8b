// A sortie as it is typed, and the request made of it.
import type { Schemas } from '#api/types'
import { chosen, hasLines, lineBody, lineOf, sentLines, type Line } from '#features/mouvements/lines'

export interface SortieValues {
  proprietaire_type: Schemas['Proprietaire']
  client_id: string
  partenaire_id: string
  depot_id: string
  produit_id: string
  /** Undefined until somebody chooses: the depot's day. Empty while it is being typed. */
  date_sortie: string | undefined
  chauffeur_nom: string
  plaque_camion: string
  plaque_remorque: string
  transporteur_id: string
  note: string
  lignes: readonly Line[]
}

/** T-SOR-01: the beneficiary of the other owner is not sent, even if it was chosen before the owner was changed. */
export function sortieBody(values: SortieValues, produit: string | undefined): Schemas['DemandeSortie'] {
  const own = values.proprietaire_type === 'MONALUXE'
  return {
    proprietaire_type: values.proprietaire_type,
    client_id: own ? chosen(values.client_id) : null,
    partenaire_id: own ? null : chosen(values.partenaire_id),
    date_sortie: chosen(values.date_sortie ?? ''),
    chauffeur_nom: chosen(values.chauffeur_nom),
    plaque_camion: chosen(values.plaque_camion),
    plaque_remorque: chosen(values.plaque_remorque),
    transporteur_id: chosen(values.transporteur_id),
    note: chosen(values.note),
    lignes: sentLines(values.lignes).map((line) => lineBody(line, produit)),
  }
}

/** The sortie as it was typed, of the request that was kept. */
export function sortieValues(body: Schemas['DemandeSortie'], depot: string): SortieValues {
  return {
    proprietaire_type: body.proprietaire_type ?? 'MONALUXE',
    client_id: body.client_id ?? '',
    partenaire_id: body.partenaire_id ?? '',
    chauffeur_nom: body.chauffeur_nom ?? '',
    plaque_camion: body.plaque_camion ?? '',
    plaque_remorque: body.plaque_remorque ?? '',
    transporteur_id: body.transporteur_id ?? '',
    depot_id: depot,
    produit_id: body.lignes[0]?.produit_id ?? '',
    date_sortie: body.date_sortie ?? undefined,
    note: body.note ?? '',
    lignes: body.lignes.map((line, index) => lineOf(line, String(index))),
  }
}

/** What the device keeps has no type. */
export function isSortieBody(body: unknown): body is Schemas['DemandeSortie'] {
  return hasLines(body)
}

export function isOperation(value: unknown): value is Schemas['OperationSortie'] {
  return typeof value === 'object' && value !== null && 'operation_id' in value && 'sorties' in value && Array.isArray(value.sorties)
}
