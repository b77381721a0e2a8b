// Writers: clients that post sorties one after the other and never give a key up. A request that broke or got a 503 is
// repeated with the same key until it is answered 201; anything else is kept as a surprise.
import type { Server } from '#fixture/server'
import { readProblem } from '#fixture/problem'
import { eventually, pause } from '#fixture/program'

import { operationOf, postSortie, type Source } from './sorties'

const requestLimitMs = 30_000
const retryPauseMs = 25

export class Writers {
  readonly acknowledged = new Map<string, string>()
  /** Codes of the problem documents that came with a 503, and how often. */
  readonly refusals = new Map<string, number>()
  readonly surprises: string[] = []
  /** Requests that ended without an answer. */
  broken = 0
  slowest503Ms = 0
  readonly #server: Server
  readonly #source: Source
  readonly #run: string
  #going = true
  #ended: Promise<unknown> = Promise.resolve()

  private constructor(server: Server, source: Source, run: string) {
    this.#server = server
    this.#source = source
    this.#run = run
  }

  /** `run` keeps the keys of several groups apart. */
  static start(server: Server, source: Source, run: string, count = 8): Writers {
    const writers = new Writers(server, source, run)
    writers.#ended = Promise.all(Array.from({ length: count }, (_, number) => writers.#write(number)))
    return writers
  }

  /** Waits for `count` more acknowledgements. */
  async progress(count: number, limitMs = 60_000): Promise<void> {
    const wanted = this.acknowledged.size + count
    await eventually(() => this.acknowledged.size >= wanted || this.surprises.length > 0, limitMs)
  }

  /** Lets every writer get its last answer. */
  async stop(): Promise<void> {
    this.#going = false
    await this.#ended
  }

  async #write(writer: number): Promise<void> {
    for (let number = writer; this.#going; number += 7) await this.#insist(`${this.#run}-${writer}-${number}`, number)
  }

  async #insist(key: string, number: number): Promise<void> {
    while (!(await this.#try(key, number))) await pause(retryPauseMs)
  }

  /** True when the key is settled. */
  async #try(key: string, number: number): Promise<boolean> {
    const began = Date.now()
    let status: number
    let text: string
    let type: string | null
    try {
      const answer = await postSortie(this.#server, this.#source, key, number, {
        signal: AbortSignal.timeout(requestLimitMs),
      })
      status = answer.status
      type = answer.headers.get('content-type')
      text = await answer.text()
    } catch {
      this.broken += 1
      return false
    }
    if (status === 201) {
      this.acknowledged.set(key, operationOf(text))
      return true
    }
    if (status === 503 && type?.startsWith('application/problem+json') === true) {
      const { code } = readProblem(JSON.parse(text))
      this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1)
      this.slowest503Ms = Math.max(this.slowest503Ms, Date.now() - began)
      return false
    }
    this.surprises.push(`${key}: ${status} ${text}`)
    return true
  }
}
