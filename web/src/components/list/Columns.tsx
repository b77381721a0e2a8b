// Which columns a table shows and how close its rows stand, as a person prefers it on this device. Ticked is what is drawn:
// a column that a narrow screen leaves out is not, and once ticked it is drawn on any.
import { ActionIcon, Button, Checkbox, Popover, Stack, Switch } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Column } from './definition'
import type { Preferences } from './preferences'

interface Props<Row> {
  columns: readonly Column<Row>[]
  shown: readonly Column<Row>[]
  preferences: Preferences
  prefer: (patch: Partial<Preferences>) => void
}

export function Columns<Row>({ columns, shown, preferences, prefer }: Props<Row>): ReactNode {
  const { t } = useTranslation()
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
            value={shown.map((column) => column.key)}
            onChange={(keys) => {
              if (keys.length > 0) prefer({ columns: keys })
            }}
          >
            <Stack gap={6} mt={6}>
              {columns.map((column) => (
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
