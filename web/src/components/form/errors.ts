// The server's word beside the fields, until each of them is changed.
import type { FormErrors } from '@mantine/form'
import { useEffect, useState } from 'react'

import { fieldMessages } from '#api/problem'

type Messages = Readonly<Record<string, string>>

/** Server's field names on a Mantine form: `lignes[0].index_apres` is `lignes.0.index_apres` there. */
export function formErrors(error: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldMessages(error)).map(([field, message]) => [field.replace(/\[(\d+)\]/g, '.$1'), message]),
  )
}

/** On a Mantine form, which forgets the error of a field that is changed. `fieldsOf`: how its own fields are called; the same function at each rendering. */
export function useRefusedFields(form: { setErrors: (errors: FormErrors) => void }, error: unknown, fieldsOf: (error: unknown) => Messages = formErrors): void {
  const { setErrors } = form
  useEffect(() => {
    setErrors(fieldsOf(error))
  }, [error, fieldsOf, setErrors])
}

/** On fields that stand alone: `changed` with the name of the field that was. */
export function useFieldMessages(error: unknown): { messages: Messages; changed: (field: string) => void } {
  const [about, setAbout] = useState(error)
  const [gone, setGone] = useState<readonly string[]>([])
  if (about !== error) {
    setAbout(error)
    setGone([])
  }
  const messages = Object.fromEntries(Object.entries(fieldMessages(error)).filter(([field]) => !gone.includes(field)))
  return {
    messages,
    changed: (field) => {
      setGone((old) => [...old, field])
    },
  }
}
