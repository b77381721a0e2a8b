// How adjustments are told apart in lists.
import type { Schemas } from '#api/types'

export const reasonMin = 10
const largeL = 50

/** The reason without the prefix that repeats its type: "[VOLUME] relecture" → "relecture". */
export function plainReason(reason: string): string {
  return reason.replace(/^\[[A-Z]+\]\s*/, '')
}

/** In characters, without blanks at both ends. */
export function longEnough(reason: string): boolean {
  return Array.from(reason.trim()).length >= reasonMin
}

/** Worth a second look: made by hand, or more than 50 L. */
export function isRemarkable(row: Pick<Schemas['Ajustement'], 'type_correction' | 'reason' | 'delta_ambiant'>): boolean {
  return row.type_correction === 'MANUEL' || /manu[ae]l/i.test(row.reason) || Math.abs(row.delta_ambiant) > largeL
}
