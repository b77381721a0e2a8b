// A reception while it is typed: what follows from what. The cours de route decides depot and product; an only tank is
// chosen by itself.
import type { Schemas } from '#api/types'
import type { Line } from '#features/mouvements/lines'
import { onlyTank, useTanksFor, type TanksFor } from '#features/mouvements/useTanksFor'
import { newLine, useDraft, type Draft } from '#features/mouvements/useDraft'
import { useOperationDepot, type OperationDepot } from '#features/mouvements/useOperationDepot'
import { usePreviews, type Preview } from '#features/mouvements/usePreviews'

import type { ReceptionValues } from './body'
import { useArrived, type Arrived } from './CoursPicker'

export interface ReceptionDraft {
  draft: Draft<ReceptionValues>
  /** As typed, completed by what follows from it. */
  values: ReceptionValues
  depot: OperationDepot
  arrived: Arrived
  tanks: TanksFor
  previews: readonly Preview[]
  /** The server will ask for a note. */
  noteDue: boolean
  /** A change of these makes the chosen tanks doubtful: they are chosen again. */
  changeHead: (patch: Partial<ReceptionValues>) => void
  changeLine: (index: number, patch: Partial<Line>) => void
}

export function blank(cours: string): ReceptionValues {
  return {
    proprietaire_type: 'MONALUXE',
    cours_de_route_id: cours,
    partenaire_id: '',
    depot_id: '',
    produit_id: '',
    date_reception: undefined,
    note: '',
    lignes: [newLine()],
  }
}

const action = 'receptions.creer'

/** `start`: what stands in it when it opens. */
export function useReceptionDraft(start: () => ReceptionValues, refused: unknown): ReceptionDraft {
  const draft = useDraft(start, refused)
  const typed = draft.values
  const own: boolean = typed.proprietaire_type === ('MONALUXE' satisfies Schemas['Proprietaire'])
  const arrived = useArrived(own ? typed.cours_de_route_id : '')
  const truck = arrived.chosen
  const depot = useOperationDepot(action, truck?.depot_destination_id ?? typed.depot_id)
  const tanks = useTanksFor(depot.id, truck?.produit_id ?? typed.produit_id)
  const only = typed.lignes.length === 1 ? onlyTank(tanks.tanks) : ''
  const lignes = typed.lignes.map((line) => (line.citerne_id === '' && only !== '' ? { ...line, citerne_id: only } : line))
  const chosen = lignes.map((line) => tanks.tanks?.find(({ id }) => id === line.citerne_id))
  return {
    draft,
    values: { ...typed, lignes, date_reception: typed.date_reception ?? depot.today },
    depot,
    arrived,
    tanks,
    previews: usePreviews(lignes, depot.id, tanks.produit),
    noteDue: (own && typed.cours_de_route_id === '') || chosen.some((tank) => tank?.logique === true),
    changeLine: (index, patch) => {
      // The first tank says the product when nobody did.
      const tank = tanks.tanks?.find(({ id }) => id === patch.citerne_id)
      if (tank !== undefined && tanks.produit === undefined) draft.change({ produit_id: tank.produit_id })
      draft.changeLine(index, patch)
    },
    changeHead: (patch) => {
      draft.change({ ...patch, lignes: typed.lignes.map((line) => ({ ...line, citerne_id: '' })) })
    },
  }
}
