// Sending a form once. The idempotency key is made with the form and stays with it through double clicks, retries and
// lost answers; only a document that was posted earns the next form a new key. A refused form that was kept goes under
// its own key as long as nothing in it changed.
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { postForm } from '#api/client'
import { isRefusal, NoAnswer, QueueFull, Refusal } from '#api/problem'
import { useSession } from '#app/session'
import { notify } from '#components/notify'

import { discard, keep, type Kind, type Unsent } from '../../offline/queue'

export interface Submission<Body, Answer> {
  busy: boolean
  /** The refusal or the missing answer of the last try. */
  error: unknown
  /** True when it can be kept on the device to be sent later. */
  unanswered: boolean
  submit: (body: Body) => Promise<Answer | undefined>
  /** False when the device could not keep it: the form stays, with the reason in `error`. */
  keepForLater: (body: Body, label: string, depot?: string) => Promise<boolean>
  reset: () => void
}

interface Options<Answer> {
  path: string
  kind?: Kind
  isAnswer: (value: unknown) => value is Answer
  /** The refused form that this one corrects; gone from the device once this one is posted or kept. */
  kept?: Unsent | undefined
}

export function useSubmission<Body, Answer>({ path, kind, isAnswer, kept }: Options<Answer>): Submission<Body, Answer> {
  const { utilisateur } = useSession()
  const { t } = useTranslation()
  const key = useRef(kept?.id ?? crypto.randomUUID())
  const untouched = useRef(kept)
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(kept?.refused === undefined ? null : new Refusal(kept.refused))

  const reset = useCallback(() => {
    key.current = crypto.randomUUID()
    setError(null)
  }, [])

  /** Before the first sending only: from then on the key stays, as with any form. */
  const settleKey = (body: Body): void => {
    const first = untouched.current
    untouched.current = undefined
    if (first !== undefined && JSON.stringify(first.body) !== JSON.stringify(body)) key.current = crypto.randomUUID()
  }

  const submit = async (body: Body): Promise<Answer | undefined> => {
    // A second click while the first is on its way.
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setError(null)
    settleKey(body)
    try {
      const answer = await postForm(path, body, key.current)
      if (!isAnswer(answer)) throw new NoAnswer('odd answer')
      if (kept !== undefined) await discard(kept.id)
      return answer
    } catch (refused) {
      setError(refused)
      // A corrected form is another request; the same body again is the same one.
      if (isRefusal(refused)) key.current = crypto.randomUUID()
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }

  const keepForLater = async (body: Body, label: string, depot?: string): Promise<boolean> => {
    if (kind === undefined) return false
    const made = new Date().toISOString()
    settleKey(body)
    try {
      await keep({ id: key.current, kind, label, path, body, depot, author: utilisateur.id, made })
      if (kept !== undefined && kept.id !== key.current) await discard(kept.id)
    } catch (full) {
      setError(full)
      return false
    }
    notify('orange', t('formulaire.gardee'))
    reset()
    return true
  }

  const waits = error instanceof NoAnswer || error instanceof QueueFull
  return { busy, error, unanswered: waits && kind !== undefined, submit, keepForLater, reset }
}
