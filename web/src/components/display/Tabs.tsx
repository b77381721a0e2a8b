// Screens that belong together: links that carry along what the screens share.
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { AppLink } from '#components/AppLink'

import classes from './tabs.module.css'

export interface Tab {
  href: string
  label: string
  /** Beside the label, e.g. how many wait. */
  aside?: ReactNode
}

interface Props {
  label: string
  tabs: readonly Tab[]
  search?: Readonly<Record<string, string>>
}

export function Tabs({ label, tabs, search }: Props): ReactNode {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <nav className={classes['tabs']} aria-label={label}>
      {tabs.map((tab) => (
        <AppLink key={tab.href} href={tab.href} search={search} className={classes['tab']} aria-current={path === tab.href ? 'page' : undefined}>
          {tab.label}
          {tab.aside}
        </AppLink>
      ))}
    </nav>
  )
}
