// What a person needs to go on entering when the application starts without a network: who is signed in, and the records
// that forms choose from. Kept on the device for a day, read only when the server does not answer, gone with the sign-out.
import { dehydrate, hydrate, type DehydratedState, type QueryKey } from '@tanstack/react-query'
import { clear, get, set } from 'idb-keyval'

import type { Schemas } from '#api/types'
import { queryClient } from '#app/query'
import { sessionEnd } from '#app/session_end'

type Session = Schemas['SessionCourante']

interface Memory {
  /** The build that wrote it: another one may expect other data. */
  build: string
  /** When the server last answered: a start without a network does not make it younger. */
  at: number
  session: Session
  state: DehydratedState
}

const key = 'mlpp.memoire'
const build = import.meta.url
const ageMsMax = 24 * 60 * 60_000
const writeMs = 2000
const paths: ReadonlySet<unknown> = new Set([
  '/api/v1/depots',
  '/api/v1/stock/actuel',
  '/api/v1/cours-de-route',
  '/api/v1/clients',
  '/api/v1/partenaires',
  '/api/v1/transporteurs',
  '/api/v1/fournisseurs/noms',
  '/api/v1/produits',
])

let answeredAt = Date.now()

/** Answers to a form's questions; lists that scroll keep theirs in pages. */
function isKept({ queryKey, state: { data } }: { queryKey: QueryKey; state: { data: unknown } }): boolean {
  return queryKey[0] === 'get' && paths.has(queryKey[1]) && typeof data === 'object' && data !== null && !('pages' in data)
}

/** Writes what this person reads, as it is read, until the returned function is called. */
export function remember(session: Session): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (): void => {
    timer = undefined
    // What was read before the session ended is not written after it: the device was cleared at the end.
    if (sessionEnd() !== undefined) return
    const state = dehydrate(queryClient, { shouldDehydrateQuery: (query) => isKept(query), shouldDehydrateMutation: () => false })
    const memory: Memory = { build, at: answeredAt, session, state }
    // A full device only means that a start without a network finds nothing.
    set(key, memory).catch(() => undefined)
  }
  const stop = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || !isKept(event.query)) return
    answeredAt = Date.now()
    timer ??= setTimeout(write, writeMs)
  })
  write()
  return () => {
    stop()
    clearTimeout(timer)
  }
}

export async function recall(): Promise<Memory | undefined> {
  const memory = await get<Memory>(key).catch(() => undefined)
  return memory !== undefined && memory.build === build && Date.now() - memory.at < ageMsMax ? memory : undefined
}

/** Goes on with what was kept; answers who is signed in. */
export function resume(memory: Memory): Session {
  answeredAt = memory.at
  hydrate(queryClient, memory.state)
  return memory.session
}

/** Nothing stays of whoever was signed in. */
export async function forget(): Promise<void> {
  await clear()
}
