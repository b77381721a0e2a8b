// The cache of what the server said. Lists stay fresh by events (live.ts); a refusal is never asked for again.
import { QueryClient } from '@tanstack/react-query'

import { isRefusal } from '#api/problem'

const triesMax = 2

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => !isRefusal(error) && failures < triesMax,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** Marks everything stale that was read from these paths: `refresh('/api/v1/stock', '/api/v1/citernes')`. */
export async function refresh(...paths: string[]): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const path = queryKey[1]
      return typeof path === 'string' && paths.some((start) => path.startsWith(start))
    },
  })
}

/** Everything that a movement changes. */
export async function refreshStock(): Promise<void> {
  await refresh(
    '/api/v1/stock',
    '/api/v1/tableau-de-bord',
    '/api/v1/receptions',
    '/api/v1/sorties',
    '/api/v1/ajustements',
    '/api/v1/integrite',
  )
}
