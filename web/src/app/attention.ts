// What needs this person now, from data that the screens show too: each count opens the place where it is dealt with.
import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { given } from '#components/list/definition'

import { useUnsent } from '../offline/queue'

import { useDepot } from './depot'
import { may, useSession, type Session } from './session'

const rowsMax = 100

/** Large adjustments that wait for a second person, in the depot on the screen. */
export function useProposals() {
  const session = useSession()
  const { id } = useDepot()
  const query = { statut: ['EN_ATTENTE' as const], limite: rowsMax, ...given('depot_id', id) }
  return api.useQuery(
    'get',
    '/api/v1/ajustements/propositions',
    { params: { query } },
    { enabled: may(session, 'ajustements.lire') },
  )
}

/** May this person decide on it? Never its author. */
export function mayDecide(session: Session, proposal: Pick<Schemas['Proposition'], 'statut' | 'created_by'>): boolean {
  return proposal.statut === 'EN_ATTENTE' && may(session, 'ajustements.valider') && proposal.created_by !== session.utilisateur.id
}

/** How many proposals wait for this very person. */
export function useToDecide(): number {
  const session = useSession()
  const { data } = useProposals()
  return data?.elements.filter((proposal) => mayDecide(session, proposal)).length ?? 0
}

export type AttentionKey = 'refusees' | 'propositions' | 'constats_critiques' | 'constats' | 'camions' | 'en_attente'

export interface Attention {
  key: AttentionKey
  count: number
  /** Where it is dealt with; unsent forms have their own panel instead. */
  href: string | undefined
  urgent: boolean
}

function useTrucksArrived(): number {
  const session = useSession()
  const { id } = useDepot()
  const query = { statut: ['ARRIVE' as const], limite: rowsMax, ...given('depot_id', id) }
  const { data } = api.useQuery(
    'get',
    '/api/v1/cours-de-route',
    { params: { query } },
    { enabled: may(session, 'receptions.creer') && may(session, 'cdr.lire') },
  )
  return data?.elements.length ?? 0
}

function useFindings(): { critical: number; warn: number } {
  const session = useSession()
  const { data } = api.useQuery('get', '/api/v1/integrite', { params: { query: {} } }, { enabled: may(session, 'integrite.lire') })
  if (data === undefined) return { critical: 0, warn: 0 }
  // Who decides on proposals sees them by themselves.
  const told = may(session, 'ajustements.valider') ? data.constats.filter((finding) => finding.check_code === 'AJUSTEMENT_EN_ATTENTE').length : 0
  return { critical: data.compteurs.critical, warn: Math.max(0, data.compteurs.warn - told) }
}

/** Most urgent first; what is not there is left out. */
export function useAttention(): Attention[] {
  const { utilisateur } = useSession()
  const forms = useUnsent(utilisateur.id)
  const refused = forms.filter((form) => form.refused !== undefined).length
  const proposals = useToDecide()
  const findings = useFindings()
  const trucks = useTrucksArrived()
  const all: Attention[] = [
    { key: 'refusees', count: refused, href: undefined, urgent: true },
    { key: 'constats_critiques', count: findings.critical, href: '/governance/integrity?severity=CRITICAL', urgent: true },
    { key: 'propositions', count: proposals, href: '/stocks-adjustments/propositions?statut=EN_ATTENTE', urgent: true },
    { key: 'camions', count: trucks, href: '/cours?statut=ARRIVE', urgent: false },
    { key: 'en_attente', count: forms.length - refused, href: undefined, urgent: false },
    { key: 'constats', count: findings.warn, href: '/governance/integrity?severity=WARN', urgent: false },
  ]
  return all.filter((item) => item.count > 0)
}
