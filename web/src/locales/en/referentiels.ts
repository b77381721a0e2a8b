export const referentiels = { titre: '' } as const
