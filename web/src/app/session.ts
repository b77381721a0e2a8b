// Who is signed in, and what that person may do. The server decides; the interface only does not show what would be
// refused.
import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

import { bodyOf, hearRefusals, send } from '#api/client'
import { isRefusal } from '#api/problem'
import type { Schemas } from '#api/types'

import { forget, recall, resume } from '../offline/memory'

import { isLanguage, setLanguage } from './i18n'
import { queryClient } from './query'
import { motiveOf, setSessionEnd } from './session_end'

export type Session = Schemas['SessionCourante']

// With something to go on with, a start does not wait for a network that does not answer.
const answerMsMax = 5000

// A refused sign-in has a motive too; it ends nothing.
const signIns = new Set(['IDENTIFIANTS_INVALIDES', 'COMPTE_INACTIF', 'PROFIL_ABSENT'])

/** Null when nobody is signed in. Without an answer, who was when the network was there. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    const memory = await recall()
    const before = queryClient.getQueryData<Session | null>(['session'])
    try {
      const session = bodyOf(await send.GET('/api/v1/session', memory === undefined ? {} : { signal: AbortSignal.timeout(answerMsMax) }))
      // Another window signed in: the same person goes on, of another one nothing stays.
      if (before !== null && before !== undefined && before.utilisateur.id !== session.utilisateur.id) await drop()
      setSessionEnd(undefined)
      return session
    } catch (error) {
      const motive = isRefusal(error) ? motiveOf(error) : undefined
      if (isRefusal(error) && motive !== undefined) {
        // The screen stays, with the sign-in over it (Shell).
        if (before !== null && before !== undefined) throw error
        // Who never signed in here has nothing to be told.
        if (error.code !== 'NON_AUTHENTIFIE' || memory !== undefined) setSessionEnd(motive)
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

/** Whose screen is open. */
function present(): Session | undefined {
  return queryClient.getQueryData(sessionQuery.queryKey) ?? undefined
}

hearRefusals((refusal) => {
  const motive = motiveOf(refusal)
  if (motive === undefined || signIns.has(refusal.code) || present() === undefined) return
  setSessionEnd(motive)
  // Whoever comes next without a network is not this person.
  void forget()
})

/** What was read for the person before goes; unsent forms stay, which carry their author. */
async function drop(): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  await forget()
}

async function enter(email: string, mot_de_passe: string): Promise<Session> {
  return bodyOf(await send.POST('/api/v1/session', { body: { email, mot_de_passe } }))
}

export async function signIn(email: string, mot_de_passe: string): Promise<Session> {
  const session = await enter(email, mot_de_passe)
  setSessionEnd(undefined)
  queryClient.clear()
  queryClient.setQueryData(sessionQuery.queryKey, session)
  if (isLanguage(session.utilisateur.langue)) await setLanguage(session.utilisateur.langue)
  return session
}

/** The same person again, on the screen that is open: what is on it is read again, what was typed stays. */
export async function signInAgain(email: string, mot_de_passe: string): Promise<void> {
  const session = await enter(email, mot_de_passe)
  queryClient.setQueryData(sessionQuery.queryKey, session)
  setSessionEnd(undefined)
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
}

/** Leaves the screen on which the session ended: for another account, or for good. */
export async function leaveEnded(leave: () => Promise<void>): Promise<void> {
  await leave()
  queryClient.setQueryData(sessionQuery.queryKey, null)
  setSessionEnd(undefined)
  await drop()
}

/** T-NAV-02: nothing of this person stays on the device, but unsent forms, which carry their author. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  await send.DELETE('/api/v1/session', {})
  await leave()
  queryClient.setQueryData(sessionQuery.queryKey, null)
  await drop()
}

/** Changes the own account; the session that the server answers is the one that counts. */
export async function changeProfile(body: Schemas['ModificationProfil']): Promise<Session> {
  const session = bodyOf(await send.PATCH('/api/v1/session/profil', { body }))
  queryClient.setQueryData(sessionQuery.queryKey, session)
  await setLanguage(session.utilisateur.langue)
  return session
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
