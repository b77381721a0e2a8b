// Depot, search, unsent forms, connection, the bell, and the person.
import { ActionIcon, Badge, Box, Button, Group, Kbd, Menu, Text, Tooltip, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import {
  IconApi,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoonStars,
  IconRefresh,
  IconSearch,
  IconSun,
  IconUser,
  IconUserCircle,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react'
import { useIsFetching } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import i18next from 'i18next'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { setLanguage, type Language } from '#app/i18n'
import { refreshAll, useConnection } from '#app/live'
import { changeProfile, signOut, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { useErrorText } from '#components/display/States'
import { notify } from '#components/notify'

import { UnsentForms } from '../../offline/UnsentForms'

import { Bell } from './Bell'
import { DepotChip } from './DepotChip'
import classes from './shell.module.css'

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }))

export function Header(): ReactNode {
  const [searching, setSearching] = useState(false)
  const [forms, { open: openForms, close: closeForms }] = useDisclosure()
  const open = (): void => {
    setSearching(true)
  }
  useHotkeys([['mod+K', open]], [])
  return (
    <>
      <DepotChip />
      <SearchButton onClick={open} />
      <Group gap={6} ml="auto" wrap="nowrap">
        <RoleChip />
        <UnsentForms opened={forms} onOpen={openForms} onClose={closeForms} />
        <ConnectionState />
        <Refresh />
        <Bell onForms={openForms} />
        <PersonMenu />
      </Group>
      {searching && (
        <Suspense>
          <Palette
            onClose={() => {
              setSearching(false)
            }}
          />
        </Suspense>
      )}
    </>
  )
}

function SearchButton({ onClick }: { onClick: () => void }): ReactNode {
  const { t } = useTranslation('navigation')
  return (
    <>
      <Button
        variant="default"
        className={classes['search']}
        onClick={onClick}
        leftSection={<IconSearch size={16} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        classNames={{ label: classes['searchText'] ?? '' }}
        visibleFrom="md"
      >
        <Text span size="sm" c="dimmed">
          {t('recherche')}
        </Text>
      </Button>
      <ActionIcon variant="default" size={40} onClick={onClick} aria-label={t('rechercher')} hiddenFrom="md">
        <IconSearch size={18} />
      </ActionIcon>
    </>
  )
}

function RoleChip(): ReactNode {
  const { t } = useTranslation('auth')
  const { role } = useSession()
  return (
    <Badge variant="default" tt="none" fw={550} visibleFrom="lg" className={classes['role'] ?? ''}>
      {t(`roles.${role}`)}
    </Badge>
  )
}

const connectionKeys = { live: 'direct', retrying: 'reprise', offline: 'hors_ligne' } as const
const connectionIcons = { live: IconWifi, retrying: IconRefresh, offline: IconWifiOff } as const
const connectionColors = { live: 'teal', retrying: 'orange', offline: 'orange' } as const

function ConnectionState(): ReactNode {
  const { t } = useTranslation('navigation')
  const state = useConnection()
  const key = connectionKeys[state]
  // Told apart by shape too: on a phone the word does not fit.
  const StateIcon = connectionIcons[state]
  return (
    <Tooltip label={t(`etat.${key}_aide`)} multiline w={260}>
      <Badge
        variant="light"
        color={connectionColors[state]}
        tt="none"
        fw={550}
        role="status"
        data-connection={state}
        leftSection={<StateIcon size={13} stroke={2.4} aria-hidden />}
        className={classes['connection']}
      >
        <Box component="span" visibleFrom="sm">
          {t(`etat.${key}`)}
        </Box>
        <VisuallyHidden hiddenFrom="sm">{t(`etat.${key}`)}</VisuallyHidden>
      </Badge>
    </Tooltip>
  )
}

/** References and figures again (10.1): they are live, but not while the network is away. On a phone it is in the menu. */
function Refresh(): ReactNode {
  const { t } = useTranslation()
  const busy = useIsFetching() > 0
  return (
    <ActionIcon variant="default" size={40} visibleFrom="md" aria-label={t('actions.actualiser')} aria-busy={busy} onClick={() => void refreshAll()}>
      <IconRefresh size={18} />
    </ActionIcon>
  )
}

function PersonMenu(): ReactNode {
  const { t } = useTranslation(['navigation', 'auth', 'commun'])
  const { utilisateur, role } = useSession()
  const { colorScheme, toggleColorScheme } = useMantineColorScheme()
  const navigate = useNavigate()
  const other = i18next.language === 'fr' ? 'en' : 'fr'
  const textOf = useErrorText()
  const speak = async (langue: Language): Promise<void> => {
    await setLanguage(langue)
    try {
      // Kept with the account: the next sign-in speaks it too.
      await changeProfile({ langue })
    } catch (error) {
      notify('orange', textOf(error))
    }
  }
  const leave = async (): Promise<void> => {
    await signOut(() => navigate({ to: '/login' }))
  }
  return (
    <Menu position="bottom-end" shadow="md" width={250}>
      <Menu.Target>
        <ActionIcon variant="default" size={40} radius="xl" aria-label={utilisateur.nom_complet}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {utilisateur.nom_complet} · {t(`auth:roles.${role}`)}
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCircle size={16} />} component={AppLink} href="/profil">
          {t('navigation:profil')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} component={AppLink} href="/profil/jetons">
          {t('navigation:jetons')}
        </Menu.Item>
        <Menu.Item leftSection={<IconApi size={16} />} component="a" href="/api/docs">
          {t('navigation:api')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => void refreshAll()} hiddenFrom="md">
          {t('commun:actions.actualiser')}
        </Menu.Item>
        <Menu.Item
          leftSection={colorScheme === 'dark' ? <IconSun size={16} /> : <IconMoonStars size={16} />}
          onClick={toggleColorScheme}
          closeMenuOnClick={false}
        >
          {t('navigation:theme')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLanguage size={16} />} onClick={() => void speak(other)} lang={other}>
          {other === 'fr' ? 'Français' : 'English'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('navigation:deconnexion')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
