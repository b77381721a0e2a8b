// The five steps of a truck and who may do what at each of them. The server decides; what would be refused is not shown.
import type { Schemas } from '#api/types'
import { mayIn, type Session } from '#app/session'

export type Cours = Schemas['CoursDeRoute']
export type Statut = Schemas['Statut']

export const steps = ['CHARGEMENT', 'TRANSIT', 'FRONTIERE', 'ARRIVE', 'DECHARGE'] as const

/** What people mark; DECHARGE is reached by a reception only (T-CDR-02). */
export type Suivant = Exclude<Statut, 'CHARGEMENT' | 'DECHARGE'>

const next: Record<Statut, Suivant | undefined> = {
  CHARGEMENT: 'TRANSIT',
  TRANSIT: 'FRONTIERE',
  FRONTIERE: 'ARRIVE',
  ARRIVE: undefined,
  DECHARGE: undefined,
}

const editing: Record<Statut, string> = {
  CHARGEMENT: 'cdr.modifier',
  TRANSIT: 'cdr.modifier',
  FRONTIERE: 'cdr.modifier_tardif',
  ARRIVE: 'cdr.modifier_tardif',
  DECHARGE: 'cdr.modifier_decharge',
}

export interface Rights {
  edit: boolean
  /** The status that comes next, for who may move the truck there. */
  advance: Suivant | undefined
  receive: boolean
  duplicate: boolean
  remove: boolean
}

export function rightsOn(session: Session, cours: Cours): Rights {
  const depot = cours.depot_destination_id
  return {
    edit: mayIn(session, editing[cours.statut], depot),
    advance: mayIn(session, 'cdr.avancer', depot) ? next[cours.statut] : undefined,
    receive: cours.statut === 'ARRIVE' && mayIn(session, 'receptions.creer', depot),
    duplicate: mayIn(session, 'cdr.creer', depot),
    remove: cours.statut !== 'DECHARGE' && cours.nb_dechargements === 0 && mayIn(session, 'cdr.supprimer', depot),
  }
}

/** T-ADJ-08: a discharged truck whose receptions are all compensated. */
export function mayReopen(session: Session, cours: Schemas['DetailCoursDeRoute']): boolean {
  return (
    cours.statut === 'DECHARGE' &&
    cours.receptions.every((reception) => reception.compensee) &&
    mayIn(session, 'cdr.rouvrir', cours.depot_destination_id)
  )
}

export function plates(cours: Cours): string {
  const trailer = cours.plaque_remorque ?? ''
  return trailer === '' ? cours.plaque_camion : `${cours.plaque_camion} · ${trailer}`
}
