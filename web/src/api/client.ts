// The one way to the server: typed by its OpenAPI document, errors thrown as Refusal or NoAnswer.
//
//     const { data } = api.useQuery('get', '/api/v1/citernes/{id}', { params: { path: { id } } })
//     const page = await send.GET('/api/v1/depots', {})
import createFetchClient, { type Middleware } from 'openapi-fetch'
import createQueryClient from 'openapi-react-query'

import { isProblem, NoAnswer, Refusal } from './problem'
import type { paths } from './types'

type OnRefusal = (refusal: Refusal) => void

let onRefusal: OnRefusal = () => undefined

/** Hears of every refusal, whoever asked: the session ends for all of them at once. */
export function hearRefusals(listener: OnRefusal): void {
  onRefusal = listener
}

/** Longer than the server's own limit for a request. */
const answerMsMax = 20_000

let language = 'fr'

export function setRequestLanguage(next: string): void {
  language = next
}

async function fetchOrThrow(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(answerMsMax)]) })
  } catch (error) {
    if (request.signal.aborted) throw error
    throw new NoAnswer(error)
  }
}

async function problemOf(response: Response): Promise<unknown> {
  try {
    return await response.clone().json()
  } catch {
    return undefined
  }
}

/** What went wrong, of an answer that is none. */
async function errorOf(response: Response): Promise<Refusal | NoAnswer> {
  const problem = await problemOf(response)
  // A proxy in between, or half an answer.
  if (!isProblem(problem)) return new NoAnswer(`status ${response.status}`)
  const refusal = new Refusal(problem)
  onRefusal(refusal)
  return refusal
}

const contract: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language)
    return request
  },
  async onResponse({ response }) {
    if (!response.ok) throw await errorOf(response)
  },
}

export const send = createFetchClient<paths>({ baseUrl: window.location.origin, fetch: fetchOrThrow })
send.use(contract)

export const api = createQueryClient(send)

/** What `send` gave back. Errors were thrown, so only an answer without a body is left to refuse. */
export function bodyOf<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new NoAnswer('empty answer')
  return answer.data
}

export interface SavedFile {
  name: string
  content: Blob
}

/** GETs a file to save, named as the server names it. */
export async function getFile(path: string, query: URLSearchParams = new URLSearchParams()): Promise<SavedFile> {
  const url = new URL(path, window.location.origin)
  url.search = query.toString()
  const response = await fetchOrThrow(new Request(url, { headers: { 'Accept-Language': language } }))
  if (!response.ok) throw await errorOf(response)
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'mlpp'
  return { name, content: await response.blob() }
}

/** POSTs a form under its idempotency key: an answer that got lost is given again, nothing is done twice. */
export async function postForm(path: string, body: unknown, key: string): Promise<unknown> {
  const request = new Request(new URL(path, window.location.origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'Accept-Language': language },
    body: JSON.stringify(body),
  })
  const response = await fetchOrThrow(request)
  if (!response.ok) throw await errorOf(response)
  return await response.json()
}
