// Who is signed in, and what that person may do. The server decides; the interface only does not show what would be
// refused.
import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

import { bodyOf, send } from '#api/client'
import { isRefusal } from '#api/problem'
import type { Schemas } from '#api/types'

import { forget, recall, resume } from '../offline/memory'

import { isLanguage, setLanguage } from './i18n'
import { queryClient } from './query'

export type Session = Schemas['SessionCourante']

// With something to go on with, a start does not wait for a network that does not answer.
const answerMsMax = 5000

/** Null when nobody is signed in. Without an answer, who was when the network was there. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    const memory = await recall()
    try {
      return bodyOf(await send.GET('/api/v1/session', memory === undefined ? {} : { signal: AbortSignal.timeout(answerMsMax) }))
    } catch (error) {
      if (isRefusal(error, 'NON_AUTHENTIFIE', 'SESSION_EXPIREE', 'COMPTE_INACTIF', 'PROFIL_ABSENT')) {
        await forget()
        return null
      }
      // A server without its database does not answer either.
      const answered = isRefusal(error) && error.problem.status < 500
      if (memory === undefined || answered) throw error
      return resume(memory)
    }
  },
})

export async function signIn(email: string, mot_de_passe: string): Promise<Session> {
  const session = bodyOf(await send.POST('/api/v1/session', { body: { email, mot_de_passe } }))
  queryClient.clear()
  queryClient.setQueryData(sessionQuery.queryKey, session)
  if (isLanguage(session.utilisateur.langue)) await setLanguage(session.utilisateur.langue)
  return session
}

/** T-NAV-02: nothing of this person stays on the device, but unsent forms, which carry their author. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  await send.DELETE('/api/v1/session', {})
  await leave()
  queryClient.setQueryData(sessionQuery.queryKey, null)
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  await forget()
}

/** Set by the shell, which shows nothing without a session. */
export const SessionContext = createContext<Session | null>(null)

/** Inside the signed-in part of the application only. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('nobody is signed in')
  return session
}

export function may(session: Session, action: string): boolean {
  return session.permissions.some((permission) => permission.action === action)
}

/** May this person do it in that depot? */
export function mayIn(session: Session, action: string, depot: string | undefined): boolean {
  const permission = session.permissions.find((p) => p.action === action)
  if (permission === undefined) return false
  return permission.portee === 'tous' || (depot !== undefined && session.depot?.id === depot)
}

export function useMay(action: string): boolean {
  return may(useSession(), action)
}
