export const cours_de_route = { titre: '' } as const
