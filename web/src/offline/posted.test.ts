// Goal: what was sent is named, and never more than a sentence holds.
import { describe, expect, it } from 'vitest'

import { namesOf } from './posted'

const documents = (count: number) => Array.from({ length: count }, (_, at) => ({ numero: `SOR-${at + 1}`, href: '' }))

describe('what was sent', () => {
  it('is named in the words of the language', () => {
    expect(namesOf(documents(2), 'fr')).toBe('SOR-1 et SOR-2')
    expect(namesOf(documents(2), 'en')).toBe('SOR-1 and SOR-2')
    expect(namesOf([], 'fr')).toBe('')
  })

  it('is named by the first ones when it is much', () => {
    expect(namesOf(documents(6), 'fr')).toBe('SOR-1, SOR-2, SOR-3, SOR-4, SOR-5 et SOR-6')
    expect(namesOf(documents(50), 'fr')).toBe('SOR-1, SOR-2, SOR-3, SOR-4, SOR-5, SOR-6, …')
  })
})
