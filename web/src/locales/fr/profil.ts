export const profil = { titre: '' } as const
