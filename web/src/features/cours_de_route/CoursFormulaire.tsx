// A truck: new, as a copy of another trip, or changed.
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { useDepot } from '#app/depot'
import { mayIn, useSession } from '#app/session'
import { depotToday } from '#components/days'
import { Page } from '#components/display/Page'
import { Failure, Loading } from '#components/display/States'
import { useSearchState } from '#components/list/url_state'

import type { Unsent } from '../../offline/queue'
import { useKept } from '../../offline/useKept'

import { ModifierCours } from './ModifierCours'
import { NouveauCours } from './NouveauCours'
import { useUsualProduct } from './references'
import { blank, copyOf, isBody, typedOf, type Body } from './values'

export function CoursFormulaire(): ReactNode {
  const { id } = useParams({ strict: false })
  const { search } = useSearchState()
  const { ready, form } = useKept('cours')
  const copie = search['copie']
  if (id !== undefined) return <Existing key={id} id={id} />
  if (!ready) return <Loading />
  if (isBody(form?.body)) return <Kept key={form.id} kept={form} body={form.body} />
  return copie === undefined ? <Blank /> : <Copy key={copie} id={copie} />
}

/** A refused one that was kept, to be corrected. */
function Kept({ kept, body }: { kept: Unsent; body: Body }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return <NouveauCours title={t('nouveau')} initial={typedOf(body)} kept={kept} />
}

function Existing({ id }: { id: string }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const cours = useCours(id)
  if (cours.data !== undefined) return <ModifierCours cours={cours.data} />
  return (
    <Page title={t('commun:actions.modifier')}>
      {cours.isPending ? <Loading /> : <Failure error={cours.error} retry={() => void cours.refetch()} list="/cours" />}
    </Page>
  )
}

/** Read afresh: an old copy from the cache would only be refused as stale. */
function useCours(id: string) {
  return api.useQuery('get', '/api/v1/cours-de-route/{id}', { params: { path: { id } } }, { refetchOnMount: 'always' })
}

/** The depot of a new truck: the one that the person looks at or works in, or the only one. */
function useUsualDepot(): { id: string; fuseau: string | undefined } {
  const session = useSession()
  const { id, choices } = useDepot()
  const allowed = choices.filter((depot) => depot.actif && mayIn(session, 'cdr.creer', depot.id))
  const usual = allowed.find((depot) => depot.id === id) ?? (allowed.length === 1 ? allowed[0] : undefined)
  return { id: usual?.id ?? session.depot?.id ?? '', fuseau: usual?.fuseau ?? session.depot?.fuseau ?? choices[0]?.fuseau }
}

function Blank(): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const depot = useUsualDepot()
  const product = useUsualProduct(true)
  const depots = useDepot().choices
  const title = t('nouveau')
  // Without an answer the form opens all the same, with less filled in.
  if (!product.ready || (depots.length === 0 && product.id !== undefined)) {
    return (
      <Page title={title}>
        <Loading />
      </Page>
    )
  }
  const initial = {
    ...blank,
    depot_destination_id: depot.id,
    produit_id: product.id ?? '',
    date_chargement: depotToday(depot.fuseau),
  }
  return <NouveauCours title={title} initial={initial} />
}

function Copy({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const depot = useUsualDepot()
  const cours = useCours(id)
  if (cours.data !== undefined) {
    return <NouveauCours title={t('copie_titre', { numero: cours.data.numero })} initial={copyOf(cours.data, depotToday(depot.fuseau))} />
  }
  return (
    <Page title={t('nouveau')}>
      {cours.isPending ? <Loading /> : <Failure error={cours.error} retry={() => void cours.refetch()} list="/cours" />}
    </Page>
  )
}
