// A measured number: typed or pasted with a comma or a dot, thin spaces and all; never a default value.
import { TextInput, type TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'

import { number, parseNumber } from '#components/format'

// A thermal coefficient has the most: nothing typed is rounded away.
const decimalsMax = 8

export interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** The text as typed. */
  value?: string
  onChange?: (typed: string) => void
  unit?: string
}

export function NumberField({ value, onChange, unit, onBlur, ...rest }: NumberFieldProps): ReactNode {
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      maxLength={24}
      rightSection={unit === undefined ? undefined : <span aria-hidden style={{ fontSize: 12 }}>{unit}</span>}
      rightSectionWidth={unit === undefined ? undefined : 18 + unit.length * 7}
      rightSectionPointerEvents="none"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.currentTarget.value)}
      onBlur={(event) => {
        // Shown back as it was understood, so that a slip is seen before it is sent.
        const parsed = parseNumber(event.currentTarget.value)
        if (parsed !== undefined) onChange?.(number(parsed, decimalsMax))
        onBlur?.(event)
      }}
      {...rest}
    />
  )
}
