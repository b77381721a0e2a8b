// The event stream: ids of what changed in the depots that the caller sees, after the change is committed and never
// before, until the session ends.
import { afterEach, describe, expect, it } from 'vitest'

import { created, ligne, useDepot } from './fixture/depot'
import { expectProblem, expectRawProblem } from './fixture/problem'
import { depotDaipn, password } from './fixture/seed'
import { useServer, type Caller } from './fixture/server'

const server = useServer()
const depot = useDepot(server)
const open: Stream[] = []

interface Event {
  name: string
  depot_id: string | null
  ids: string[]
}

function readEvent(block: string): Event | undefined {
  const name = /^event: (\w+)$/m.exec(block)?.[1]
  const data: unknown = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null')
  if (name === undefined || typeof data !== 'object' || data === null || !('ids' in data) || !Array.isArray(data.ids))
    return undefined
  return {
    name,
    depot_id: 'depot_id' in data && typeof data.depot_id === 'string' ? data.depot_id : null,
    ids: data.ids.map(String),
  }
}

/** One open stream: everything it said, and how it ended. */
class Stream {
  readonly events: Event[] = []
  text = ''
  ended = false
  readonly #abort = new AbortController()

  static async open(caller: Caller): Promise<Stream> {
    const stream = new Stream()
    const response = await caller.raw('/api/v1/evenements', { signal: stream.#abort.signal })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-store')
    void stream.#read(response)
    open.push(stream)
    await expect.poll(() => stream.text).toContain('retry: 5000\n\n')
    return stream
  }

  close(): void {
    this.#abort.abort()
  }

  async #read(response: Response): Promise<void> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    try {
      for (;;) {
        const chunk = await reader?.read()
        if (chunk === undefined || chunk.done) break
        this.text += chunk.value
        const blocks = this.text.split('\n\n').slice(0, -1)
        this.events.splice(0, this.events.length, ...blocks.flatMap((block) => readEvent(block) ?? []))
      }
    } catch {
      // Closed by the test.
    }
    this.ended = true
  }

  /** The events so far as `name id…`. */
  get said(): string[] {
    return this.events.map((event) => [event.name, ...event.ids].join(' '))
  }

  /** The tanks that each movement so far touched. */
  get stock(): string[][] {
    return this.events.filter((event) => event.name === 'stock').map((event) => event.ids.sort())
  }
}

afterEach(() => {
  for (const stream of open.splice(0)) stream.close()
})

describe('what a stream says', () => {
  it('a movement: the tanks it touched, once it is committed', async () => {
    const tank = await depot().citerne({ stock: 1000 })
    const stream = await Stream.open(depot().operateur)
    await depot().sortir([ligne(tank.id, 10)])
    await expect.poll(() => stream.events).toContainEqual({ name: 'stock', depot_id: depotDaipn, ids: [tank.id] })
    // Ids only: who wants more asks under the own rights.
    expect(stream.text).not.toMatch(/volume|numero|@/)
  })

  it('an operation into two tanks: one event with both', async () => {
    const [first, second] = [await depot().citerne(), await depot().citerne()]
    const stream = await Stream.open(depot().operateur)
    await depot().recevoir([ligne(first.id, 10), ligne(second.id, 10)])
    await expect.poll(() => stream.stock).toEqual([[first.id, second.id].sort()])
  })

  it('a shipment: each step', async () => {
    const stream = await Stream.open(depot().operateur)
    const cours = await depot().cdr('FRONTIERE')
    await expect.poll(() => stream.said).toEqual([`cdr ${cours.id}`, `cdr ${cours.id}`, `cdr ${cours.id}`])
  })

  it('T-INV-04 an adjustment that waits for a second person, and what became of it', async () => {
    const tank = await depot().citerne({ stock: 100_000 })
    const stream = await Stream.open(depot().operateur)
    const proposal = await depot().propose(tank.id)
    await expect.poll(() => stream.said).toEqual([`alerte ${proposal}`])
    created(await depot().validate(proposal, await server().signIn('directeur')))
    await expect.poll(() => stream.said.sort()).toEqual([`alerte ${proposal}`, `alerte ${proposal}`, `stock ${tank.id}`])
  })

  it('nothing of what was refused', async () => {
    const stream = await Stream.open(depot().operateur)
    const tank = await depot().citerne({ stock: 100 })
    const body = await depot().sortieBody([ligne(tank.id, 5000)])
    expectProblem(await depot().operateur.client.POST('/api/v1/sorties', { body }), 422, 'SORTIE_STOCK_INSUFFISANT_AMB')
    await depot().sortir([ligne(tank.id, 1)])
    // Its opening stock and this sortie, in the order of their commits.
    await expect.poll(() => stream.stock).toEqual([[tank.id], [tank.id]])
  })

  it('nothing of what is not committed yet', async () => {
    const stream = await Stream.open(depot().operateur)
    const tank = await depot().citerne({ stock: 100 })
    await server().psql(
      `begin; select pg_notify('mlpp', json_build_object('e', 'stock', 'depot', '${depotDaipn}', 'ids', json_build_array('${tank.id}'))::text); rollback`,
    )
    await depot().sortir([ligne(tank.id, 1)])
    // Its opening stock and this sortie, in the order of their commits.
    await expect.poll(() => stream.stock).toEqual([[tank.id], [tank.id]])
  })
})

