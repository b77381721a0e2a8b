export const sorties = { titre: '' } as const
