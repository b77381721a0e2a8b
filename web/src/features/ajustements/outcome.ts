// What the server answers to a new adjustment: posted, or put before a second person.
export type Outcome = { numero: string; id: string } | { statut: 'EN_ATTENTE'; id: string }

export function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return false
  return ('statut' in value && value.statut === 'EN_ATTENTE') || ('numero' in value && typeof value.numero === 'string')
}

export function isWaiting(outcome: Outcome): outcome is Extract<Outcome, { statut: 'EN_ATTENTE' }> {
  return 'statut' in outcome
}

/** Where the answer is shown whole. */
export function outcomeHref(outcome: Outcome): string {
  return `/stocks-adjustments/${isWaiting(outcome) ? 'propositions/' : ''}${outcome.id}`
}
