// Starts that must be refused, with a reason that a person can act on.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { run, runVerb } from '#fixture/program'
import { useServer } from '#fixture/server'
import { copyDataDirectory, makeDataDirectory, removeDataDirectory } from '#fixture/template'

const anyPort = ['--listen', '127.0.0.1:0']

describe('a start beside a running server', () => {
  const server = useServer()

  it('on the same directory is refused and names the process that has it', async () => {
    const { status, stdout, stderr } = await server().tryMlpp(['serve', ...anyPort])
    expect(status).toBe(3)
    expect(stdout).not.toContain('ready')
    expect(stderr).toContain(`another program (process ${server().pid})`)
    expect(stderr).toContain(server().data)
    expect((await server().anonymous().raw('/health/ready')).status).toBe(200)
  })

  it('on the same port is refused, names the address and leaves no database running', async () => {
    const directory = copyDataDirectory(inject('template'))
    const { host } = new URL(server().url)
    try {
      const { status, stdout, stderr } = await runVerb(['serve', '--data', directory, '--listen', host])
      expect(status).toBe(3)
      expect(stdout).not.toContain('ready')
      expect(stderr).toContain(host)
      expect(stderr).toMatch(/in use/)
      // A verb that starts the cluster itself finds it stopped in good order.
      await run(['verify', '--data', directory])
    } finally {
      removeDataDirectory(directory)
    }
  })
})

describe('a data directory of another PostgreSQL', () => {
  const directory = copyDataDirectory(inject('template'))
  afterAll(() => {
    removeDataDirectory(directory)
  })

  it.each(['9', '99'])('version %s is refused, and the version named', async (major) => {
    writeFileSync(join(directory, 'pgdata/PG_VERSION'), `${major}\n`)
    const { status, stderr } = await runVerb(['serve', '--data', directory, ...anyPort])
    expect(status).toBe(3)
    expect(stderr).toMatch(new RegExp(`\\b${major}\\b`))
  })

  it('without a version is refused as none at all', async () => {
    writeFileSync(join(directory, 'pgdata/PG_VERSION'), '')
    const { status, stderr } = await runVerb(['serve', '--data', directory, ...anyPort])
    expect(status).toBe(3)
    expect(stderr).toContain('PG_VERSION')
  })
})

describe('a database of production', () => {
  const directory = makeDataDirectory()
  beforeAll(async () => {
    await run(['migrate', '--data', directory, '--environnement', 'prod'])
  })
  afterAll(() => {
    removeDataDirectory(directory)
  })

  it('T-INV-08 T-REG-13 refuses seed and demo, whatever environment the command names, and stays empty', { timeout: 120_000 }, async () => {
    for (const verb of [['seed', 'prod-like'], ['demo', '--jours', '3']]) {
      for (const environment of ['prod', 'dev']) {
        const { status, stderr } = await runVerb([...verb, '--data', directory, '--environnement', environment])
        expect(status).toBe(1)
        expect(stderr).toMatch(/refused in a prod environment|dev environment only|is a prod environment, which never changes/)
      }
    }
    const rows = await run(['psql', '--data', directory, '--', '-X', '-A', '-t', '-c',
      'SELECT (SELECT count(*) FROM depots) + (SELECT count(*) FROM citernes) + (SELECT count(*) FROM profils)'])
    expect(rows.trim()).toBe('0')
  })

  it('T-INV-08 T-REG-13 gives its owner a psql that only reads', { timeout: 120_000 }, async () => {
    const { status, stderr } = await runVerb(['psql', '--data', directory, '--', '-X', '-c', 'DELETE FROM produits'])
    expect(stderr).toContain('cannot execute DELETE in a read-only transaction')
    expect(status).not.toBe(0)
  })
})
