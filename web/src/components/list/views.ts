// Saved views of a list, kept by the server with the account.
import { useEffect, useRef } from 'react'

import { api, bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { refresh } from '#app/query'
import { notify } from '#components/notify'

import type { SavedView } from './preferences'
import type { UrlState } from './url_state'

const path = '/api/v1/session/vues'
/** As many as the server keeps of a list. */
const viewsMax = 30

/** A list as the server knows it. */
export function screenOf(list: string): string {
  return list.replace('/api/v1/', '')
}

export function useViews(ecran: string) {
  return api.useQuery('get', path, { params: { query: { ecran, limite: viewsMax, tri: 'nom' } } })
}

export async function saveView(ecran: string, nom: string, search: Readonly<Record<string, string>>): Promise<void> {
  const body = { ecran, nom, parametres: new URLSearchParams(search).toString() }
  await send.POST(path, { params: { header: { 'Idempotency-Key': crypto.randomUUID() } }, body })
  await refresh(path)
}

export async function removeView({ id }: Schemas['Vue']): Promise<void> {
  await send.DELETE(`${path}/{id}`, { params: { path: { id } } })
  await refresh(path)
}

/** Shows the list as it was saved: with its filters and sort, and no others. */
export function showView(state: UrlState, { parametres }: Schemas['Vue']): void {
  const others = Object.fromEntries(Object.keys(state.filters).map((key) => [key, undefined]))
  state.change({ ...others, ...Object.fromEntries(new URLSearchParams(parametres)) })
}

/** Gives the server what this device kept by itself before, once; a view of that name from elsewhere stays as it is. */
export function useTakeOver(ecran: string, kept: readonly SavedView[], forget: () => void, textOf: (error: unknown) => string): void {
  const taken = useRef('')
  useEffect(() => {
    // Once a screen: what is kept changes by it.
    if (kept.length === 0 || taken.current === ecran) return
    taken.current = ecran
    const take = async (): Promise<void> => {
      const query = { ecran, limite: viewsMax, tri: 'nom' }
      const known = bodyOf(await send.GET(path, { params: { query } })).elements.map(({ nom }) => nom)
      for (const { nom, search } of kept) {
        if (!known.includes(nom)) await saveView(ecran, nom, search)
      }
      forget()
    }
    take().catch((error: unknown) => {
      notify('red', textOf(error))
    })
  }, [ecran, kept, forget, textOf])
}
