// How the trucks are looked at, kept in the URL: `vue=tableau` for the board.
import { useSearchState } from '#components/list/url_state'

export type ViewName = 'liste' | 'tableau'

export interface View {
  name: ViewName
  show: (name: ViewName) => void
}

export function useView(): View {
  const { search, change } = useSearchState()
  return {
    name: search['vue'] === 'tableau' ? 'tableau' : 'liste',
    show: (name) => {
      change({ vue: name === 'liste' ? undefined : name })
    },
  }
}
