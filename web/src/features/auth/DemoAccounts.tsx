// The accounts of `mlpp demo`. The server names the environment to visitors too; only a development one has them.
import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { roles } from '#app/roles'

const password = 'demo-mlpp'

export function DemoAccounts({ enter }: { enter: (email: string, password: string) => Promise<void> }): ReactNode {
  const { t } = useTranslation('auth')
  const { data } = api.useQuery('get', '/api/v1/installation', {}, { retry: false })
  if (data?.comptes_demo !== true) return null
  return (
    <Stack gap={6} align="center">
      <Text size="sm" fw={600}>
        {t('comptes')}
      </Text>
      <Group gap={6} justify="center">
        {roles.map((role) => (
          <Button key={role} size="compact-sm" variant="light" onClick={() => void enter(`${role}@demo.local`, password)}>
            {t(`roles.${role}`)}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t('comptes_aide')}
      </Text>
    </Stack>
  )
}
