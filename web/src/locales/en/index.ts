import type { Texts } from '../texts'

import { auth } from './auth'
import { commun } from './commun'
import { hors_ligne } from './hors_ligne'
import { navigation } from './navigation'
import { receptions } from './receptions'
import { tableau_de_bord } from './tableau_de_bord'

export const en: Texts = { commun, auth, hors_ligne, navigation, receptions, tableau_de_bord }
