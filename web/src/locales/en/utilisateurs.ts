export const utilisateurs = { titre: '' } as const
