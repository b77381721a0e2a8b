// Rows as cards, for phones.
import { Group, Text, UnstyledButton } from '@mantine/core'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'

import { AppLink } from '#components/AppLink'
import { unknown } from '#components/format'

import type { Column } from './definition'
import classes from './list.module.css'
import { useMoreAtEnd, type BodyProps } from './Rows'

const cardPx = 92

export function Cards<Row extends { id: string }>(props: BodyProps<Row>): ReactNode {
  const { rows, more } = props
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    setTop(list.current?.offsetTop ?? 0)
  }, [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => cardPx,
    overscan: 8,
    scrollMargin: top,
  })
  const items = virtual.getVirtualItems()
  useMoreAtEnd(items.at(-1)?.index ?? 0, rows.length, more)
  return (
    <ul ref={list} className={classes['cards']} style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index]
        if (row === undefined) return null
        return (
          <li
            key={row.id}
            ref={virtual.measureElement}
            data-index={item.index}
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            <Card {...props} row={row} />
          </li>
        )
      })}
    </ul>
  )
}

function onCard<Row>(column: Column<Row>, row: Row): ReactNode {
  return (column.renderCard ?? column.render)(row)
}

function inLine<Row>(columns: readonly Column<Row>[], row: Row): ReactNode {
  return columns.map((column) => <span key={column.key}>{onCard(column, row)} </span>)
}

interface FaceProps {
  title: ReactNode
  aside: ReactNode
  children: ReactNode
}

/** What a card says: what it is and its figure, beneath them what else is known of it. */
export function CardFace({ title, aside, children }: FaceProps): ReactNode {
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs" align="baseline">
        <Text component="span" fw={600} size="sm">
          {title}
        </Text>
        <Text component="span" size="sm" ta="right">
          {aside}
        </Text>
      </Group>
      <Text component="span" size="xs" c="dimmed" className={classes['line']}>
        {children}
      </Text>
    </>
  )
}

/** Cards of a list that is short: all of them in the document. */
export function FewCards({ children }: { children: ReactNode }): ReactNode {
  return <ul className={classes['few']}>{children}</ul>
}

function Card<Row extends { id: string }>({ definition, row, hrefOf, onOpen }: BodyProps<Row> & { row: Row }): ReactNode {
  const at = (place: Column<Row>['card']): Column<Row>[] => definition.columns.filter((column) => column.card === place)
  const content = (
    <CardFace title={inLine(at('title'), row)} aside={inLine(at('aside'), row)}>
      {at('line').map((column) => {
        const shown = onCard(column, row)
        // A dash without its column's name says nothing.
        return shown === unknown ? null : <span key={column.key}>{shown}</span>
      })}
    </CardFace>
  )
  const href = hrefOf(row)
  const actions = at('actions')
  return (
    <>
      <Opener href={href} name={definition.name(row)} onOpen={onOpen && (() => { onOpen(row) })}>
        {content}
      </Opener>
      {actions.map((column) => (
        <div key={column.key} className={classes['actions']}>
          {onCard(column, row)}
        </div>
      ))}
    </>
  )
}

interface OpenerProps {
  href: string | undefined
  name: string
  onOpen: (() => void) | undefined
  children: ReactNode
}

/** The card as what it does: a link to the page of its row, a button that opens it here, or neither. */
function Opener({ href, name, onOpen, children }: OpenerProps): ReactNode {
  if (href !== undefined) {
    return (
      <AppLink href={href} className={classes['plain']} aria-label={name}>
        {children}
      </AppLink>
    )
  }
  if (onOpen === undefined) return children
  return (
    <UnstyledButton className={classes['plain']} aria-label={name} onClick={onOpen}>
      {children}
    </UnstyledButton>
  )
}
