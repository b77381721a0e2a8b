export const citernes = { titre: '' } as const
