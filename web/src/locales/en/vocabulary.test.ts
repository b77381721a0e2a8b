// Goal: the English texts have one word for one thing (the list stands in index.ts).
import { describe, expect, it } from 'vitest'

import { en } from './index'

/** Other words for what has its word already. */
const strays = /\b(shipments?|receptions?|transit(?<!in transit)|validat\w+|posted|logs?|unsent forms?|out of service|effective day|day of effect)\b/i

function textsOf(texts: unknown): string[] {
  if (typeof texts === 'string') return [texts]
  return typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(textsOf) : []
}

describe('the English texts', () => {
  it('call one thing by one word', () => {
    const texts = textsOf(en)
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.filter((text) => strays.test(text))).toEqual([])
  })
})
