// HTTP itself: methods, headers, connections, health and metrics.
import { beforeAll, describe, expect, it } from 'vitest'

import { useDepot } from './fixture/depot'
import { OpenApi } from './fixture/openapi'
import { expectRawProblem } from './fixture/problem'
import { eventually } from './fixture/program'
import { emailOf, password } from './fixture/seed'
import { Server, useServer } from './fixture/server'
import { Tcp } from './fixture/tcp'

const server = useServer()
const depot = useDepot(server)
const host = (): string => `Host: ${new URL(server().url).host}`

describe('methods', () => {
  it('HEAD answers like GET, without the body', async () => {
    for (const path of ['/health/live', '/api/v1/openapi.json', '/api/v1/citernes', '/api/v1/nulle-part']) {
      const [get, head] = [await depot().admin.raw(path), await depot().admin.raw(path, { method: 'HEAD' })]
      expect(head.status, path).toBe(get.status)
      expect(await head.text()).toBe('')
      for (const name of ['content-type', 'cache-control', 'etag'])
        expect(head.headers.get(name)).toBe(get.headers.get(name))
      const length = Number(head.headers.get('content-length'))
      expect(Math.abs(length - Buffer.byteLength(await get.text())), path).toBeLessThan(2)
    }
  })

  it('OPTIONS names the methods of every address', async () => {
    const openApi = await OpenApi.ofProgram()
    for (const pattern of new Set(openApi.routes.map((route) => route.pattern))) {
      const path = pattern.replace('{id}', '0190a000-0000-7000-8000-00000000dead')
      const response = await server().anonymous().raw(path, { method: 'OPTIONS' })
      expect(response.status, path).toBe(204)
      const own = openApi.routes.filter((route) => route.pattern === pattern).map((route) => route.method)
      const expected = [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort()
      expect(response.headers.get('allow')?.split(', ').sort(), path).toEqual(expected)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('a method that an address does not have is 405 and says which it has', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/api/v1/citernes', 'GET, HEAD, POST, OPTIONS'],
      ['PUT', '/api/v1/session', 'GET, HEAD, POST, DELETE, OPTIONS'],
      ['POST', '/health/live', 'GET, HEAD, OPTIONS'],
      ['PROPFIND', '/api/v1/citernes', 'GET, HEAD, POST, OPTIONS'],
    ] as const) {
      const response = await depot().admin.raw(path, { method })
      expect(response.headers.get('allow'), `${method} ${path}`).toBe(allow)
      await expectRawProblem(response, 405, 'METHODE_REFUSEE')
    }
  })

  it('an address that does not exist is 404, in the caller’s language', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/v1',
      '/api/v2/citernes',
      '/api/v1/citernes/',
      '/api/v1//citernes',
      '/api/v1/citerne',
      '/API/V1/CITERNES',
      '/metrics/',
    ]) {
      await expectRawProblem(await server().anonymous().raw(path), 404, 'ROUTE_INTROUVABLE')
    }
    const english = await server()
      .anonymous()
      .raw('/api/v2', { headers: { 'Accept-Language': 'en' } })
    expect(await english.json()).toMatchObject({ title: 'Unknown address' })
  })
})

