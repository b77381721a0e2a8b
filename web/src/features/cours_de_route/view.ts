// How the trucks are looked at, kept in the URL: `vue=tableau` for the board, `apercu` for the truck in the preview.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

import { readSearch } from '#components/list/url_state'

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
  const search = useSearch({ strict: false, select: (raw: Record<string, unknown>) => readSearch(raw) })
  const navigate = useNavigate()
  const set = useCallback(
    (key: string, value: string | undefined) => {
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (raw: Record<string, unknown>) => {
          const next = readSearch(raw)
          if (value === undefined) Reflect.deleteProperty(next, key)
          else next[key] = value
          return next
        },
      })
    },
    [navigate],
  )
  return {
    name: search['vue'] === 'tableau' ? 'tableau' : 'liste',
    opened: search['apercu'],
    show: (name) => {
      set('vue', name === 'liste' ? undefined : name)
    },
    open: (id) => {
      set('apercu', id)
    },
    close: () => {
      set('apercu', undefined)
    },
  }
}
