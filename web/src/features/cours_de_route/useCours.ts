// One truck, as its page and its preview read it.
import { api } from '#api/client'

export function useCours(id: string) {
  return api.useQuery('get', '/api/v1/cours-de-route/{id}', { params: { path: { id } } })
}
