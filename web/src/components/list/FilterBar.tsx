// Above a list: search, filters as chips, views, columns, export.
import { Badge, Button, CloseButton, Group, Popover, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilter, IconSearch } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Choice } from '#app/choices'
import { useRecordName } from '#app/records'
import { number, text } from '#components/format'
import { ExportMenu, type FileQuery } from '#components/SaveFile'

import { keysOf, valuesOf, type Filter, type ListDefinition } from './definition'
import { FilterField, typingMs } from './FilterField'
import classes from './list.module.css'
import type { UrlState } from './url_state'
import { Views } from './Views'

interface Props<Row extends { id: string }> {
  definition: ListDefinition<Row>
  state: UrlState
  /** How the rows are shown, where that can be chosen. */
  look?: ReactNode
  actions?: ReactNode
}

export function FilterBar<Row extends { id: string }>(props: Props<Row>): ReactNode {
  const { definition, state, look, actions } = props
  const { t } = useTranslation()
  const search = definition.filters.find((filter) => filter.kind === 'search')
  const others = definition.filters.filter((filter) => filter.kind !== 'search')
  return (
    <Stack gap="xs" mb="sm">
      <Group gap="xs">
        {search !== undefined && <Search key={search.key} filter={search} state={state} />}
        {others.some((filter) => filter.kind !== 'hidden') && <FilterMenu filters={others} state={state} />}
        <Views definition={definition} state={state} />
        {look}
        <ExportMenu path={definition.path} query={exportOf(definition, state)} />
        <Group gap="xs" ml="auto">
          {actions}
        </Group>
      </Group>
      {state.active > 0 && (
        <div className={classes['chips']}>
          {others.flatMap((filter) =>
            keysOf(filter)
              .filter((key) => state.filters[key] !== undefined)
              .map((key) => <Chip key={key} filter={filter} name={key} state={state} />),
          )}
          <Button size="compact-sm" variant="subtle" onClick={state.clear}>
            {t('liste.tout_effacer')}
          </Button>
        </div>
      )}
    </Stack>
  )
}

function exportOf<Row extends { id: string }>(definition: ListDefinition<Row>, state: UrlState): FileQuery {
  const asked = { ...definition.scope, ...state.filters }
  return { ...(definition.exported?.(asked) ?? asked), tri: state.sort }
}

interface ChipProps {
  filter: Filter
  /** Which of its parameters. */
  name: string
  state: UrlState
}

/** What is filtered by: a click changes it, the cross takes it away. */
function Chip({ filter, name, state }: ChipProps): ReactNode {
  const { t } = useTranslation()
  const label = useChipLabel(filter, name, state.filters[name] ?? '')
  return (
    <Badge
      variant="light"
      size="lg"
      tt="none"
      fw={500}
      rightSection={
        <CloseButton
          size="xs"
          aria-label={`${t('liste.effacer')} ${label}`}
          onClick={() => {
            state.change({ [name]: undefined })
          }}
        />
      }
    >
      {filter.kind === 'hidden' ? (
        label
      ) : (
        <Popover position="bottom-start" shadow="md" width={300} trapFocus withinPortal>
          <Popover.Target>
            <UnstyledButton className={classes['chip']} title={t('liste.modifier_filtre')}>
              {label}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <FilterField filter={filter} state={state} />
          </Popover.Dropdown>
        </Popover>
      )}
    </Badge>
  )
}

function useChipLabel(filter: Filter, name: string, value: string): string {
  const record = useRecordName(filter.kind === 'record' ? filter.of : undefined, value)
  switch (filter.kind) {
    case 'flag':
    case 'hidden':
    case 'search':
      return filter.label
    case 'record':
      return `${filter.label} : ${text(record)}`
    case 'choice':
      return `${filter.label} : ${namesOf(filter.choices, filter.several === true ? valuesOf(value) : [value])}`
    case 'period':
      return `${filter.label} : ${signOf(filter, name)} ${value}`
    case 'range':
      return `${filter.label} : ${signOf(filter, name)} ${number(Number(value))} ${filter.unit}`
  }
}

function namesOf(choices: readonly Choice[], values: readonly string[]): string {
  return values.map((value) => choices.find((choice) => choice.value === value)?.label ?? value).join(', ')
}

function signOf(filter: Extract<Filter, { until: string }>, name: string): string {
  return name === filter.key ? '≥' : '≤'
}

function Search({ filter, state }: { filter: Filter; state: UrlState }): ReactNode {
  const inUrl = state.filters[filter.key] ?? ''
  const [typed, setTyped] = useState(inUrl)
  useEffect(() => {
    setTyped(inUrl)
  }, [inUrl])
  const commit = useDebouncedCallback((value: string) => {
    state.change({ [filter.key]: value.trim() })
  }, typingMs)
  return (
    <TextInput
      type="search"
      leftSection={<IconSearch size={16} />}
      placeholder={filter.label}
      aria-label={filter.label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        commit(event.currentTarget.value)
      }}
      className={classes['search'] ?? ''}
      maxLength={100}
    />
  )
}

function FilterMenu({ filters, state }: { filters: Filter[]; state: UrlState }): ReactNode {
  const { t } = useTranslation()
  return (
    <Popover position="bottom-start" shadow="md" width={300} trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={16} />}>
          {t('liste.ajouter_filtre')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {filters.map((filter) => (
            <FilterField key={filter.key} filter={filter} state={state} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