describe('who hears what', () => {
  it('T-SEC-02 a depot’s people hear of their own depot, the management of all', async () => {
    const other = await depot().another()
    const [here, there] = [await depot().citerne({ stock: 100 }), await other.citerne({ stock: 100 })]
    const streams = {
      ours: await Stream.open(depot().operateur),
      theirs: await Stream.open(other.operateur),
      all: await Stream.open(await server().signIn('pca')),
    }
    await depot().sortir([ligne(here.id, 1)])
    await other.sortir([ligne(there.id, 1)])
    await expect.poll(() => streams.all.said.sort()).toEqual([`stock ${here.id}`, `stock ${there.id}`].sort())
    await expect.poll(() => streams.theirs.said).toEqual([`stock ${there.id}`])
    await expect.poll(() => streams.ours.said).toEqual([`stock ${here.id}`])
    expect(streams.ours.text).not.toContain(other.id)
  })

  it('nobody without a session', async () => {
    await expectRawProblem(await server().anonymous().raw('/api/v1/evenements'), 401, 'NON_AUTHENTIFIE')
    await expectRawProblem(await server().withToken(`mlpp.${'x'.repeat(43)}`).raw('/api/v1/evenements'), 401, 'SESSION_EXPIREE')
  })

  it('a token of a program does', async () => {
    const { jeton } = created(await depot().admin.client.POST('/api/v1/jetons', { body: { nom: 'Afficheur' } }))
    const stream = await Stream.open(server().withToken(jeton))
    const tank = await depot().citerne()
    await depot().recevoir([ligne(tank.id, 1)])
    await expect.poll(() => stream.said).toContain(`stock ${tank.id}`)
  })
})

/** Open streams, by the server's own count. */
async function subscribers(): Promise<number> {
  const text = await (await server().anonymous().raw('/metrics')).text()
  return Number(/^mlpp_event_subscribers (\d+)$/m.exec(text)?.[1])
}

describe('how a stream ends', () => {
  it('leaves no place taken once its client is gone', async () => {
    await expect.poll(subscribers, { timeout: 10_000 }).toBe(0)
    const streams = await Promise.all([1, 2, 3].map(() => Stream.open(depot().operateur)))
    expect(await subscribers()).toBe(3)
    for (const stream of streams) stream.close()
    // Long before the next heartbeat, which comes after twenty seconds.
    await expect.poll(subscribers, { timeout: 10_000 }).toBe(0)
  })

  it('beats while nothing happens, and ends soon after its session', { timeout: 90_000 }, async () => {
    await server().addUser('auditeur@demo.local', 'pca')
    const caller = await server().signIn({ email: 'auditeur@demo.local', mot_de_passe: password })
    const stream = await Stream.open(caller)
    await expect.poll(() => stream.text, { timeout: 30_000 }).toMatch(/^: $/m)
    await caller.raw('/api/v1/session', { method: 'DELETE' })
    await expect.poll(() => stream.ended, { timeout: 45_000 }).toBe(true)
  })

  it(
    'ends when what its owner may see changes, so that it comes back with the new rights',
    { timeout: 60_000 },
    async () => {
      await server().addUser('muté@demo.local', 'operateur', depotDaipn)
      const other = await depot().another()
      const stream = await Stream.open(await server().signIn({ email: 'muté@demo.local', mot_de_passe: password }))
      await server().psql(
        `update profils set depot_id = '${other.id}' where user_id = (select id from utilisateurs where email = 'muté@demo.local')`,
      )
      await expect.poll(() => stream.ended, { timeout: 45_000 }).toBe(true)
    },
  )

  it('ends in good order when the server stops', async () => {
    const stream = await Stream.open(depot().operateur)
    expect(await server().stop()).toBe(0)
    await expect.poll(() => stream.ended).toBe(true)
    await server().restart()
  })
})
