// All screens and where they are. A screen names the right it needs; who lacks it sees the refusal, also by URL.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import type { ComponentType } from 'react'

import { Loading } from '#components/display/States'
import { readSearch } from '#components/list/url_state'

import { queryClient } from './query'
import { may, sessionQuery } from './session'
import { sessionEnd } from './session_end'
import { Broken } from './shell/Broken'
import { NotFound, Refused } from './shell/Refused'
import { Shell } from './shell/Shell'

const root = createRootRoute({ component: Outlet })

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
  beforeLoad: async ({ location }) => {
    const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' })
    if (session === null) {
      const motif = sessionEnd()
      const search: Record<string, string> = {
        ...(location.href === '/' ? {} : { vers: location.href }),
        ...(motif === undefined ? {} : { motif }),
      }
      // The router's redirects are thrown.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw redirect({ to: '/login', search })
    }
  },
})

type Lazy = ReturnType<typeof lazyRouteComponent>

/** A screen that needs a right. */
function screen<Path extends string>(path: Path, action: string, component: Lazy) {
  const Component: ComponentType = component
  function Screen() {
    const session = queryClient.getQueryData(sessionQuery.queryKey)
    if (session === null || session === undefined) return <Loading />
    return action === 'session' || may(session, action) ? <Component /> : <Refused />
  }
  // Lets the router fetch the code of the screen before it shows it, and as soon as a link to it is pointed at.
  Screen.preload = component.preload
  return createRoute({ getParentRoute: () => signedIn, path, validateSearch: readSearch, component: Screen })
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

// Any other address.
const elsewhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound })

const routes = [
  screen('/', 'tableau_de_bord.lire', lazyRouteComponent(() => import('#features/tableau_de_bord/Accueil'), 'Accueil')),
  screen('/cours', 'cdr.lire', lazyRouteComponent(() => import('#features/cours_de_route/CoursListe'), 'CoursListe')),
  screen('/cours/new', 'cdr.creer', lazyRouteComponent(() => import('#features/cours_de_route/CoursFormulaire'), 'CoursFormulaire')),
  screen('/cours/$id', 'cdr.lire', lazyRouteComponent(() => import('#features/cours_de_route/CoursDetail'), 'CoursDetail')),
  screen('/cours/$id/edit', 'cdr.modifier', lazyRouteComponent(() => import('#features/cours_de_route/CoursFormulaire'), 'CoursFormulaire')),
  screen('/fournisseurs', 'fournisseurs.lire', lazyRouteComponent(() => import('#features/fournisseurs/FournisseursListe'), 'FournisseursListe')),
  screen('/fournisseurs/$id', 'fournisseurs.lire', lazyRouteComponent(() => import('#features/fournisseurs/FournisseurDetail'), 'FournisseurDetail')),
  screen('/receptions', 'receptions.lire', lazyRouteComponent(() => import('#features/receptions/ReceptionsListe'), 'ReceptionsListe')),
  screen('/receptions/new', 'receptions.creer', lazyRouteComponent(() => import('#features/receptions/ReceptionFormulaire'), 'ReceptionFormulaire')),
  screen('/receptions/$id', 'receptions.lire', lazyRouteComponent(() => import('#features/receptions/ReceptionDetail'), 'ReceptionDetail')),
  screen('/sorties', 'sorties.lire', lazyRouteComponent(() => import('#features/sorties/SortiesListe'), 'SortiesListe')),
  screen('/sorties/new', 'sorties.creer', lazyRouteComponent(() => import('#features/sorties/SortieFormulaire'), 'SortieFormulaire')),
  screen('/sorties/$id', 'sorties.lire', lazyRouteComponent(() => import('#features/sorties/SortieDetail'), 'SortieDetail')),
  screen('/stocks', 'stock.lire', lazyRouteComponent(() => import('#features/stock/StockActuel'), 'StockActuel')),
  screen('/stocks/journalier', 'stock.lire', lazyRouteComponent(() => import('#features/stock/StockJournalier'), 'StockJournalier')),
  screen('/stocks/a-date', 'stock.lire', lazyRouteComponent(() => import('#features/stock/StockADate'), 'StockADate')),
  screen('/stocks/mouvements', 'stock.lire', lazyRouteComponent(() => import('#features/stock/Registre'), 'Registre')),
  screen('/stocks/clotures', 'stock.lire', lazyRouteComponent(() => import('#features/stock/Clotures'), 'Clotures')),
  screen('/citernes', 'citernes.lire', lazyRouteComponent(() => import('#features/citernes/Citernes'), 'Citernes')),
  screen('/citernes/new', 'citernes.ecrire', lazyRouteComponent(() => import('#features/citernes/CiterneFormulaire'), 'CiterneFormulaire')),
  screen('/citernes/$id', 'citernes.lire', lazyRouteComponent(() => import('#features/citernes/CiterneDetail'), 'CiterneDetail')),
  screen('/citernes/$id/edit', 'citernes.ecrire', lazyRouteComponent(() => import('#features/citernes/CiterneFormulaire'), 'CiterneFormulaire')),
  screen('/stocks-adjustments', 'ajustements.lire', lazyRouteComponent(() => import('#features/ajustements/AjustementsListe'), 'AjustementsListe')),
  screen('/stocks-adjustments/new', 'ajustements.creer', lazyRouteComponent(() => import('#features/ajustements/AjustementFormulaire'), 'AjustementFormulaire')),
  screen('/stocks-adjustments/propositions', 'ajustements.lire', lazyRouteComponent(() => import('#features/ajustements/PropositionsListe'), 'PropositionsListe')),
  screen('/stocks-adjustments/propositions/$id', 'ajustements.lire', lazyRouteComponent(() => import('#features/ajustements/PropositionDetail'), 'PropositionDetail')),
  screen('/stocks-adjustments/$id', 'ajustements.lire', lazyRouteComponent(() => import('#features/ajustements/AjustementDetail'), 'AjustementDetail')),
  screen('/logs', 'journal.lire', lazyRouteComponent(() => import('#features/journal/Journal'), 'Journal')),
  screen('/governance/integrity', 'integrite.lire', lazyRouteComponent(() => import('#features/integrite/Integrite'), 'Integrite')),
  screen('/referentiels', 'referentiels.lire', lazyRouteComponent(() => import('#features/referentiels/Referentiels'), 'Referentiels')),
  screen('/referentiels/$genre', 'referentiels.lire', lazyRouteComponent(() => import('#features/referentiels/Referentiels'), 'Referentiels')),
  screen('/utilisateurs', 'utilisateurs.gerer', lazyRouteComponent(() => import('#features/utilisateurs/Utilisateurs'), 'Utilisateurs')),
  screen('/profil', 'session', lazyRouteComponent(() => import('#features/profil/Profil'), 'Profil')),
  screen('/profil/jetons', 'session', lazyRouteComponent(() => import('#features/profil/Jetons'), 'Jetons')),
]

const tree = root.addChildren([login, signedIn.addChildren([...routes, ...dashboards, elsewhere])])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
