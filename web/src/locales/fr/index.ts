// French texts, one namespace a domain.
import { auth } from './auth'
import { commun } from './commun'
import { hors_ligne } from './hors_ligne'
import { navigation } from './navigation'
import { receptions } from './receptions'
import { tableau_de_bord } from './tableau_de_bord'

export const fr = { commun, auth, hors_ligne, navigation, receptions, tableau_de_bord } as const
