// The form of a mutable record, from declared fields: new, or changed under its version. A stale version shows what
// changed meanwhile and keeps what was typed.
import { Button, Group, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isRefusal } from '#api/problem'
import { parseNumber } from '#components/format'
import type { Choice } from '#app/choices'

import { Conflict, currentOf, shown, versionOf } from './Conflict'
import { formErrors } from './errors'
import { FormMessage } from './FormMessage'
import { LeaveGuard } from './LeaveGuard'
import { NumberField } from './NumberField'

export type Value = string | boolean
export type Values = Record<string, Value>

export interface Field {
  key: string
  label: string
  kind?: 'text' | 'number' | 'choice' | 'flag' | 'long' | 'email' | 'password' | 'date'
  choices?: readonly Choice[]
  required?: boolean
  unit?: string
  help?: string
  maxLength?: number
}

interface Props {
  fields: readonly Field[]
  initial: Values
  /** The record being changed; absent for a new one. */
  record?: Readonly<Record<string, unknown>> | undefined
  /**
   * Sends the values: a changed record under its version, a new one under the idempotency key made with the form.
   * Throws what the server refused.
   */
  save: (values: Values, version: number | undefined, key: string) => Promise<void>
  onCancel: () => void
  /** A page of its own: asks before it is left half-filled. */
  guarded?: boolean
  /** In a panel that asks itself (GuardedPanel). */
  onDirty?: ((dirty: boolean) => void) | undefined
}

/** Text of a value; empty when it is none. */
export function textOf(values: Values, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value.trim() : ''
}

/** Null for an empty text: how the server is told that there is none. */
export function textOrNull(values: Values, key: string): string | null {
  const text = textOf(values, key)
  return text === '' ? null : text
}

export function RecordForm({ fields, initial, record, save, onCancel, guarded = false, onDirty }: Props): ReactNode {
  const { t } = useTranslation()
  const [base, setBase] = useState(record)
  const [error, setError] = useState<unknown>(null)
  const key = useRef(crypto.randomUUID())
  const form = useForm<Values>({
    initialValues: initial,
    validate: (values) =>
      Object.fromEntries(
        fields.flatMap((field): [string, string][] => {
          const text = textOf(values, field.key)
          if (text === '') return field.required === true ? [[field.key, t('formulaire.requis')]] : []
          return field.kind === 'number' && parseNumber(text) === undefined ? [[field.key, t('formulaire.nombre')]] : []
        }),
      ),
  })
  const submit = async (values: Values): Promise<void> => {
    setError(null)
    try {
      await save(values, base === undefined ? undefined : versionOf(base), key.current)
    } catch (refused) {
      // A corrected form is another request; after a lost answer it is the same one.
      if (isRefusal(refused)) key.current = crypto.randomUUID()
      setError(refused)
      form.setErrors(formErrors(refused))
    }
  }
  const dirty = form.isDirty() && !form.submitting
  useEffect(() => {
    onDirty?.(dirty)
  }, [onDirty, dirty])
  const stale = currentOf(error) !== undefined
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      {guarded && <LeaveGuard dirty={dirty} />}
      <Stack>
        {fields.map((field, index) => (
          <FieldInput key={field.key} field={field} form={form} first={index === 0} page={guarded} />
        ))}
        {stale && base !== undefined ? (
          <Conflict
            error={error}
            before={base}
            labels={Object.fromEntries(fields.map((field) => [field.key, field.label]))}
            show={(key, value) => fields.find((field) => field.key === key)?.choices?.find((c) => c.value === value)?.label ?? shown(value)}
            onContinue={(current) => {
              setBase(current)
              setError(null)
            }}
          />
        ) : (
          <FormMessage error={error} />
        )}
        <Group justify="end">
          <Button variant="default" onClick={onCancel}>
            {t('actions.annuler')}
          </Button>
          <Button type="submit" loading={form.submitting} disabled={stale}>
            {t('actions.enregistrer')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FieldProps {
  field: Field
  form: UseFormReturnType<Values>
  first: boolean
  /** On a page; a dialog looks for its first field itself. */
  page: boolean
}

function FieldInput({ field, form, first, page }: FieldProps): ReactNode {
  const { t } = useTranslation()
  const common = {
    label: field.label,
    withAsterisk: field.required === true,
    description: field.help,
    error: form.errors[field.key],
    ...(first ? { 'data-autofocus': true, autoFocus: page } : {}),
  }
  const value = form.values[field.key]
  const text = typeof value === 'string' ? value : ''
  const set = (next: Value): void => {
    form.setFieldValue(field.key, next)
  }
  const typed = {
    ...common,
    value: text,
    maxLength: field.maxLength ?? 200,
    onChange: (event: { currentTarget: { value: string } }) => {
      set(event.currentTarget.value)
    },
  }
  switch (field.kind ?? 'text') {
    case 'flag':
      return (
        <Switch
          label={field.label}
          description={field.help}
          checked={value === true}
          onChange={(event) => {
            set(event.currentTarget.checked)
          }}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={[...(field.choices ?? [])]}
          value={text === '' ? null : text}
          searchable={(field.choices?.length ?? 0) > 7}
          clearable={field.required !== true}
          allowDeselect={false}
          placeholder={t('formulaire.choisir')}
          onChange={(next) => {
            set(next ?? '')
          }}
        />
      )
    case 'number':
      return <NumberField {...common} value={text} unit={field.unit} onChange={set} />
    case 'long':
      return <Textarea {...typed} maxLength={field.maxLength ?? 2000} autosize minRows={2} />
    case 'email':
      return <TextInput {...typed} type="email" autoComplete="off" />
    case 'password':
      return <TextInput {...typed} type="password" autoComplete="new-password" />
    case 'date':
      return <TextInput {...typed} type="date" />
    case 'text':
      return <TextInput {...typed} />
  }
}
