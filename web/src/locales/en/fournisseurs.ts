export const fournisseurs = { titre: '' } as const
