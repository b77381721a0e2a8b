// The page of one record, and its body by itself for where it stands beside its list: being read, not to be had, or there.
import type { ReactNode } from 'react'

import { Page } from './Page'
import { Failure, Loading } from './States'

interface Asked<Row> {
  data: Row | undefined
  isPending: boolean
  error: unknown
  refetch: () => Promise<unknown>
}

interface BodyProps<Row> {
  asked: Asked<Row>
  /** Where it stands among others: the way back from one that does not exist. */
  list: string
  children: (row: Row) => ReactNode
}

export function RecordBody<Row>({ asked, list, children }: BodyProps<Row>): ReactNode {
  if (asked.data !== undefined) return children(asked.data)
  return asked.isPending ? <Loading /> : <Failure error={asked.error} retry={() => void asked.refetch()} list={list} />
}

interface PageProps<Row> {
  asked: Asked<Row>
  /** Of none: what such records are called. */
  title: (row: Row | undefined) => string
  aside?: (row: Row) => ReactNode
  /** While it is read they are there already, so that who walks from one to the next keeps the keyboard. */
  actions: (row: Row | undefined) => ReactNode
  children: ReactNode
}

export function RecordPage<Row>({ asked, title, aside, actions, children }: PageProps<Row>): ReactNode {
  const { data, isPending } = asked
  return (
    <Page title={title(data)} aside={data !== undefined && aside?.(data)} actions={(isPending || data !== undefined) && actions(data)}>
      {children}
    </Page>
  )
}
