// PostgreSQL killed or stopped under the server: 503 meanwhile, and the server heals without a restart.
import { describe, expect, it } from 'vitest'

import { expectVerified } from '#fixture/depot'
import { expectRawProblem, readProblem } from '#fixture/problem'
import { eventually } from '#fixture/program'
import { useServer, type Server } from '#fixture/server'

import { childrenOf, isAlive, postmasterOf, sessionsOf } from './processes'
import { expectNothingLost, openSource, postSortie } from './sorties'
import { Writers } from './writers'

/** 0 while there is none. */
function currentPostmaster(server: Server): number {
  try {
    return postmasterOf(server)
  } catch {
    return 0
  }
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/health/ready`)).status === 200
}

describe('a database killed under load', () => {
  const server = useServer()

  it('is started again by the server, which answers 503 meanwhile and loses nothing', { timeout: 240_000 }, async () => {
    const source = await openSource(server())
    const pid = server().pid
    const writers = Writers.start(server(), source, 'maitre')
    for (let round = 0; round < 2; round += 1) {
      await writers.progress(20 + Math.floor(Math.random() * 60))
      const postmaster = postmasterOf(server())
      process.kill(postmaster, 'SIGKILL')
      await writers.progress(20)
      expect(postmasterOf(server())).not.toBe(postmaster)
    }
    await writers.stop()
    expect(writers.surprises).toEqual([])
    expect(writers.broken).toBe(0)
    expect(Array.from(writers.refusals.keys())).toEqual(['BASE_INDISPONIBLE'])
    expect(server().pid).toBe(pid)
    await expectNothingLost(server(), source, writers.acknowledged)
  })
})

describe('a database that keeps dying', () => {
  const server = useServer()

  it('is started four times; then the server says so and ends with 3, and starts again', { timeout: 240_000 }, async () => {
    const { pid } = server()
    let postmaster = 0
    for (let death = 1; death <= 5; death += 1) {
      await eventually(() => currentPostmaster(server()) !== postmaster && isReady(server().url), 60_000)
      expect(server().log).not.toContain('giving_up')
      postmaster = postmasterOf(server())
      process.kill(postmaster, 'SIGKILL')
      if (death === 4) {
        await eventually(async () => !(await isReady(server().url)))
        expect((await server().anonymous().raw('/health/live')).status).toBe(200)
      }
    }
    await eventually(() => !isAlive(pid), 60_000)
    expect(await server().stop()).toBe(3)
    expect(server().log.match(/postgresql\.restarted/g)).toHaveLength(4)
    expect(server().log).toMatch(/giving_up.*ended too often within 10 minutes/)
    expect(server().log).toContain(`${server().data}/postgres.log`)
    await server().restart()
    expect(await isReady(server().url)).toBe(true)
    await expectVerified(server())
  })
})

describe('one session of the database killed under load', () => {
  const server = useServer()

  it('takes the others down with it, and the server goes on by itself', { timeout: 240_000 }, async () => {
    const source = await openSource(server())
    const writers = Writers.start(server(), source, 'session')
    for (let round = 0; round < 3; round += 1) {
      await writers.progress(20 + Math.floor(Math.random() * 60))
      const [session] = await sessionsOf(server())
      expect(session).toBeDefined()
      process.kill(session ?? 0, 'SIGKILL')
      await writers.progress(20)
    }
    await writers.stop()
    expect(writers.surprises).toEqual([])
    expect(writers.broken).toBe(0)
    expect(Array.from(writers.refusals.keys())).toEqual(['BASE_INDISPONIBLE'])
    await eventually(() => isReady(server().url))
    await expectNothingLost(server(), source, writers.acknowledged)
  })
})

describe('a database that stands still', () => {
  const server = useServer()

  it('gets its callers a 503 within the limit, and serves them again when it moves', { timeout: 120_000 }, async () => {
    const source = await openSource(server())
    expect((await postSortie(server(), source, 'avant-0-0', 0)).status).toBe(201)
    const postmaster = postmasterOf(server())
    const stopped = [postmaster, ...childrenOf(postmaster)]
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    const began = Date.now()
    const answers = await Promise.all([
      postSortie(server(), source, 'pendant-0-1', 1),
      postSortie(server(), source, 'pendant-0-2', 2),
      server().withToken(source.token).raw('/api/v1/stock/actuel'),
      server().anonymous().raw('/health/ready'),
    ]).finally(() => {
      for (const pid of stopped) process.kill(pid, 'SIGCONT')
    })
    expect(Date.now() - began).toBeLessThan(15_000)
    for (const answer of answers) {
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
      // No connection in time, or one that does not answer.
      const { code } = readProblem(await answer.clone().json())
      expect(['BASE_INDISPONIBLE', 'DELAI_DEPASSE']).toContain(code)
      await expectRawProblem(answer, 503, code)
    }
    expect((await server().anonymous().raw('/health/live')).status).toBe(200)
    await eventually(() => isReady(server().url))
    const writers = Writers.start(server(), source, 'apres', 4)
    await writers.progress(20)
    await writers.stop()
    expect(writers.surprises).toEqual([])
    for (const [key, number] of [['pendant-0-1', 1], ['pendant-0-2', 2]] as const) {
      expect((await postSortie(server(), source, key, number)).status).toBe(201)
    }
    expect(await server().psql("SELECT note, count(*) FROM sorties_produit WHERE note LIKE 'pendant%' GROUP BY note ORDER BY note")).toBe(
      'pendant-0-1|1\npendant-0-2|1',
    )
    await expectVerified(server())
  })
})
