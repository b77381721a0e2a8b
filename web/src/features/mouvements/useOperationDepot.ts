// Where an operation may be posted: the depots in which this person may do it, and the one that is meant when none was
// chosen.
import { useDepot } from '#app/depot'
import { mayIn, useSession } from '#app/session'
import { depotToday } from '#components/days'
import type { Choice } from '#app/choices'

export interface OperationDepot {
  id: string | undefined
  /** To choose from; nothing to choose with one or none. */
  choices: readonly Choice[]
  /** The day in that depot: YYYY-MM-DD; empty until its time zone is known. The device may be in another one. */
  today: string
  allows: (depot: string) => boolean
}

export function useOperationDepot(action: string, chosen: string): OperationDepot {
  const session = useSession()
  const { id: looking, choices } = useDepot()
  const allowed = choices.filter((depot) => depot.actif && mayIn(session, action, depot.id))
  const isAllowed = (depot: string | undefined): depot is string => depot !== undefined && mayIn(session, action, depot)
  const own = session.depot?.id
  const meant = [chosen === '' ? undefined : chosen, looking, own].find(isAllowed)
  const id = meant ?? (allowed.length === 1 ? allowed[0]?.id : undefined)
  const fuseau = choices.find((depot) => depot.id === id)?.fuseau ?? session.depot?.fuseau ?? choices[0]?.fuseau
  return {
    id,
    choices: allowed.length > 1 ? allowed.map((depot) => ({ value: depot.id, label: depot.nom })) : [],
    today: depotToday(fuseau),
    allows: isAllowed,
  }
}
