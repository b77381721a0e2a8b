// kill -9 of the server while eight clients post: what was acknowledged is there, once.
import { describe, expect, it } from 'vitest'

import { useServer } from '#fixture/server'

import { isAlive, postmasterOf } from './processes'
import { expectNothingLost, openSource } from './sorties'
import { Writers } from './writers'

describe('a server killed under load', () => {
  const server = useServer()

  it('keeps every acknowledged sortie exactly once, over five deaths at random moments', { timeout: 240_000 }, async () => {
    const source = await openSource(server())
    const writers = Writers.start(server(), source, 'mort')
    for (let round = 0; round < 5; round += 1) {
      await writers.progress(20 + Math.floor(Math.random() * 60))
      const postmaster = postmasterOf(server())
      await server().kill()
      await server().restart()
      expect(isAlive(postmaster)).toBe(false)
    }
    await writers.progress(20)
    await writers.stop()
    expect(writers.surprises).toEqual([])
    expect(writers.acknowledged.size).toBeGreaterThan(100)
    await expectNothingLost(server(), source, writers.acknowledged)
  })
})
