export const journal = { titre: '' } as const
