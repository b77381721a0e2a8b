// A sortie while it is typed: what follows from what. The stock that counts is that of its owner.
import { stockOf } from '#features/mouvements/levels'
import type { Line } from '#features/mouvements/lines'
import { newLine, useDraft, type Draft } from '#features/mouvements/useDraft'
import { useOperationDepot, type OperationDepot } from '#features/mouvements/useOperationDepot'
import { usePreviews, type Preview } from '#features/mouvements/usePreviews'
import { onlyTank, useTanksFor, type TanksFor } from '#features/mouvements/useTanksFor'

import type { SortieValues } from './body'

export interface SortieDraft {
  draft: Draft<SortieValues>
  /** As typed, completed by what follows from it. */
  values: SortieValues
  depot: OperationDepot
  tanks: TanksFor
  previews: readonly Preview[]
  /** What the owner has in that tank; undefined until the owner is known. */
  available: (citerne: string) => number | undefined
  /** The server will ask for a note. */
  noteDue: boolean
  /** A change of these makes the chosen tanks doubtful: they are chosen again. */
  changeHead: (patch: Partial<SortieValues>) => void
  changeLine: (index: number, patch: Partial<Line>) => void
}

export function blank(): SortieValues {
  return {
    proprietaire_type: 'MONALUXE',
    client_id: '',
    partenaire_id: '',
    depot_id: '',
    produit_id: '',
    date_sortie: undefined,
    chauffeur_nom: '',
    plaque_camion: '',
    plaque_remorque: '',
    transporteur_id: '',
    note: '',
    lignes: [newLine()],
  }
}

/** `start`: what stands in it when it opens. */
export function useSortieDraft(start: () => SortieValues, refused: unknown): SortieDraft {
  const draft = useDraft(start, refused)
  const typed = draft.values
  const depot = useOperationDepot('sorties.creer', typed.depot_id)
  const tanks = useTanksFor(depot.id, typed.produit_id)
  const only = typed.lignes.length === 1 ? onlyTank(tanks.tanks) : ''
  const lignes = typed.lignes.map((line) => (line.citerne_id === '' && only !== '' ? { ...line, citerne_id: only } : line))
  const logical = lignes.some((line) => tanks.tanks?.find(({ id }) => id === line.citerne_id)?.logique === true)
  const owner = {
    type: typed.proprietaire_type,
    partenaire_id: typed.partenaire_id === '' ? undefined : typed.partenaire_id,
  }
  const known = owner.type === 'MONALUXE' || owner.partenaire_id !== undefined
  return {
    draft,
    values: { ...typed, lignes, date_sortie: typed.date_sortie ?? depot.today },
    depot,
    tanks,
    previews: usePreviews(lignes, depot.id, tanks.produit),
    available: (citerne) => (known ? (stockOf(tanks.rows, citerne, owner) ?? 0) : undefined),
    noteDue: logical,
    changeHead: (patch) => {
      draft.change({ ...patch, lignes: typed.lignes.map((line) => ({ ...line, citerne_id: '' })) })
    },
    changeLine: (index, patch) => {
      // The first tank says the product when nobody did.
      const tank = tanks.tanks?.find(({ id }) => id === patch.citerne_id)
      if (tank !== undefined && tanks.produit === undefined) draft.change({ produit_id: tank.produit_id })
      draft.changeLine(index, patch)
    },
  }
}
