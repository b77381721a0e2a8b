// A day or an instant that goes into the URL: not while it is half typed, only once it stands.
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState, type ReactNode } from 'react'

const typingMs = 600
/** The year is typed digit by digit: 0002, 0020, 0202, 2026. */
const yearMin = '1990'

interface Props {
  label: string
  kind: 'date' | 'datetime-local'
  value: string
  commit: (value: string) => void
  max?: string
  error?: string | undefined
  description?: string
}

export function DateField({ label, kind, value, commit, max, error, description }: Props): ReactNode {
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    setTyped(value)
  }, [value])
  const settle = (next: string): void => {
    if (next !== value && (next === '' || next >= yearMin)) commit(next)
  }
  const later = useDebouncedCallback(settle, typingMs)
  return (
    <TextInput
      type={kind}
      label={label}
      value={typed}
      max={max}
      error={error}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
      onBlur={(event) => {
        settle(event.currentTarget.value)
      }}
    />
  )
}