describe('headers of every answer', () => {
  const paths = [
    '/health/live',
    '/health/ready',
    '/metrics',
    '/api/v1/session',
    '/api/v1/nulle-part',
    '/api/docs',
    '/api/v1/openapi.json',
    '/nulle-part',
  ]

  it.each(paths)('%s is not sniffed, not framed, not stored by others', async (path) => {
    const { headers } = await server().anonymous().raw(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
    if (path.startsWith('/api/')) expect(headers.get('cache-control')).toMatch(/no-store|no-cache/)
    expect(headers.get('x-request-id')).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('server')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(5000)
  })

  it('X-Request-Id is echoed when it is sane, made up when not, and shown in the problem', async () => {
    const ask = async (id: string): Promise<Response> =>
      await server()
        .anonymous()
        .raw('/api/v1/session', { headers: { 'X-Request-Id': id } })
    const sane = await ask('demande-42_ABCDEF')
    expect(sane.headers.get('x-request-id')).toBe('demande-42_ABCDEF')
    expect(await sane.json()).toMatchObject({ demande: 'demande-42_ABCDEF' })
    await eventually(() => server().log.includes('demande-42_ABCDEF')) // the log is written behind the answer
    for (const id of ['court', 'x'.repeat(65), 'avec espace dedans', '<script>alert</script>', 'a=b;c=d,e=f']) {
      const made = (await ask(id)).headers.get('x-request-id')
      expect(made).not.toBe(id)
      expect(made).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('nothing is compressed, whatever is accepted', async () => {
    const response = await depot().admin.raw('/api/v1/openapi.json', {
      headers: { 'Accept-Encoding': 'gzip, deflate, br' },
    })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10_000)
  })

  it('other sites get no leave to read, not even by asking first', async () => {
    const response = await server()
      .anonymous()
      .raw('/api/v1/citernes', {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://ailleurs.example',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type',
        },
      })
    for (const name of ['origin', 'methods', 'headers', 'credentials']) {
      expect(response.headers.get(`access-control-allow-${name}`)).toBeNull()
    }
  })
})

describe('connections', () => {
  it('carries many requests on one, also when they come all at once', async () => {
    const tcp = await Tcp.open(server().url)
    for (let i = 0; i < 3; ++i) {
      tcp.request('GET /health/live HTTP/1.1', host())
      expect((await tcp.answer()).body).toBe('{"etat":"vivant"}')
    }
    tcp.send(
      `GET /health/live HTTP/1.1\r\n${host()}\r\n\r\nGET /api/v1/session HTTP/1.1\r\n${host()}\r\n\r\nHEAD /health/live HTTP/1.1\r\n${host()}\r\n\r\n`,
    )
    expect([(await tcp.answer()).status, (await tcp.answer()).status, (await tcp.answer(true)).status]).toEqual([
      200, 401, 200,
    ])
    tcp.request('GET /health/live HTTP/1.1', host(), 'Connection: close')
    expect((await tcp.answer()).headers.get('connection')).toEqual(['close'])
    await expect.poll(() => tcp.ended).toBe(true)
  })

  it('takes a request that comes in pieces', async () => {
    const tcp = await Tcp.open(server().url)
    const body = JSON.stringify({ email: emailOf('pca'), mot_de_passe: password })
    for (const part of [
      'POST /api/v1/ses',
      `sion HTTP/1.1\r\n${host()}\r\nContent-Type: appli`,
      `cation/json\r\nContent-Length: ${body.length}\r\n\r\n`,
      body.slice(0, 9),
      body.slice(9),
    ]) {
      tcp.send(part)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const answer = await tcp.answer()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toHaveLength(1)
    tcp.close()
  })

  it('invites a body that asks first, and refuses one that is too large', async () => {
    const tcp = await Tcp.open(server().url)
    tcp.request(
      'POST /api/v1/session HTTP/1.1',
      host(),
      'Content-Type: application/json',
      'Content-Length: 2',
      'Expect: 100-continue',
    )
    expect((await tcp.answer()).status).toBe(100)
    tcp.send('{}')
    expect((await tcp.answer()).status).toBe(422)
    tcp.request('POST /api/v1/session HTTP/1.1', host(), 'Content-Type: application/json', 'Content-Length: 99999999')
    expect((await tcp.answer()).status).toBe(413)
    await expect.poll(() => tcp.ended).toBe(true)
  })

  it.each([
    ['no HTTP', 'bonjour', 400],
    ['a version of the future', 'GET /health/live HTTP/3.7', 400],
    ['no host', 'GET /health/live HTTP/1.1', 400],
    ['two lengths', 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2', 400],
    ['a length that is none', 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1', 400],
    [
      'length and chunks',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked',
      400,
    ],
    ['a blank in a header name', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX Y: z', 400],
    ['headers without end', `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}`, 431],
    ['an address without end', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x`, 431],
  ])('answers %s with a problem and closes', async (_what, text, status) => {
    const tcp = await Tcp.open(server().url)
    tcp.request(text)
    const answer = await tcp.answer()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toEqual(['application/problem+json'])
    expect(JSON.parse(answer.body)).toMatchObject({ status })
    await expect.poll(() => tcp.ended).toBe(true)
    expect((await server().anonymous().raw('/health/live')).status).toBe(200)
  })

  it('lets no header smuggle another into the answer', async () => {
    const tcp = await Tcp.open(server().url)
    tcp.request(
      'GET /api/v1/nulle%0d%0aX-Injected:%20oui HTTP/1.1',
      host(),
      'X-Request-Id: abcdefgh%0d%0aX-Injected: oui',
    )
    const answer = await tcp.answer()
    expect(answer.headers.has('x-injected')).toBe(false)
    tcp.close()
  })
})

describe('behind a proxy', () => {
  let behind: Server
  beforeAll(async () => {
    behind = await Server.start({
      options: ['--proxy', '127.0.0.1', '--origin', 'https://depot.example'],
    })
    return async () => {
      await behind.dispose()
    }
  })

  const signIn = async (one: Server, headers: Record<string, string>): Promise<Response> =>
    await one.anonymous().post('/api/v1/session', { email: emailOf('pca'), mot_de_passe: password }, headers)
  const address = async (one: Server): Promise<string> =>
    await one.psql('select adresse from sessions order by created_at desc limit 1')

  it('believes X-Forwarded-For of the proxy, its last hop only', async () => {
    const headers = { 'X-Forwarded-For': '198.51.100.1, 203.0.113.7', Origin: 'https://depot.example' }
    expect((await signIn(behind, headers)).status).toBe(200)
    expect(await address(behind)).toBe('203.0.113.7')
    expect((await signIn(behind, { ...headers, 'X-Forwarded-For': '<script>' })).status).toBe(200)
    expect(await address(behind)).toBe('127.0.0.1')
  })

  it('believes nobody else', async () => {
    expect((await signIn(server(), { 'X-Forwarded-For': '203.0.113.7', Forwarded: 'for=203.0.113.7' })).status).toBe(
      200,
    )
    expect(await address(server())).toBe('127.0.0.1')
  })

  it('gives a cookie for TLS alone by its origin, and knows its own name only', async () => {
    const response = await signIn(behind, { Origin: 'https://depot.example' })
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure$/)
    await expectRawProblem(await signIn(behind, { Origin: behind.url }), 403, 'ORIGINE_REFUSEE')
  })
})

describe('health and metrics', () => {
  it('health says alive and ready', async () => {
    for (const [path, etat] of [
      ['live', 'vivant'],
      ['ready', 'pret'],
    ] as const) {
      const response = await server().anonymous().raw(`/health/${path}`)
      expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: { etat } })
    }
  })

  const metrics = async (): Promise<string> => await (await server().anonymous().raw('/metrics')).text()
  const value = (text: string, series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')
        .at(-1) ?? 0,
    )

  it('metrics are Prometheus text: each series with its help and type', async () => {
    const response = await server().anonymous().raw('/metrics')
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = await response.text()
    for (const line of text.split('\n').filter((one) => one !== '')) {
      expect(line).toMatch(/^(# (HELP|TYPE) mlpp_\w+ .+|mlpp_\w+(\{([a-z_]+="[^"\\\n]*",?)*\})? [-+.\deEInfNa]+)$/)
    }
    for (const name of [
      'mlpp_http_requests_total',
      'mlpp_http_request_seconds',
      'mlpp_http_requests_in_flight',
      'mlpp_http_connections',
      'mlpp_db_connections_open',
      'mlpp_event_subscribers',
    ]) {
      expect(text).toContain(`# TYPE ${name} `)
    }
  })

  it('counts move with what happens, by route and never by id', async () => {
    const served = 'mlpp_http_requests_total{method="GET",route="/api/v1/citernes/{id}",status="404"}'
    const before = await metrics()
    for (let i = 0; i < 3; ++i) await depot().admin.raw('/api/v1/citernes/0190a000-0000-7000-8000-00000000dead')
    const after = await metrics()
    expect(value(after, served) - value(before, served)).toBe(3)
    expect(value(after, 'mlpp_db_exchanges')).toBeGreaterThan(value(before, 'mlpp_db_exchanges'))
    expect(value(after, 'mlpp_http_requests_in_flight')).toBe(1)
    expect(after).not.toContain('00000000dead')
  })

  it('metrics show nothing of people or documents', async () => {
    expect(await metrics()).not.toMatch(/@|Daipn|TANK|REC-/)
  })

  it('an open event stream is counted', async () => {
    const abort = new AbortController()
    await depot().admin.raw('/api/v1/evenements', { signal: abort.signal })
    await expect.poll(async () => value(await metrics(), 'mlpp_event_subscribers')).toBe(1)
    abort.abort()
  })
})
