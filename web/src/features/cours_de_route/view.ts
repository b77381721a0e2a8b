// How the trucks are looked at, kept in the URL: `vue=tableau` for the board, `apercu` for the truck in the preview.
import { useSearchState } from '#components/list/url_state'

export type ViewName = 'liste' | 'tableau'

export interface View {
  name: ViewName
  /** The truck in the preview. */
  opened: string | undefined
  show: (name: ViewName) => void
  open: (id: string) => void
  close: () => void
}

export function useView(): View {
  const { search, change } = useSearchState()
  return {
    name: search['vue'] === 'tableau' ? 'tableau' : 'liste',
    opened: search['apercu'],
    show: (name) => {
      change({ vue: name === 'liste' ? undefined : name })
    },
    open: (id) => {
      change({ apercu: id })
    },
    close: () => {
      change({ apercu: undefined })
    },
  }
}
