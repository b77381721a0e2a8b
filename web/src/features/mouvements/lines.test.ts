// Goal: lines of measures are complete, sent and refused one by one.
import { describe, expect, it } from 'vitest'

import { emptyLine, isBlank, lineBody, measureOf, oddFields, volumeOf, withoutLine, type Line } from './lines'

const typed: Line = {
  cle: 'a',
  citerne_id: 'c1',
  index_avant: '102 450',
  index_apres: '140 762',
  temperature_ambiante_c: '20,0',
  densite_observee_kgm3: '836.0',
}

describe('a line', () => {
  it('starts without any value', () => {
    expect(isBlank(emptyLine('a'))).toBe(true)
    expect(isBlank(typed)).toBe(false)
  })

  it('gives the volume between readings without binary dust', () => {
    expect(volumeOf(typed)).toBe(38312)
    expect(volumeOf({ ...typed, index_avant: '0,1', index_apres: '0,3' })).toBe(0.2)
    expect(volumeOf({ ...typed, index_apres: '' })).toBeUndefined()
  })

  it('is complete for the preview only with all measures and readings in order', () => {
    expect(measureOf(typed)).toEqual({ volume_ambiant: 38312, temperature_c: 20, densite_observee_kgm3: 836 })
    expect(measureOf({ ...typed, citerne_id: '' })).toBeDefined()
    expect(measureOf({ ...typed, temperature_ambiante_c: '' })).toBeUndefined()
    expect(measureOf({ ...typed, densite_observee_kgm3: 'abc' })).toBeUndefined()
    expect(measureOf({ ...typed, index_apres: typed.index_avant })).toBeUndefined()
  })

  it('takes a temperature below zero', () => {
    expect(measureOf({ ...typed, temperature_ambiante_c: '−3,5' })?.temperature_c).toBe(-3.5)
  })

  it('points at texts that are no numbers, not at empty ones', () => {
    expect(oddFields([{ ...typed, index_avant: '' }, { ...typed, densite_observee_kgm3: '8 L' }])).toEqual([
      'lignes[1].densite_observee_kgm3',
    ])
  })

  it('is sent as numbers, with null for what is missing', () => {
    expect(lineBody({ ...typed, temperature_ambiante_c: ' ' }, undefined)).toEqual({
      citerne_id: 'c1',
      produit_id: null,
      index_avant: 102450,
      index_apres: 140762,
      temperature_ambiante_c: null,
      densite_observee_kgm3: 836,
    })
  })
})

describe('errors when a line goes', () => {
  it('keeps those of the others with their lines', () => {
    const errors = { note: 'n', 'lignes[0].index_avant': 'a', 'lignes[1].index_apres': 'b', 'lignes[2].citerne_id': 'c' }
    expect(withoutLine(errors, 1)).toEqual({ note: 'n', 'lignes[0].index_avant': 'a', 'lignes[1].citerne_id': 'c' })
  })
})
