// What happened to a record: who did what when, the oldest first unless the caller says otherwise.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

import { instant, text } from '#components/format'

import classes from './timeline.module.css'

export interface Happening {
  key: string
  at: string
  what: ReactNode
  who: string | null | undefined
  /** Why, or what changed. */
  note?: ReactNode
  /** The record on the screen, among others. */
  here?: boolean
}

interface Props {
  label: string
  happenings: readonly Happening[]
  /** The depot's time zone. */
  fuseau: string | undefined
}

export function Timeline({ label, happenings, fuseau }: Props): ReactNode {
  return (
    <ol className={classes['timeline']} aria-label={label}>
      {happenings.map(({ key, at, what, who, note, here }) => (
        <li key={key} {...(here === true ? { 'aria-current': 'true' as const } : {})}>
          <Text size="sm" fw={here === true ? 700 : 550} component="div">
            {what}
          </Text>
          <Text size="xs" c="dimmed">
            {instant(at, fuseau)} · {text(who)}
          </Text>
          {note !== undefined && (
            <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
              {note}
            </Text>
          )}
        </li>
      ))}
    </ol>
  )
}
