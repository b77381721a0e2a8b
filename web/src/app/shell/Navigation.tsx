// The menu, from the server's `navigation`: what a role may not use is not there.
import { NavLink, ScrollArea, Text } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useSession, type Session } from '#app/session'
import { AppLink } from '#components/AppLink'

import { iconOf, isEntry, isGroup } from './entries'
import classes from './shell.module.css'

/** Longest prefix: /stocks-adjustments is not /stocks (T-NAV-03). */
export function isActive(path: string, entry: string): boolean {
  return entry === '/' ? path === '/' : path === entry || path.startsWith(`${entry}/`)
}

export function Navigation(): ReactNode {
  const { t } = useTranslation('navigation')
  const { navigation } = useSession()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <>
      <div className={classes['brand']}>
        <img src="/icone.svg" width={26} height={26} alt="" />
        <span>ML_PP</span>
      </div>
      <ScrollArea flex={1} type="never">
        {groupsOf(navigation).map(([groupe, entries]) => (
          <div key={groupe} className={classes['group']}>
            {groupe !== 'operations' && isGroup(groupe) && (
              <Text component="h2" className={classes['groupName']}>
                {t(`groupes.${groupe}`)}
              </Text>
            )}
            {entries.map((entry) => {
              if (!isEntry(entry.cle)) return null
              const Icon = iconOf[entry.cle]
              return (
                <NavLink
                  key={entry.cle}
                  component={AppLink}
                  href={entry.chemin}
                  label={t(`entrees.${entry.cle}`)}
                  leftSection={<Icon size={18} stroke={1.7} />}
                  active={isActive(path, entry.chemin)}
                  {...(isActive(path, entry.chemin) ? { 'aria-current': 'page' as const } : {})}
                  className={classes['entry']}
                />
              )
            })}
          </div>
        ))}
      </ScrollArea>
    </>
  )
}

type Entry = Session['navigation'][number]

/** Groups in the order of their first entry. */
function groupsOf(navigation: readonly Entry[]): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>()
  for (const entry of navigation) groups.set(entry.groupe, [...(groups.get(entry.groupe) ?? []), entry])
  return [...groups]
}
