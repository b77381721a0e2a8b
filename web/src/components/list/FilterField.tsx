// How a filter is set: in the menu of all filters, or from its chip.
import { Button, Group, MultiSelect, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useZone } from '#app/depot'
import type { Choice } from '#app/choices'
import { useRecords } from '#app/records'
import { addDays, todayIn } from '#components/days'
import { number, parseNumber } from '#components/format'
import { NumberField } from '#components/form/NumberField'
import { Reference } from '#components/form/Reference'

import { valuesOf, type Filter } from './definition'
import type { UrlState } from './url_state'

export const typingMs = 300
const searchedFrom = 7

export function FilterField({ filter, state }: { filter: Filter; state: UrlState }): ReactNode {
  const { t } = useTranslation()
  const value = state.filters[filter.key] ?? ''
  switch (filter.kind) {
    case 'record':
      return <RecordField filter={filter} state={state} />
    case 'choice':
      return filter.several === true ? (
        <SeveralField filter={filter} state={state} />
      ) : (
        <Select
          label={filter.label}
          data={[...filter.choices]}
          value={value === '' ? null : value}
          searchable={filter.choices.length > searchedFrom}
          clearable
          placeholder={t('liste.tout')}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => {
            state.change({ [filter.key]: next ?? undefined })
          }}
        />
      )
    case 'flag':
      return (
        <Switch
          label={filter.label}
          checked={value === 'true'}
          onChange={(event) => {
            state.change({ [filter.key]: event.currentTarget.checked ? 'true' : undefined })
          }}
        />
      )
    case 'period':
      return <Period filter={filter} state={state} />
    case 'range':
      return <Range filter={filter} state={state} />
    case 'search':
    case 'hidden':
      return null
  }
}

interface FieldProps<Kind extends Filter['kind']> {
  filter: Extract<Filter, { kind: Kind }>
  state: UrlState
}

function SeveralField({ filter, state }: FieldProps<'choice'>): ReactNode {
  const { t } = useTranslation()
  const chosen = valuesOf(state.filters[filter.key])
  return (
    <MultiSelect
      label={filter.label}
      data={[...filter.choices]}
      value={chosen}
      searchable={filter.choices.length > searchedFrom}
      clearable
      placeholder={chosen.length === 0 ? t('liste.tout') : ''}
      comboboxProps={{ withinPortal: false }}
      onChange={(next) => {
        state.change({ [filter.key]: next.join(',') })
      }}
    />
  )
}

function RecordField({ filter, state }: FieldProps<'record'>): ReactNode {
  const { t } = useTranslation()
  const value = state.filters[filter.key]
  const { choices, onSearchChange } = useRecords(filter.of, {}, value)
  return (
    <Reference
      label={filter.label}
      choices={choices}
      value={value ?? null}
      clearable
      placeholder={t('liste.tout')}
      comboboxProps={{ withinPortal: false }}
      onSearchChange={onSearchChange}
      onChange={(next) => {
        state.change({ [filter.key]: next ?? undefined })
      }}
    />
  )
}

function Period({ filter, state }: FieldProps<'period'>): ReactNode {
  const { t } = useTranslation()
  const today = todayIn(useZone())
  const presets: Choice[] = [
    { value: today, label: t('liste.aujourdhui') },
    { value: addDays(today, -7), label: t('liste.semaine') },
    { value: addDays(today, -30), label: t('liste.mois') },
    { value: addDays(today, -90), label: t('liste.trimestre') },
  ]
  return (
    <Stack gap={6}>
      <Group gap="xs" grow wrap="nowrap">
        {([filter.key, filter.until] as const).map((key) => (
          <TextInput
            key={key}
            type="date"
            label={t(key === 'du' ? 'champs.du' : 'champs.au')}
            value={state.filters[key] ?? ''}
            onChange={(event) => {
              state.change({ [key]: event.currentTarget.value })
            }}
          />
        ))}
      </Group>
      <Group gap={4}>
        {presets.map((preset) => (
          <Button
            key={preset.label}
            size="compact-xs"
            variant="light"
            onClick={() => {
              state.change({ [filter.key]: preset.value, [filter.until]: undefined })
            }}
          >
            {preset.label}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

function Range({ filter, state }: FieldProps<'range'>): ReactNode {
  return (
    <Group gap="xs" grow wrap="nowrap" align="end">
      {[filter.key, filter.until].map((key, index) => (
        <RangeEnd
          key={key}
          label={`${filter.label} ${index === 0 ? '≥' : '≤'}`}
          unit={filter.unit}
          value={state.filters[key]}
          onChange={(next) => {
            state.change({ [key]: next })
          }}
        />
      ))}
    </Group>
  )
}

interface RangeEndProps {
  label: string
  unit: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function RangeEnd({ label, unit, value, onChange }: RangeEndProps): ReactNode {
  const [typed, setTyped] = useState(value === undefined ? '' : number(Number(value)))
  const commit = useDebouncedCallback((text: string) => {
    const figure = parseNumber(text)
    onChange(figure === undefined || figure < 0 ? undefined : String(figure))
  }, typingMs)
  return (
    <NumberField
      label={label}
      unit={unit}
      value={typed}
      onChange={(text) => {
        setTyped(text)
        commit(text)
      }}
    />
  )
}
