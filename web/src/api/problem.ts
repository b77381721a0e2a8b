// What can go wrong with a request: the server refused (a problem document), nobody answered, or it cannot be kept.
import type { Probleme } from './types'

/** The server's refusal. Thrown by every call of the client, so that queries and forms see one kind of error. */
export class Refusal extends Error {
  readonly problem: Probleme

  constructor(problem: Probleme) {
    super(problem.detail || problem.title)
    this.name = 'Refusal'
    this.problem = problem
  }

  get code(): Probleme['code'] {
    return this.problem.code
  }
}

/** No answer: no network, or the connection was cut. The request may have been done or not. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause })
    this.name = 'NoAnswer'
  }
}

/** The device keeps as many unsent forms as it may: none is dropped for another one. */
export class QueueFull extends Error {
  readonly formsMax: number

  constructor(formsMax: number) {
    super('too many unsent forms')
    this.name = 'QueueFull'
    this.formsMax = formsMax
  }
}

export function isProblem(value: unknown): value is Probleme {
  return typeof value === 'object' && value !== null && 'code' in value && 'erreurs' in value
}

export function isRefusal(error: unknown, ...codes: Probleme['code'][]): error is Refusal {
  return error instanceof Refusal && (codes.length === 0 || codes.includes(error.code))
}

/** Messages by field, as the server names fields: `lignes[0].index_apres`. */
export function fieldMessages(error: unknown): Record<string, string> {
  if (!isRefusal(error)) return {}
  return Object.fromEntries(error.problem.erreurs.map((e) => [e.champ, e.message]))
}
