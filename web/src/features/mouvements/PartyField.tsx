import type { ReactNode } from 'react'

import { Reference } from '#components/form/Reference'

import { useParties, type PartyKind } from './useParties'

interface Props {
  kind: PartyKind
  label: string
  value: string
  error: string | undefined
  autoFocus?: boolean
  optional?: boolean
  onChange: (id: string) => void
}

export function PartyField({ kind, label, value, error, autoFocus, optional, onChange }: Props): ReactNode {
  const { choices, onSearchChange } = useParties(kind)
  return (
    <Reference
      label={label}
      choices={choices}
      value={value === '' ? null : value}
      error={error}
      autoFocus={autoFocus === true}
      clearable={optional === true}
      openOnFocus={false}
      onSearchChange={onSearchChange}
      onChange={(id) => {
        onChange(id ?? '')
      }}
    />
  )
}
