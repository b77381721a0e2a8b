// Tanks as their cards show them: every tank with what it holds, in the order people expect, and what is wrong with it.
import type { Schemas } from '#api/types'
import { tanksOf, type Tank } from '#features/tableau_de_bord/levels'

export interface TankCard extends Tank {
  localisation: string
  /** Never below zero: what can be in a tank. */
  affiche_l: number
  /** Of the whole capacity, of what is shown. */
  part: number
  /** Owners whose real stock is below zero, with that stock. */
  negatifs: readonly { nom: string | undefined; stock_l: number }[]
  /** Litres above the capacity, and above what the headroom leaves. */
  depasse_l: number
  creux_entame_l: number
  sous_minimum: boolean
}

export type Gauge = 'vide' | 'bas' | 'moyen' | 'haut' | 'plein'

export function gaugeOf(part: number): Gauge {
  if (part <= 0) return 'vide'
  if (part < 25) return 'bas'
  if (part < 70) return 'moyen'
  return part < 90 ? 'haut' : 'plein'
}

const natural = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })

/** Test tanks last, names without a number after those with one, TANK2 before TANK10; by depot first. */
export function compareTanks(a: Pick<Tank, 'depot_nom' | 'nom'>, b: Pick<Tank, 'depot_nom' | 'nom'>): number {
  const rank = (nom: string): number => (/\b(?:staging|test)\b/i.test(nom) ? 2 : /\d/.test(nom) ? 0 : 1)
  return natural.compare(a.depot_nom, b.depot_nom) || rank(a.nom) - rank(b.nom) || natural.compare(a.nom, b.nom)
}

function emptyLine(tank: Schemas['Citerne']): Schemas['LigneStock'] {
  return {
    depot_id: tank.depot_id,
    depot_nom: tank.depot_nom,
    citerne_id: tank.id,
    citerne_nom: tank.nom,
    citerne_statut: tank.statut,
    logique: tank.logique,
    capacite_totale: tank.capacite_totale,
    creux_securite: tank.creux_securite,
    stock_minimum: tank.stock_minimum,
    produit_id: tank.produit_id,
    produit_nom: tank.produit_nom,
    proprietaire_type: 'MONALUXE',
    stock_ambiant: 0,
    stock_15c: 0,
    stock_ambiant_affiche: 0,
    is_negative: false,
    stock_ambiant_base: 0,
    stock_15c_base: 0,
    delta_ambiant_total: 0,
    delta_15c_total: 0,
  }
}

function above(value: number): number {
  return Math.max(0, Math.round(value * 1000) / 1000)
}

/** T-TNK-01: all tanks, also those that the stock says nothing of. */
export function cardsOf(tanks: readonly Schemas['Citerne'][], rows: readonly Schemas['LigneStock'][]): TankCard[] {
  const known = new Set(rows.map((row) => row.citerne_id))
  const places = new Map(tanks.map((tank) => [tank.id, tank.localisation]))
  const missing = tanks.filter((tank) => !known.has(tank.id)).map(emptyLine)
  const cards = tanksOf([...rows, ...missing]).map((tank) => {
    const affiche_l = Math.max(0, tank.total_l)
    return {
      ...tank,
      localisation: places.get(tank.id) ?? '',
      affiche_l,
      part: tank.capacite_l > 0 ? (affiche_l / tank.capacite_l) * 100 : 0,
      negatifs: rows
        .filter((row) => row.citerne_id === tank.id && row.is_negative)
        .map((row) => ({ nom: row.partenaire_nom ?? undefined, stock_l: row.stock_ambiant })),
      depasse_l: above(tank.total_l - tank.capacite_l),
      creux_entame_l: above(tank.total_l - (tank.capacite_l - tank.creux_l)),
      sous_minimum: tank.statut === 'active' && tank.minimum_l > 0 && tank.total_l <= tank.minimum_l,
    }
  })
  return cards.sort(compareTanks)
}

export interface TankTotals {
  nombre: number
  alertes: number
  stock_l: number
  a_15c_l: number
  capacite_l: number
  /** Kept apart: a bookkeeping tank is no capacity (T-OWN-05). */
  logique_stock_l: number
  logique_nombre: number
}

export function totalsOf(cards: readonly TankCard[]): TankTotals {
  const totals: TankTotals = { nombre: 0, alertes: 0, stock_l: 0, a_15c_l: 0, capacite_l: 0, logique_stock_l: 0, logique_nombre: 0 }
  for (const card of cards) {
    if (card.sous_minimum || card.negatifs.length > 0 || card.depasse_l > 0) totals.alertes += 1
    if (card.logique === true) {
      totals.logique_nombre += 1
      totals.logique_stock_l += card.total_l
      continue
    }
    totals.nombre += 1
    totals.stock_l += card.total_l
    totals.a_15c_l += card.total_15c_l
    if (card.statut === 'active') totals.capacite_l += card.capacite_l
  }
  return totals
}
