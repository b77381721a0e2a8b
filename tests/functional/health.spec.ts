// The program answers, says so in its own words, and describes itself.
import { describe, expect, it } from 'vitest'

import { run } from './fixture/program'
import { expectRawProblem } from './fixture/problem'
import { useServer } from './fixture/server'

describe('a running server', () => {
  const server = useServer()

  it('is alive and ready without a session', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      expect((await server().anonymous().raw(path)).status, path).toBe(200)
    }
  })

  it('gives metrics in the text format of Prometheus', async () => {
    const answer = await server().anonymous().raw('/metrics')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(/^# TYPE \w+ (counter|gauge|histogram)$/m)
  })

  it('serves the same OpenAPI 3.1 document that the command line prints', async () => {
    const answer = await server().anonymous().raw('/api/v1/openapi.json')
    expect(answer.status).toBe(200)
    const served: unknown = await answer.json()
    expect(served).toHaveProperty('openapi', expect.stringMatching(/^3\.1\./))
    expect(served).toHaveProperty(['paths', '/api/v1/session', 'post'])
    expect(served).toEqual(JSON.parse(await run(['openapi'])))
  })

  it('answers an unknown address with a problem document', async () => {
    const answer = await server().anonymous().raw('/api/v1/nulle-part')
    await expectRawProblem(answer, 404, 'ROUTE_INTROUVABLE')
  })

  it('refuses a list without a session', async () => {
    const answer = await server().anonymous().raw('/api/v1/receptions')
    await expectRawProblem(answer, 401, 'NON_AUTHENTIFIE')
  })

  it.each(['admin', 'directeur', 'gerant', 'operateur', 'pca', 'lecture', 'finance'] as const)(
    'lets %s sign in and say who it is',
    async (role) => {
      const caller = await server().signIn(role)
      const answer = await caller.raw('/api/v1/session')
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ role })
    },
  )

  it('stops in good order on SIGTERM and comes back with its data', async () => {
    const depots = await server().countRows('depots')
    expect(await server().stop()).toBe(0)
    await server().restart()
    expect(await server().countRows('depots')).toBe(depots)
  })
})
