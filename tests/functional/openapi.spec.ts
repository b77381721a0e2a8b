// The OpenAPI document: what is served is what the program prints, it is sound in itself, and it keeps its word. That
// every answer of every test follows it is checked by fixture/contract.ts; here, that this check would notice.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { OpenApi } from './fixture/openapi'
import { run } from './fixture/program'
import { useServer } from './fixture/server'

const server = useServer()
const openApi = await OpenApi.ofProgram()

/** Every reference of the document, wherever it stands. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(references)]
}

describe('the document', () => {
  it('is served as the program prints it', async () => {
    const response = await server().anonymous().raw('/api/v1/openapi.json')
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.text()).toBe((await run(['openapi'])).trimEnd())
  })

  it('is OpenAPI 3.1, and every reference in it leads somewhere', () => {
    expect(openApi.document.openapi).toBe('3.1.0')
    const all = references(openApi.document)
    expect(all.length).toBeGreaterThan(100)
    for (const $ref of new Set(all)) expect(() => openApi.resolve({ $ref })).not.toThrow()
  })

  it('declares each {name} of a path as a parameter, and no other', () => {
    for (const route of openApi.routes) {
      const named = [...route.pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const declared = (route.operation.parameters ?? [])
        .filter(({ in: place }) => place === 'path')
        .map(({ name }) => name)
      expect(declared, route.name).toEqual(named)
    }
  })

  it('lists the routes that `mlpp routes` lists, with the same rights', async () => {
    const listed = (await run(['routes']))
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 3).join(' '))
    const declared = openApi.routes.map((route) => `${route.name} ${route.operation['x-action']}`)
    expect(declared.sort()).toEqual(listed.sort())
  })

  it('gives a body to every POST and PATCH, a success to all, and a 401 to what needs a session', () => {
    for (const route of openApi.routes) {
      const statuses = Object.keys(route.operation.responses)
      expect(
        statuses.some((status) => status.startsWith('2')),
        route.name,
      ).toBe(true)
      if (['POST', 'PATCH'].includes(route.method)) expect(openApi.bodyOf(route), route.name).toBeDefined()
      expect(statuses.includes('401'), route.name).toBe(
        route.operation['x-action'] !== 'visiteur' || route.name === 'POST /api/v1/session',
      )
      if (route.operation['x-action'].includes('.')) expect(statuses, route.name).toContain('403')
    }
  })

  it('knows the codes of docs/errors.md, and those only', () => {
    const catalogue = readFileSync(fileURLToPath(new URL('../../docs/errors.md', import.meta.url)), 'utf8')
    const listed = [...catalogue.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '')
    expect(openApi.document.components.schemas['Code']?.enum).toEqual([...new Set(listed)].sort())
  })

  it('the typed client of these tests is made of it', () => {
    const types = fileURLToPath(new URL('generated/api.d.ts', import.meta.url))
    expect(existsSync(types)).toBe(true)
    const text = readFileSync(types, 'utf8')
    for (const route of openApi.routes) expect(text).toContain(`"${route.pattern}"`)
    for (const name of Object.keys(openApi.document.components.schemas))
      expect(text).toMatch(new RegExp(`\\b${name}: `))
  })
})

describe('the reference page', () => {
  it('is served with its own parts and nothing from elsewhere', async () => {
    const page = await server().anonymous().raw('/api/docs')
    const html = await page.text()
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    for (const [, where] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(where).toMatch(/^\//)
      expect(
        (
          await server()
            .anonymous()
            .raw(where ?? '')
        ).status,
        where,
      ).toBe(200)
    }
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe-inline|unsafe-eval|https?:/)
  })
})

describe('the check of every answer', () => {
  const exchange = { method: 'GET', path: '/api/v1/session', status: 401, contentType: 'application/problem+json' }
  const problem = {
    type: '/problemes/NON_AUTHENTIFIE',
    title: 'x',
    status: 401,
    detail: '',
    code: 'NON_AUTHENTIFIE',
    demande: 'd',
    erreurs: [],
  }
  const violations = (change: object, body: unknown): string[] =>
    openApi.violations({ ...exchange, body: JSON.stringify(body), ...change })

  it('lets pass what the document says', () => {
    expect(violations({}, problem)).toEqual([])
  })

  it.each([
    ['another status', { status: 418 }, problem],
    ['another type', { contentType: 'application/json' }, problem],
    ['a missing field', {}, { ...problem, title: undefined }],
    ['a field of another type', {}, { ...problem, status: '401' }],
    ['a code that the route does not have', {}, { ...problem, code: 'DOUBLON', type: '/problemes/DOUBLON' }],
    ['a code that nobody has', {}, { ...problem, code: 'INVENTE' }],
    ['a body where none is due', { method: 'DELETE', status: 204 }, problem],
    [
      'a field too many',
      { status: 200, path: '/health/live', contentType: 'application/json' },
      { etat: 'vivant', de_trop: 1 },
    ],
    ['a problem on an unknown path that is none', { path: '/nulle-part', status: 404 }, { erreur: 1 }],
  ])('notices %s', (_what, change, body) => {
    expect(violations(change, body)).not.toEqual([])
  })
})
