export const stock = { titre: '' } as const
