// Phones: the four daily tasks and the rest behind "more".
import { Group, Text, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useSession } from '#app/session'
import { AppLink } from '#components/AppLink'

import { iconOf, isEntry } from './entries'
import { isActive } from './Navigation'
import classes from './shell.module.css'

const daily = ['accueil', 'cours', 'receptions', 'sorties']

export function BottomBar({ onMore }: { onMore: () => void }): ReactNode {
  const { t } = useTranslation('navigation')
  const { navigation } = useSession()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <Group grow gap={0} h="100%">
      {navigation.map((entry) => {
        if (!daily.includes(entry.cle) || !isEntry(entry.cle)) return null
        const Icon = iconOf[entry.cle]
        return (
          <AppLink
            key={entry.cle}
            href={entry.chemin}
            className={classes['tab']}
            {...(isActive(path, entry.chemin) ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon size={20} stroke={1.7} />
            <Text component="span" fz={10} className={classes['tabName']}>
              {t(`entrees.${entry.cle}`)}
            </Text>
          </AppLink>
        )
      })}
      <UnstyledButton className={classes['tab']} onClick={onMore}>
        <IconDots size={20} />
        <Text component="span" fz={10} className={classes['tabName']}>
          {t('plus')}
        </Text>
      </UnstyledButton>
    </Group>
  )
}
