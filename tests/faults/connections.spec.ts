// The wire between client and server cut in the middle of a request or of its answer.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import { describe, expect, it } from 'vitest'

import { eventually } from '#fixture/program'
import { type Server, useServer } from '#fixture/server'

import { expectNothingLost, openSource, operationOf, postSortie, type Source, textOfSortie } from './sorties'

async function dial(server: Server): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** The bytes of POST /sorties. */
function bytesOf(server: Server, source: Source, key: string, number: number): Buffer {
  const body = Buffer.from(textOfSortie(source, key, number))
  const head = [
    'POST /api/v1/sorties HTTP/1.1',
    `Host: ${new URL(server.url).host}`,
    `Authorization: Bearer ${source.token}`,
    `Idempotency-Key: ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(head.join('\r\n') + '\r\n\r\n'), body])
}

async function openConnections(server: Server): Promise<number> {
  const metrics = await (await server.anonymous().raw('/metrics')).text()
  const [, count] = /^mlpp_http_connections (\d+)$/m.exec(metrics) ?? []
  if (count === undefined) throw new Error(`no gauge of connections:\n${metrics}`)
  return Number(count)
}

describe('a connection cut by the client', () => {
  const server = useServer()

  it('in the middle of a request leaves no row', async () => {
    const source = await openSource(server())
    const rows = await server().countRows('sorties_produit')
    const request = bytesOf(server(), source, 'coupee-0-0', 0)
    for (const part of [0.1, 0.3, 0.6, 0.9, 0.999]) {
      const socket = await dial(server())
      socket.write(request.subarray(0, Math.floor(request.length * part)))
      socket.resetAndDestroy()
    }
    await eventually(async () => (await openConnections(server())) <= 2)
    expect(await server().countRows('sorties_produit')).toBe(rows)
  })

  it('before the answer leaves a sortie that the same key finds again, once', { timeout: 60_000 }, async () => {
    const source = await openSource(server())
    const acknowledged = new Map<string, string>()
    for (let number = 0; number < 20; number += 1) {
      const key = `muette-0-${number}`
      const socket = await dial(server())
      socket.write(bytesOf(server(), source, key, number))
      // Half of them before the server can have read it all, half after the answer began.
      if (number % 2 === 1) await once(socket, 'readable')
      socket.resetAndDestroy()
      const answer = await postSortie(server(), source, key, number)
      expect(answer.status).toBe(201)
      acknowledged.set(key, operationOf(await answer.text()))
    }
    await expectNothingLost(server(), source, acknowledged)
  })

  it('in the middle of a long answer costs nobody else anything', async () => {
    const { host } = new URL(server().url)
    for (let round = 0; round < 20; round += 1) {
      const socket = await dial(server())
      socket.write(`GET /api/v1/openapi.json HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      await once(socket, 'readable')
      socket.resetAndDestroy()
    }
    await eventually(async () => (await openConnections(server())) <= 2)
    expect((await server().anonymous().raw('/health/ready')).status).toBe(200)
  })
})
