// The depot on the screen; those who see several switch here.
import { Button, Menu, Text } from '@mantine/core'
import { IconBuildingWarehouse, IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useDepot } from '#app/depot'
import { unknown } from '#components/format'

export function DepotChip(): ReactNode {
  const { t } = useTranslation('navigation')
  const { id, depot, choices, choose } = useDepot()
  const name = depot?.nom ?? (choices.length > 0 ? t('tous_les_depots') : unknown)
  if (choices.length <= 1) {
    return (
      <Text size="sm" fw={550} truncate maw={{ base: 130, sm: 220 }} title={t('depot')}>
        {name}
      </Text>
    )
  }
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          radius="xl"
          size="compact-md"
          leftSection={<IconBuildingWarehouse size={15} />}
          rightSection={<IconChevronDown size={14} />}
          aria-label={`${t('depot')} : ${name}`}
          maw={{ base: 150, sm: 260 }}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => {
            choose(undefined)
          }}
          fw={id === undefined ? 600 : undefined}
        >
          {t('tous_les_depots')}
        </Menu.Item>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.id}
            fw={choice.id === id ? 600 : undefined}
            onClick={() => {
              choose(choice.id)
            }}
          >
            {choice.nom}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
