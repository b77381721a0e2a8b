export const integrite = { titre: '' } as const
