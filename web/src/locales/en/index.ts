// English texts, one namespace a domain. One word for one thing, everywhere:
//
//     cours de route    truck               arrivé, déchargé       arrived, discharged
//     réception         receipt (receive)   sortie                 delivery
//     transit           in transit          frontière              at the border
//     enregistrer       record (movements), save (everything else)
//     valider           approve             retirer (proposition)  withdraw
//     ajustement        adjustment          compenser              compensate
//     citerne           tank                désactiver             deactivate
//     creux de sécurité safety headroom     sous le minimum        below the minimum
//     registre          ledger              journal                journal
//     date d’effet      effective date      saisie (en attente)    entry
import type { Texts } from '../texts'

import { ajustements } from './ajustements'
import { auth } from './auth'
import { citernes } from './citernes'
import { commun } from './commun'
import { cours_de_route } from './cours_de_route'
import { fournisseurs } from './fournisseurs'
import { hors_ligne } from './hors_ligne'
import { integrite } from './integrite'
import { journal } from './journal'
import { mouvements } from './mouvements'
import { navigation } from './navigation'
import { profil } from './profil'
import { receptions } from './receptions'
import { referentiels } from './referentiels'
import { sorties } from './sorties'
import { stock } from './stock'
import { tableau_de_bord } from './tableau_de_bord'
import { utilisateurs } from './utilisateurs'

export const en: Texts = {
  ajustements,
  auth,
  citernes,
  commun,
  cours_de_route,
  fournisseurs,
  hors_ligne,
  integrite,
  journal,
  mouvements,
  navigation,
  profil,
  receptions,
  referentiels,
  sorties,
  stock,
  tableau_de_bord,
  utilisateurs,
}
