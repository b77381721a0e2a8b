// Live figures: one event stream for the whole application. An event carries ids only; what is on the screen is
// fetched again. An event without a depot says that something may have been missed.
import { useEffect, useSyncExternalStore } from 'react'

import { queryClient, refresh, refreshStock } from './query'

export type Connection = 'live' | 'retrying' | 'offline'

let state: Connection = navigator.onLine ? 'retrying' : 'offline'
const listeners = new Set<() => void>()

function become(next: Connection): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state)
}

/** Everything that is on the screen, again: also asked for by hand, while the stream is cut. */
export async function refreshAll(): Promise<void> {
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'get' || queryKey[0] === 'session' })
}

async function onEvent(event: MessageEvent<string>): Promise<void> {
  const data: unknown = JSON.parse(event.data)
  const complete = typeof data === 'object' && data !== null && 'depot_id' in data && data.depot_id !== null
  if (!complete) await refreshAll()
  else if (event.type === 'cdr') await refresh('/api/v1/cours-de-route', '/api/v1/tableau-de-bord')
  else if (event.type === 'alerte') await refresh('/api/v1/ajustements', '/api/v1/integrite', '/api/v1/tableau-de-bord')
  else await refreshStock()
}

const retryMs = 5000

/** Opens the stream as long as the application is signed in. */
export function useLiveFigures(): void {
  useEffect(() => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    // Nobody told what happened while there was no stream.
    let missed = false
    const open = (): void => {
      clearTimeout(timer)
      source?.close()
      source = new EventSource('/api/v1/evenements')
      source.onopen = () => {
        become('live')
        if (missed) void refreshAll()
        missed = false
      }
      for (const kind of ['stock', 'cdr', 'alerte']) {
        source.addEventListener(kind, (event: MessageEvent<string>) => void onEvent(event))
      }
      source.onerror = () => {
        missed = true
        become(navigator.onLine ? 'retrying' : 'offline')
        // The browser tries again by itself unless the server refused the stream.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, retryMs)
      }
    }
    const goOffline = (): void => {
      become('offline')
    }
    open()
    window.addEventListener('online', open)
    window.addEventListener('offline', goOffline)
    return () => {
      clearTimeout(timer)
      source?.close()
      window.removeEventListener('online', open)
      window.removeEventListener('offline', goOffline)
    }
  }, [])
}
