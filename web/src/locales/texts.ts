// The shape of all texts, taken from the French ones. English must match it key by key.
import type { fr } from './fr'

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export type Texts = Same<typeof fr>

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'commun'
    resources: typeof fr
    returnNull: false
    strictKeyChecks: true
  }
}
