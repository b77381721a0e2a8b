// Goal: a log entry reads as one line, whatever its details hold.
import { describe, expect, it } from 'vitest'

import { summaryOf } from './summary'

describe('a log entry in one line', () => {
  it('names the document and its volume', () => {
    expect(summaryOf({ numero: 'REC-2026-000001', volume_ambiant: 9955 })).toBe('REC-2026-000001 · 9\u202f955\u00a0L')
  })
  it('says from where to where a status went', () => {
    expect(summaryOf({ numero: 'CDR-1', de: 'TRANSIT', statut: 'FRONTIERE' })).toBe('CDR-1 · TRANSIT → FRONTIERE')
  })
  it('stays silent about what it does not know', () => {
    expect(summaryOf(null)).toBe('')
    expect(summaryOf({ odd: [1] })).toBe('')
  })
})
