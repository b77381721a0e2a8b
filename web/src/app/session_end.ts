// Why nobody is signed in any more. While a screen is open its person may sign in again over it (the shell); at a start
// the sign-in page tells the reason.
import { useSyncExternalStore } from 'react'

import type { Refusal } from '#api/problem'

export const motives = ['session', 'compte', 'profil'] as const
export type Motive = (typeof motives)[number]

let motive: Motive | undefined
const listeners = new Set<() => void>()

/** Undefined: the session goes on, or there was none. */
export function setSessionEnd(next: Motive | undefined): void {
  if (next === motive) return
  motive = next
  for (const listener of listeners) listener()
}

export function sessionEnd(): Motive | undefined {
  return motive
}

export function useSessionEnd(): Motive | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => motive,
  )
}

export function motiveOf({ code }: Refusal): Motive | undefined {
  switch (code) {
    case 'NON_AUTHENTIFIE':
    case 'SESSION_EXPIREE':
      return 'session'
    case 'COMPTE_INACTIF':
      return 'compte'
    case 'PROFIL_ABSENT':
      return 'profil'
    default:
      return undefined
  }
}
