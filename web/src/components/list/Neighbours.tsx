// Previous and next of the filtered set, while a movement of it is looked at.
import { ActionIcon, Button, Group, ScrollArea, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { SidePanel } from '#components/display/Dialog'
import type { ListDefinition } from '#components/list/definition'
import { useListPages } from '#components/list/DataList'

interface Around<Row> {
  previous: Row | undefined
  next: Row | undefined
}

export function around<Row extends { id: string }>(rows: readonly Row[], id: string): Around<Row> {
  const at = rows.findIndex((row) => row.id === id)
  return at < 0 ? { previous: undefined, next: undefined } : { previous: rows[at - 1], next: rows[at + 1] }
}

interface Props<Row extends { id: string }> {
  definition: ListDefinition<Row>
  id: string
  onGo: (row: Row) => void
}

/** The rows are those that the list has already read. */
export function Neighbours<Row extends { id: string }>({ definition, id, onGo }: Props<Row>): ReactNode {
  const { t } = useTranslation('commun')
  const { rows } = useListPages(definition)
  const { previous, next } = around(rows, id)
  const go = (row: Row | undefined): void => {
    if (row !== undefined) onGo(row)
  }
  if (previous === undefined && next === undefined) return null
  const steps = [
    [t('liste.precedent'), previous, IconChevronLeft] as const,
    [t('liste.suivant'), next, IconChevronRight] as const,
  ]
  return (
    <Group gap={4}>
      {steps.map(([label, row, Icon]) => (
        <ActionIcon
          key={label}
          variant="default"
          size={36}
          aria-label={label}
          disabled={row === undefined}
          onClick={() => {
            go(row)
          }}
        >
          <Icon size={18} />
        </ActionIcon>
      ))}
    </Group>
  )
}

interface SideProps<Row extends { id: string }> extends Props<Row> {
  title: string
  href: string
  onClose: () => void
  children: ReactNode
}

/** A row beside its list, on wide screens. */
export function SidePreview<Row extends { id: string }>(props: SideProps<Row>): ReactNode {
  const { title, href, onClose, children, ...walk } = props
  const { t } = useTranslation('commun')
  return (
    <SidePanel
      onClose={onClose}
      size="min(720px, 60vw)"
      scrollAreaComponent={ScrollArea.Autosize}
      title={
        <Group gap="sm">
          <Title order={2} size="h4">
            {title}
          </Title>
          <Neighbours {...walk} />
          <Button component={AppLink} href={href} variant="light" size="compact-md">
            {t('actions.voir')}
          </Button>
        </Group>
      }
    >
      {children}
    </SidePanel>
  )
}
