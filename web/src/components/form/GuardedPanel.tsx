// A side panel with a form in it: Esc, the cross or a click beside it ask before they lose what was typed.
import type { DrawerProps } from '@mantine/core'
import { useState, type ReactNode } from 'react'

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
  return (
    <>
      <SidePanel
        {...rest}
        onClose={() => {
          if (dirty) setAsked(true)
          else onClose()
        }}
        // The question above has its own.
        closeOnEscape={!asked}
        trapFocus={!asked}
      >
        {children(setDirty)}
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
