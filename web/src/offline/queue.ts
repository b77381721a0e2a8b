// Unsent forms: kept on the device, sent once each when the network is back, every one under the idempotency key it was
// made with. A refused one stays until a person looks at it. The forms belong to who filled them: others on the same
// device neither see nor send them.
import { createStore, del, entries, get, set } from 'idb-keyval'
import { useSyncExternalStore } from 'react'

import { isRefusal, NoAnswer, QueueFull } from '#api/problem'
import type { Probleme } from '#api/types'

export type Kind = 'reception' | 'sortie' | 'cours'

export interface Unsent {
  /** The idempotency key. */
  id: string
  kind: Kind
  /** What people recognise it by: plate, tank, volume. */
  label: string
  path: string
  body: unknown
  /** Where it was typed; the body itself does not say it. */
  depot?: string | undefined
  author: string
  made: string
  refused?: Probleme | undefined
}

const store = createStore('mlpp-envois', 'formulaires')
const formsMax = 50
/** Held while forms are sent: of all windows one sends. */
const lock = 'mlpp-envois'

let forms: readonly Unsent[] = []
const listeners = new Set<() => void>()

function tell(next: readonly Unsent[]): void {
  forms = next
  for (const listener of listeners) listener()
}

export async function readUnsent(): Promise<void> {
  const all = await entries<string, Unsent>(store)
  tell(all.map(([, form]) => form).sort((a, b) => a.made.localeCompare(b.made)))
}

/** The forms of this person, oldest first. */
export function useUnsent(author: string): readonly Unsent[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => forms,
  )
  return all.filter((form) => form.author === author)
}

export async function keep(form: Unsent): Promise<void> {
  // Other windows keep forms too.
  await readUnsent()
  if (forms.filter((kept) => kept.id !== form.id).length >= formsMax) throw new QueueFull(formsMax)
  await set(form.id, form, store)
  await readUnsent()
}

/** A form of this person as the device keeps it now. */
export async function readKept(id: string, author: string): Promise<Unsent | undefined> {
  const form = await get<Unsent>(id, store)
  return form?.author === author ? form : undefined
}

export async function discard(id: string): Promise<void> {
  await del(id, store)
  await readUnsent()
}

/** Sends one form; the answer's body, or a thrown Refusal or NoAnswer. */
export type Send = (path: string, body: unknown, key: string) => Promise<unknown>

type Outcome = { answer: unknown } | 'refused' | 'unanswered'

async function sendForm(form: Unsent, send: Send): Promise<Outcome> {
  try {
    const answer = await send(form.path, form.body, form.id)
    await del(form.id, store)
    return { answer }
  } catch (error) {
    if (error instanceof NoAnswer) return 'unanswered'
    if (!isRefusal(error)) throw error
    // Signed out or throttled: not the form's fault.
    if (error.problem.status === 401 || error.problem.status === 429 || error.problem.status >= 500) return 'unanswered'
    await set(form.id, { ...form, refused: error.problem }, store)
    return 'refused'
  }
}

/**
 * Sends what this person left, in order. A refusal is kept with its form and the next one goes; without an answer
 * everything waits. Returns what the server answered to those that arrived.
 */
export async function sendUnsent(author: string, send: Send): Promise<readonly unknown[]> {
  const answers: unknown[] = []
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held === null) return
    await readUnsent()
    for (const form of forms.filter((f) => f.author === author && f.refused === undefined)) {
      const outcome = await sendForm(form, send)
      if (outcome === 'unanswered') break
      if (outcome !== 'refused') answers.push(outcome.answer)
    }
  })
  await readUnsent()
  return answers
}

/**
 * Sends this form now, a refused one too. Without an answer it waits with the others. Returns what the server answered
 * when it arrived.
 */
export async function sendAgain({ id, author }: Unsent, send: Send): Promise<unknown> {
  const outcome = await navigator.locks.request(lock, async () => {
    const form = await readKept(id, author)
    if (form === undefined) return 'unanswered'
    const sent = await sendForm(form, send)
    if (sent === 'unanswered') await set(id, { ...form, refused: undefined }, store)
    return sent
  })
  await readUnsent()
  return typeof outcome === 'string' ? undefined : outcome.answer
}
