// A row beside its list, on wide screens: `apercu` in the URL says which one. A small screen shows the page instead.
import { Button, Group, ScrollArea, Text } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { SidePanel } from '#components/display/Dialog'
import { useAtLeast } from '#components/screen'

import type { ListDefinition } from './definition'
import { Walk } from './Neighbours'
import type { ListPages } from './pages'
import { pageIn, useSearchState } from './url_state'

export interface Opened {
  id: string | undefined
  open: (id: string) => void
  close: () => void
}

export function useOpened(): Opened {
  const { search, change } = useSearchState()
  return {
    id: search['apercu'],
    open: (id) => {
      change({ apercu: id })
    },
    close: () => {
      change({ apercu: undefined })
    },
  }
}

/** Whether there is room beside a list. */
export function useRoomBeside(): boolean {
  return useAtLeast(62.5)
}

interface Props<Row extends { id: string }> {
  definition: ListDefinition<Row>
  list: ListPages<Row>
  id: string
  children: ReactNode
}

export function RowPreview<Row extends { id: string }>(props: Props<Row>): ReactNode {
  const { definition, list, id } = props
  const wide = useRoomBeside()
  const router = useRouter()
  const page = pageIn(definition.pages ?? '', list, id)
  useEffect(() => {
    if (!wide) router.history.replace(page)
  }, [wide, router, page])
  return wide ? <Panel {...props} page={page} /> : null
}

function Panel<Row extends { id: string }>({ definition, list, id, page, children }: Props<Row> & { page: string }): ReactNode {
  const { t } = useTranslation()
  const { open, close } = useOpened()
  const row = list.rows.find((known) => known.id === id)
  return (
    <SidePanel
      onClose={close}
      size="min(720px, 60vw)"
      overlayProps={{ backgroundOpacity: 0.15 }}
      scrollAreaComponent={ScrollArea.Autosize}
      title={
        <Group gap="sm">
          <Text span inherit fw={650}>
            {row === undefined ? t('liste.apercu') : definition.name(row)}
          </Text>
          <Walk
            list={list}
            id={id}
            onGo={(next) => {
              open(next.id)
            }}
          />
          <Button component={AppLink} href={page} variant="light" size="compact-md">
            {t('actions.ouvrir_fiche')}
          </Button>
        </Group>
      }
    >
      {children}
    </SidePanel>
  )
}
