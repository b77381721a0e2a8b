// The roles in the order in which lists and forms offer them: the widest rights first.
import type { Role } from '#api/types'

export const roles: readonly Role[] = ['admin', 'directeur', 'gerant', 'operateur', 'pca', 'lecture', 'finance']
