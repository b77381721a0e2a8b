// Rows as a table, for wide screens. Only the rows in view are in the document.
import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'

import type { Column, ListDefinition } from './definition'
import classes from './list.module.css'

export interface BodyProps<Row extends { id: string }> {
  definition: ListDefinition<Row>
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** The page of a row. */
  hrefOf: (row: Row) => string | undefined
  sort: string
  onSort: (key: string) => void
  onOpen?: ((row: Row) => void) | undefined
  more: () => void
}

const rowPx = { comfortable: 45, compact: 33 }

/** Asks for the next page when its last rows come into view. */
export function useMoreAtEnd(last: number, count: number, more: () => void): void {
  useEffect(() => {
    if (count > 0 && last >= count - 5) more()
    // `more` is new at each render; only the place matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [last, count])
}

export function Rows<Row extends { id: string }>(props: BodyProps<Row> & { compact: boolean }): ReactNode {
  const { t } = useTranslation()
  const { columns, rows, compact, more } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (compact ? rowPx.compact : rowPx.comfortable),
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.start ?? 0
  const end = items.at(-1)
  const after = end === undefined ? 0 : virtual.getTotalSize() - end.end
  useMoreAtEnd(end?.index ?? 0, rows.length, more)
  return (
    // A scrolling region can be reached and moved by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className={classes['scroller']} tabIndex={0} role="region" aria-label={t('liste.lignes')}>
      <Table highlightOnHover stickyHeader verticalSpacing={compact ? 4 : 'xs'} horizontalSpacing={8} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Header key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {first > 0 && <tr aria-hidden style={{ height: first }} />}
          {items.map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : <Line key={row.id} {...props} row={row} index={item.index} measure={virtual.measureElement} />
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface HeaderProps<Row> {
  column: Column<Row>
  sort: string
  onSort: (key: string) => void
}

function Header<Row>({ column, sort, onSort }: HeaderProps<Row>): ReactNode {
  const { t } = useTranslation()
  const key = column.sort ?? column.key
  const ordered = key === false ? undefined : sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none'
  return (
    <Table.Th
      ta={column.numeric === true ? 'right' : 'left'}
      className={column.pinned === true ? classes['pinned'] : undefined}
      {...(ordered === undefined ? {} : { 'aria-sort': ordered })}
    >
      {key === false ? (
        column.label
      ) : (
        <UnstyledButton
          className={classes['sorter']}
          onClick={() => {
            onSort(key)
          }}
          title={t('liste.trier_par', { colonne: column.label })}
        >
          {column.label}
          {ordered === 'ascending' && <IconArrowUp size={14} aria-label={t('liste.croissant')} />}
          {ordered === 'descending' && <IconArrowDown size={14} aria-label={t('liste.decroissant')} />}
        </UnstyledButton>
      )}
    </Table.Th>
  )
}

interface LineProps<Row extends { id: string }> extends BodyProps<Row> {
  row: Row
  index: number
  /** Rows of two lines are taller than expected. */
  measure: (line: HTMLTableRowElement | null) => void
}

function Line<Row extends { id: string }>(props: LineProps<Row>): ReactNode {
  const { definition, columns, row, index, measure, hrefOf, onOpen } = props
  const href = hrefOf(row)
  return (
    <Table.Tr
      ref={measure}
      data-index={index}
      className={onOpen === undefined ? undefined : classes['opens']}
      onClick={() => {
        onOpen?.(row)
      }}
    >
      {columns.map((column, place) => {
        const shown = column.render(row)
        return (
          <Table.Td key={column.key} ta={column.numeric === true ? 'right' : 'left'} className={cellOf(column)} title={column.fills === true && typeof shown === 'string' ? shown : undefined}>
            {place === 0 ? <Opener href={href} name={definition.name(row)} opens={onOpen !== undefined}>{shown}</Opener> : shown}
          </Table.Td>
        )
      })}
    </Table.Tr>
  )
}

function cellOf<Row>({ pinned, fills }: Column<Row>): string {
  return [classes['cell'], pinned === true && classes['pinned'], fills === true && classes['fills']].filter(Boolean).join(' ')
}

interface OpenerProps {
  href: string | undefined
  name: string
  opens: boolean
  children: ReactNode
}

/** What the keyboard reaches of a row: the link to its page, or a button whose click the row takes. */
function Opener({ href, name, opens, children }: OpenerProps): ReactNode {
  if (href !== undefined) {
    return (
      <AppLink
        href={href}
        className={classes['link']}
        aria-label={name}
        onClick={(event) => {
          event.stopPropagation()
        }}
      >
        {children}
      </AppLink>
    )
  }
  if (!opens) return children
  return (
    <UnstyledButton className={classes['link']} aria-label={name}>
      {children}
    </UnstyledButton>
  )
}
