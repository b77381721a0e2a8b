// The frame of a screen: its title, what can be done on it, and its body.
import { Box, Group, Paper, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

interface PageProps {
  title: string
  aside?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Page({ title, aside, actions, children }: PageProps): ReactNode {
  useDocumentTitle(`${title} · ML_PP`)
  return (
    <Box component="article">
      <Group justify="space-between" align="center" mb="md" gap="sm">
        <Group gap="sm" align="center">
          <Title order={1} size="h3">
            {title}
          </Title>
          {aside}
        </Group>
        {actions !== undefined && actions !== false && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  )
}

export function Panel({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <Paper withBorder radius="lg" p="md" component="section" h="100%">
      {(title !== undefined || aside !== undefined) && (
        <Group justify="space-between" mb="sm" wrap="nowrap">
          {title !== undefined && (
            <Title order={2} size="sm" c="dimmed" fw={600}>
              {title}
            </Title>
          )}
          {aside}
        </Group>
      )}
      {children}
    </Paper>
  )
}

/** Name and value pairs of a record. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <Box component="dl" m={0} style={{ display: 'grid', gridTemplateColumns: 'minmax(7rem, auto) 1fr', gap: '6px 16px' }}>
      {items.map(([name, value]) => (
        <Box key={name} style={{ display: 'contents' }}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        </Box>
      ))}
    </Box>
  )
}
