// What the fault tests load the server with: sorties that carry their key, posted with an operator's token; and the proof
// afterwards that every acknowledged one is there exactly once.
import { expect } from 'vitest'

import { created, Depot, expectVerified, ligne } from '#fixture/depot'
import type { Server } from '#fixture/server'

const tankCount = 6

export interface Source {
  /** Of the depot's operator: it outlives restarts, whatever the address. */
  token: string
  tanks: string[]
  client: string
}

/** A key and the operation that its sortie was acknowledged with. */
export type Acknowledged = ReadonlyMap<string, string>

/** Tanks with stock to draw from. */
export async function openSource(server: Server): Promise<Source> {
  const depot = await Depot.daipn(server)
  const tanks: string[] = []
  while (tanks.length < tankCount) tanks.push((await depot.citerne({ stock: 200_000 })).id)
  const { jeton } = created(await depot.operateur.client.POST('/api/v1/jetons', { body: { nom: 'faults' } }))
  return { token: jeton, tanks, client: await depot.client() }
}

/** The operation that a body of POST /sorties names. */
export function operationOf(text: string): string {
  const [, operation] = /^\{"operation_id":"([0-9a-f-]{36})"/.exec(text) ?? []
  if (operation === undefined) throw new Error(`no operation: ${text}`)
  return operation
}

/** Ten litres from one tank. The note is the key, so that the database can be asked for it. */
export function textOfSortie(source: Source, key: string, number: number): string {
  return JSON.stringify({
    proprietaire_type: 'MONALUXE',
    client_id: source.client,
    note: key,
    lignes: [ligne(source.tanks[number % source.tanks.length] ?? '', 10)],
  })
}

export async function postSortie(
  server: Server,
  source: Source,
  key: string,
  number: number,
  more: RequestInit = {},
): Promise<Response> {
  return await server.withToken(source.token).raw('/api/v1/sorties', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: textOfSortie(source, key, number),
    ...more,
  })
}

/** Every acknowledged sortie once and no other, numbers without a gap, and nothing for `mlpp verify` to find. */
export async function expectNothingLost(server: Server, source: Source, acknowledged: Acknowledged): Promise<void> {
  const found = await server.psql('SELECT note, operation_id FROM sorties_produit')
  const wanted = Array.from(acknowledged, ([key, operation]) => `${key}|${operation}`)
  expect(found.split('\n').filter((line) => line !== '').sort()).toEqual(wanted.sort())
  expect(
    await server.psql(
      `SELECT count(*) - max(right(numero, 6)::integer), count(*) - count(DISTINCT numero),
         count(*) - (SELECT max(dernier) FROM compteurs WHERE type = 'SOR') FROM sorties_produit`,
    ),
  ).toBe('0|0|0')
  await expectVerified(server)
  await expectReplays(server, source, acknowledged)
}

/** A key that was answered gives the stored answer, and nothing is posted again. */
async function expectReplays(server: Server, source: Source, acknowledged: Acknowledged): Promise<void> {
  const before = await server.countRows('sorties_produit')
  for (const [key, operation] of Array.from(acknowledged).slice(-20)) {
    const number = Number(key.split('-').at(-1))
    const answer = await postSortie(server, source, key, number)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('idempotency-replayed')).toBe('true')
    expect(operationOf(await answer.text())).toBe(operation)
  }
  expect(await server.countRows('sorties_produit')).toBe(before)
}
