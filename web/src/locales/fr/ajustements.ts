export const ajustements = { titre: '' } as const
