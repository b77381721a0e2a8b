// Active clients, partners and transporters for a form.
import { useRecords, type RecordKind, type Records } from '#app/records'

export type PartyKind = Extract<RecordKind, 'clients' | 'partenaires' | 'transporteurs'>

export function useParties(kind: PartyKind): Records {
  return useRecords(kind, { actif: true })
}
