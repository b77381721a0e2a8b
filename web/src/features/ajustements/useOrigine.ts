// The movement that an adjustment corrects, as it was posted, with all that corrected it; none belongs to a manual one.
import { api } from '#api/client'
import type { Schemas } from '#api/types'

export type Origine = Schemas['DetailReception'] | Schemas['DetailSortie']

export function useOrigine({ mouvement_type: type, mouvement_id: id }: Schemas['DetailAjustement']): Origine | undefined {
  const params = { path: { id: id ?? '' } }
  const reception = api.useQuery('get', '/api/v1/receptions/{id}', { params }, { enabled: type === 'RECEPTION' })
  const sortie = api.useQuery('get', '/api/v1/sorties/{id}', { params }, { enabled: type === 'SORTIE' })
  return type === 'RECEPTION' ? reception.data : sortie.data
}
