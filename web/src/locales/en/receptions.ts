export const receptions = { titre: '' } as const
