// Above a list: search, filters as chips, views, columns, export.
import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  CloseButton,
  Group,
  Popover,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconBookmark, IconFilter, IconSearch, IconTrash } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useZone } from '#app/depot'
import { addDays, todayIn } from '#components/days'
import { number, parseNumber } from '#components/format'
import { NumberField } from '#components/form/NumberField'
import { ExportMenu, type FileQuery } from '#components/SaveFile'

import type { Choice, Filter, ListDefinition } from './definition'
import classes from './list.module.css'
import type { Preferences } from './preferences'
import type { UrlState } from './url_state'

interface Props<Row extends { id: string }> {
  definition: ListDefinition<Row>
  state: UrlState
  preferences: Preferences
  prefer: (patch: Partial<Preferences>) => void
  actions?: ReactNode
}

export function FilterBar<Row extends { id: string }>(props: Props<Row>): ReactNode {
  const { definition, state, actions } = props
  const { t } = useTranslation()
  const search = definition.filters.find((filter) => filter.kind === 'search')
  const others = definition.filters.filter((filter) => filter.kind !== 'search')
  return (
    <Stack gap="xs" mb="sm">
      <Group gap="xs">
        {search !== undefined && <Search key={search.key} filter={search} state={state} />}
        {others.some((filter) => filter.kind !== 'hidden') && <FilterMenu filters={others} state={state} />}
        <Views {...props} />
        <Columns {...props} />
        <ExportMenu path={definition.path} query={exportOf(definition, state)} />
        <Group gap="xs" ml="auto">
          {actions}
        </Group>
      </Group>
      {state.active > 0 && (
        <div className={classes['chips']}>
          {others.flatMap((filter) => chipsOf(filter, state)).map((chip) => (
            <Badge key={chip.key} variant="light" size="lg" tt="none" fw={500} rightSection={
              <CloseButton size="xs" aria-label={`${t('liste.effacer')} ${chip.label}`} onClick={chip.clear} />
            }>
              {chip.label}
            </Badge>
          ))}
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

interface Chip {
  key: string
  label: string
  clear: () => void
}

function chipsOf(filter: Filter, state: UrlState): Chip[] {
  const keys = 'until' in filter ? [filter.key, filter.until] : [filter.key]
  return keys.flatMap((key) => {
    const value = state.filters[key]
    if (value === undefined) return []
    const shown = shownValue(filter, value)
    const sign = 'until' in filter ? (key === filter.key ? '≥ ' : '≤ ') : ''
    const label = filter.kind === 'flag' || filter.kind === 'hidden' ? filter.label : `${filter.label} : ${sign}${shown}`
    return [{ key, label, clear: () => { state.change({ [key]: undefined }) } }]
  })
}

function shownValue(filter: Filter, value: string): string {
  if (filter.kind === 'choice') return filter.choices.find((c) => c.value === value)?.label ?? value
  return filter.kind === 'range' ? `${number(Number(value))} ${filter.unit}` : value
}

const typingMs = 300

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
      flex="1 1 12rem"
      maw={340}
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

function FilterField({ filter, state }: { filter: Filter; state: UrlState }): ReactNode {
  const { t } = useTranslation()
  const value = state.filters[filter.key] ?? ''
  switch (filter.kind) {
    case 'choice':
      return (
        <Select
          label={filter.label}
          data={[...filter.choices]}
          value={value === '' ? null : value}
          searchable={filter.choices.length > 7}
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

function Period({ filter, state }: { filter: Extract<Filter, { kind: 'period' }>; state: UrlState }): ReactNode {
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

function Range({ filter, state }: { filter: Extract<Filter, { kind: 'range' }>; state: UrlState }): ReactNode {
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

function Columns<Row extends { id: string }>({ definition, preferences, prefer }: Props<Row>): ReactNode {
  const { t } = useTranslation()
  const usual = definition.columns.filter((column) => column.optional !== true).map((column) => column.key)
  const chosen = preferences.columns ?? usual
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('liste.colonnes')} visibleFrom="sm">
          <IconAdjustmentsHorizontal size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Switch
            label={t('liste.densite_serree')}
            checked={preferences.compact}
            onChange={(event) => {
              prefer({ compact: event.currentTarget.checked })
            }}
          />
          <Checkbox.Group
            label={t('liste.colonnes')}
            value={chosen}
            onChange={(keys) => {
              if (keys.length > 0) prefer({ columns: keys })
            }}
          >
            <Stack gap={6} mt={6}>
              {definition.columns.map((column) => (
                <Checkbox key={column.key} value={column.key} label={column.label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={preferences.columns === undefined}
            onClick={() => {
              prefer({ columns: undefined })
            }}
          >
            {t('liste.colonnes_usuelles')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function Views<Row extends { id: string }>({ state, preferences, prefer }: Props<Row>): ReactNode {
  const { t } = useTranslation()
  const [nom, setNom] = useState('')
  const save = (): void => {
    const search = { ...state.filters, tri: state.sort }
    prefer({ views: [...preferences.views.filter((view) => view.nom !== nom.trim()), { nom: nom.trim(), search }] })
    setNom('')
  }
  return (
    <Popover position="bottom-start" shadow="md" width={280} withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('liste.vues')}>
          <IconBookmark size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {preferences.views.length === 0 && t('liste.aucune_vue')}
          {preferences.views.map((view) => (
            <Group key={view.nom} wrap="nowrap" gap={4}>
              <Button
                variant="subtle"
                size="compact-md"
                justify="start"
                flex={1}
                onClick={() => {
                  state.change({ ...Object.fromEntries(Object.keys(state.filters).map((key) => [key, undefined])), ...view.search })
                }}
              >
                {view.nom}
              </Button>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('liste.supprimer_vue', { nom: view.nom })}
                onClick={() => {
                  prefer({ views: preferences.views.filter((other) => other.nom !== view.nom) })
                }}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          ))}
          <Group wrap="nowrap" gap="xs" align="end">
            <TextInput
              flex={1}
              label={t('liste.nom_vue')}
              value={nom}
              maxLength={40}
              onChange={(event) => {
                setNom(event.currentTarget.value)
              }}
            />
            <Button disabled={nom.trim() === ''} onClick={save}>
              {t('actions.enregistrer')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
