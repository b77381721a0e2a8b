// Previous and next of the filtered set, while a row of it is looked at.
import { ActionIcon, Group } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { ListDefinition } from './definition'
import { rowsOf, useListPages, type ListPages } from './pages'
import { pageOf, useSearchState } from './url_state'

interface WalkProps<Row extends { id: string }> {
  list: ListPages<Row>
  id: string
  onGo: (row: Row) => void
}

/** A link may lead to a row far down its list: so many pages are looked through for it. */
const pagesMax = 10

export function Walk<Row extends { id: string }>({ list, id, onGo }: WalkProps<Row>): ReactNode {
  const { t } = useTranslation()
  const { query, rows } = list
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query
  const at = rows.findIndex((row) => row.id === id)
  const sought = at < 0 && hasNextPage && (query.data?.pages.length ?? 0) < pagesMax
  useEffect(() => {
    if (sought && !isFetchingNextPage) void fetchNextPage()
  }, [sought, isFetchingNextPage, fetchNextPage])
  const go = (row: Row | undefined): void => {
    if (row !== undefined) onGo(row)
  }
  const back = (): void => {
    go(rows[at - 1])
  }
  const forth = (): void => {
    if (at < 0) return
    const next = rows[at + 1]
    if (next !== undefined) onGo(next)
    else if (hasNextPage && !isFetchingNextPage) void fetchNextPage().then(({ data }) => { go(rowsOf(data)[at + 1]) })
  }
  useHotkeys([
    ['alt+ArrowUp', back],
    ['alt+ArrowDown', forth],
  ])
  return (
    <Group gap={4} wrap="nowrap">
      <Step label={t('liste.precedent')} icon={IconChevronLeft} disabled={at <= 0} onClick={back} />
      <Step
        label={t('liste.suivant')}
        icon={IconChevronRight}
        disabled={at < 0 || (at === rows.length - 1 && !hasNextPage)}
        loading={isFetchingNextPage}
        onClick={forth}
      />
    </Group>
  )
}

interface StepProps {
  label: string
  icon: typeof IconChevronLeft
  disabled: boolean
  loading?: boolean
  onClick: () => void
}

function Step({ label, icon: Icon, ...button }: StepProps): ReactNode {
  return (
    <ActionIcon variant="default" size={36} aria-label={label} {...button}>
      <Icon size={18} />
    </ActionIcon>
  )
}

interface Props<Row extends { id: string }> {
  definition: ListDefinition<Row>
  id: string
}

/** On the page of a row that was opened from its list: such a page has the list's sort in its address. */
export function Neighbours<Row extends { id: string }>(props: Props<Row>): ReactNode {
  const { search } = useSearchState()
  return search['tri'] === undefined ? null : <OnPage {...props} />
}

function OnPage<Row extends { id: string }>({ definition, id }: Props<Row>): ReactNode {
  const list = useListPages(definition)
  const router = useRouter()
  return (
    <Walk
      list={list}
      id={id}
      onGo={(row) => {
        router.history.push(pageOf(definition, list, row) ?? '')
      }}
    />
  )
}
