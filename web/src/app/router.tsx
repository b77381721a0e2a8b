// All screens and where they are. A screen names the right it needs; who lacks it sees the refusal, also by URL.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import type { ComponentType } from 'react'

import { Failure, Loading } from '#components/display/States'
import { readSearch } from '#components/list/url_state'

import { queryClient } from './query'
import { may, sessionQuery } from './session'
import { NotFound, Refused } from './shell/Refused'
import { Shell } from './shell/Shell'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('#features/auth/Login'), 'Login'),
})

// Everything behind the sign-in.
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  notFoundComponent: NotFound,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' })
    if (session === null) {
      const search: Record<string, string> = location.href === '/' ? {} : { vers: location.href }
      // The router's redirects are thrown.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw redirect({ to: '/login', search })
    }
  },
})

type Lazy = ReturnType<typeof lazyRouteComponent>

/** A screen that needs a right. */
function screen<Path extends string>(path: Path, action: string, component: Lazy) {
  return createRoute({
    getParentRoute: () => signedIn,
    path,
    validateSearch: readSearch,
    component: function Screen() {
      const session = queryClient.getQueryData(sessionQuery.queryKey)
      if (session === null || session === undefined) return <Loading />
      const Component: ComponentType = component
      return action === 'session' || may(session, action) ? <Component /> : <Refused />
    },
  })
}

// Old addresses of the home.
const dashboards = ['/dashboard', '/dashboard/$role'].map((path) =>
  createRoute({
    getParentRoute: () => signedIn,
    path,
    beforeLoad: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw redirect({ to: '/', replace: true })
    },
  }),
)

const routes = [
  screen('/', 'tableau_de_bord.lire', lazyRouteComponent(() => import('#features/tableau_de_bord/Accueil'), 'Accueil')),
]

const tree = root.addChildren([login, signedIn.addChildren([...routes, ...dashboards])])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
