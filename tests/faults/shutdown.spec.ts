// SIGTERM while clients post: what is in flight ends well, nothing is lost, and the exit says so.
import { describe, expect, it } from 'vitest'

import { eventually } from '#fixture/program'
import { useServer } from '#fixture/server'

import { expectNothingLost, openSource, operationOf, postSortie } from './sorties'
import { Writers } from './writers'

describe('a server told to stop under load', () => {
  const server = useServer()

  it('ends with 0 each time and loses nothing that it acknowledged', { timeout: 120_000 }, async () => {
    const source = await openSource(server())
    const writers = Writers.start(server(), source, 'arret')
    for (let round = 0; round < 3; round += 1) {
      await writers.progress(20 + Math.floor(Math.random() * 60))
      expect(await server().stop()).toBe(0)
      await server().restart()
    }
    await writers.progress(20)
    await writers.stop()
    expect(writers.surprises).toEqual([])
    await expectNothingLost(server(), source, writers.acknowledged)
  })
})

describe('a request in flight when the server is told to stop', () => {
  const server = useServer()

  it('is answered before the server ends, while new connections are refused', { timeout: 60_000 }, async () => {
    const source = await openSource(server())
    // Somebody holds the tanks for three seconds.
    const holder = server().psql('BEGIN; SELECT FROM citernes FOR UPDATE; SELECT pg_sleep(3); COMMIT')
    await eventually(async () => (await server().countRows('pg_stat_activity', "wait_event = 'PgSleep'")) > 0)
    const answer = postSortie(server(), source, 'enroute-0-0', 0)
    await eventually(async () => (await server().countRows('pg_locks', 'NOT granted')) > 0)
    const { url } = server()
    const ended = server().stop()
    await eventually(() => fetch(`${url}/health/live`).then(() => false, () => true))
    const response = await answer
    expect(response.status).toBe(201)
    expect(response.headers.get('connection')).toBe('close')
    const operation = operationOf(await response.text())
    expect(await ended).toBe(0)
    await holder
    await server().restart()
    await expectNothingLost(server(), source, new Map([['enroute-0-0', operation]]))
  })
})
