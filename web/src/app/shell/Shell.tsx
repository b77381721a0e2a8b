// The frame of every screen: environment band, header, menu by domain, bottom bar on phones.
import { AppShell, Box, Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useLiveFigures } from '#app/live'
import { SessionContext, sessionQuery, useSession } from '#app/session'
import { Loading } from '#components/display/States'
import { SignInAgain } from '#features/auth/SignInAgain'
import { usePrepared } from '#features/mouvements/usePrepared'

import { remember } from '../../offline/memory'
import { useSending } from '../../offline/useSending'

import { BottomBar } from './BottomBar'
import { Header } from './Header'
import { Navigation } from './Navigation'
import classes from './shell.module.css'

const headerPx = 56
const bandPx = 22

/** Leads to the sign-in when nobody is there, and back afterwards. A session that ends leaves the screen as it is. */
export function Shell(): ReactNode {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const here = useRouterState({ select: (state) => state.location.href })
  if (session === null) return <Navigate to="/login" search={{ vers: here }} />
  return (
    <SessionContext value={session}>
      {/* Another person's screen is another one. */}
      <Frame key={session.utilisateur.id} />
      <SignInAgain key={`retour ${session.utilisateur.id}`} />
    </SessionContext>
  )
}

function Frame(): ReactNode {
  const { t } = useTranslation('navigation')
  const session = useSession()
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  useLiveFigures()
  useSending(session.utilisateur.id)
  usePrepared()
  useEffect(() => remember(session), [session])
  useEffect(close, [path, close])
  const band = session.environnement === 'prod' ? 0 : bandPx
  return (
    <AppShell
      header={{ height: headerPx + band }}
      navbar={{ width: { base: 220, md: 236 }, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      footer={{ height: { base: 60, sm: 0 } }}
      padding={{ base: 'sm', md: 'lg' }}
    >
      <a href="#contenu" className={classes['skip']}>
        {t('aller_au_contenu')}
      </a>
      <AppShell.Header>
        {session.environnement !== 'prod' && (
          <Box className={classes['band']} h={band} data-environnement={session.environnement}>
            {t(`environnement.${session.environnement}`)}
          </Box>
        )}
        <Group h={headerPx} px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
          <Header />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar']} aria-label={t('principale')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="contenu" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" aria-label={t('taches')} component="nav">
        <BottomBar onMore={toggle} />
      </AppShell.Footer>
    </AppShell>
  )
}
