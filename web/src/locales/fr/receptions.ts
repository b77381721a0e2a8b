export const receptions = { titre: 'x' } as const
