// A side panel with a form in it: Esc, the cross or a click beside it ask before they lose what was typed.
import type { DrawerProps } from '@mantine/core'
import { useCallback, useRef, useState, type ReactNode } from 'react'

import { SidePanel } from '#components/display/Dialog'

import { LeaveGuard, LeaveQuestion } from './LeaveGuard'

interface Props extends Omit<DrawerProps, 'opened' | 'children' | 'onClose'> {
  onClose: () => void
  /** The form tells whether something was typed. */
  children: (onDirty: (dirty: boolean) => void) => ReactNode
}

export function GuardedPanel({ onClose, children, ...rest }: Props): ReactNode {
  const [dirty, setDirty] = useState(false)
  const [asked, setAsked] = useState(false)
  // What was typed counts from its first key: the state may be drawn only after an Esc that follows at once.
  const typed = useRef(false)
  const onDirty = useCallback((now: boolean) => {
    typed.current = now
    setDirty(now)
  }, [])
  return (
    <>
      <SidePanel
        {...rest}
        onClose={() => {
          if (typed.current) setAsked(true)
          else onClose()
        }}
        // The question above has its own.
        closeOnEscape={!asked}
        trapFocus={!asked}
      >
        {children(onDirty)}
      </SidePanel>
      <LeaveGuard dirty={dirty} />
      {asked && (
        <LeaveQuestion
          onStay={() => {
            setAsked(false)
          }}
          onLeave={onClose}
        />
      )}
    </>
  )
}
