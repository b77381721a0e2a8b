// The server's figures for what is typed, before anything is posted: asked when a line's measures are complete and the
// typing rests.
import { useDebouncedValue } from '@mantine/hooks'
import { queryOptions, useQueries } from '@tanstack/react-query'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'

import { measureOf, type Line } from './lines'

export interface Preview {
  /** The measures are complete. */
  complete: boolean
  /** On its way. */
  busy: boolean
  calcul: Schemas['Calcul'] | undefined
  error: unknown
  retry: () => void
}

const restMs = 350

export function calculQuery(body: Schemas['DemandeCalcul']) {
  return queryOptions({
    queryKey: ['calcul', body],
    queryFn: async ({ signal }) => bodyOf(await send.POST('/api/v1/volumetrie/calcul', { body, signal })),
    staleTime: 5 * 60_000,
  })
}

interface Asked {
  cle: string
  body: Schemas['DemandeCalcul'] | undefined
}

function askedOf(line: Line, depot: string | undefined, produit: string | undefined): Asked {
  const measure = measureOf(line)
  const known = measure !== undefined && depot !== undefined && produit !== undefined
  return { cle: line.cle, body: known ? { ...measure, depot_id: depot, produit_id: produit } : undefined }
}

/** One for each line, in their order. */
export function usePreviews(lines: readonly Line[], depot: string | undefined, produit: string | undefined): Preview[] {
  const asked = lines.map((line) => askedOf(line, depot, produit))
  // As a text: equal demands are one, however often the form is drawn.
  const [rested] = useDebouncedValue(JSON.stringify(asked), restMs)
  const bodies = asked.map(({ body }) => body).filter((body) => body !== undefined)
  const resting = rested === JSON.stringify(asked)
  const results = useQueries({ queries: bodies.map((body) => ({ ...calculQuery(body), enabled: resting })) })
  return asked.map(({ body }) => {
    const result = body === undefined ? undefined : results[bodies.indexOf(body)]
    return {
      complete: body !== undefined,
      busy: result !== undefined && (result.isFetching || (result.data === undefined && !result.isError)),
      calcul: result?.data,
      error: result?.error ?? null,
      retry: () => void result?.refetch(),
    }
  })
}
