// The state of an operation's form: what is typed, and the errors beside it. Nothing is lost by a refusal.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

import { fieldMessages } from '#api/problem'
import { firstInvalid } from '#components/form/invalid'

import { emptyLine, withoutLine, type Line } from './lines'

export interface Draft<Values extends { lignes: readonly Line[] }> {
  values: Values
  errors: Readonly<Record<string, string>>
  /** Has anything been typed? */
  dirty: boolean
  change: (patch: Partial<Values>) => void
  changeLine: (index: number, patch: Partial<Line>) => void
  addLine: () => void
  removeLine: (index: number) => void
  refuse: (errors: Readonly<Record<string, string>>) => void
  /** The form element: after a refusal the first refused field has the focus, or the message is in view. */
  form: RefObject<HTMLFormElement | null>
}

function without(errors: Readonly<Record<string, string>>, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field)))
}

export function newLine(): Line {
  return emptyLine(crypto.randomUUID())
}

/** `refused`: the last error of the submission. */
export function useDraft<Values extends { lignes: readonly Line[] }>(blank: () => Values, refused: unknown): Draft<Values> {
  const [values, setValues] = useState(blank)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [dirty, setDirty] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (refusals === 0) return
    const field = firstInvalid(form.current)
    field?.focus({ preventScroll: true })
    const message = [...(form.current?.querySelectorAll('[role="alert"]') ?? [])].at(-1)
    const shown = field ?? message
    shown?.scrollIntoView({ block: 'center' })
  }, [refusals])
  const refuse = useCallback((refused: Readonly<Record<string, string>>) => {
    setErrors(refused)
    setRefusals((count) => count + 1)
  }, [])
  useEffect(() => {
    if (refused !== null) refuse(fieldMessages(refused))
  }, [refused, refuse])
  const setLines = (lignes: (old: readonly Line[]) => readonly Line[]): void => {
    setValues((old) => ({ ...old, lignes: lignes(old.lignes) }))
    setDirty(true)
  }
  return {
    values,
    errors,
    dirty,
    change: (patch) => {
      setValues((old) => ({ ...old, ...patch }))
      setErrors((old) => without(old, Object.keys(patch)))
      setDirty(true)
    },
    changeLine: (index, patch) => {
      setLines((old) => old.map((line, at) => (at === index ? { ...line, ...patch } : line)))
      setErrors((old) => without(old, Object.keys(patch).map((field) => `lignes[${index}].${field}`)))
    },
    addLine: () => {
      setLines((old) => [...old, newLine()])
    },
    removeLine: (index) => {
      setLines((old) => old.filter((_, at) => at !== index))
      setErrors((old) => withoutLine(old, index))
    },
    refuse,
    form,
  }
}
