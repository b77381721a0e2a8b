// Starts that must be refused, with a reason that a person can act on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { run, runVerb, type Outcome } from '#fixture/program'
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

describe('the web interface', () => {
  // Of its maker alone, as a clone below the home of root is.
  const folder = mkdtempSync(join(tmpdir(), 'mlpp-web-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>essai</title>')
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  const server = useServer({ options: ['--web', folder] })

  it('stands in a folder that only whoever starts the server may read', async () => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(server().url, resolve).on('error', reject)
    })
    expect(response.statusCode).toBe(200)
    expect(await text(response)).toContain('<title>essai</title>')
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

  const psql = async (...statements: string[]): Promise<Outcome> =>
    await runVerb(['psql', '--data', directory, '--', '-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1', ...statements.flatMap((statement) => ['-c', statement])])

  it('T-INV-08 T-REG-13 is looked at by a psql that reads', { timeout: 120_000 }, async () => {
    const { status, stdout } = await psql(
      'SELECT current_user', 'SELECT count(*) > 0 FROM role_permissions', "SELECT valeur FROM parametres WHERE cle = 'environnement'",
      'SELECT count(*) FROM v_stock_actuel', 'SELECT count(*) > 0 FROM log_actions', 'SELECT email FROM utilisateurs')
    expect({ status, rows: stdout.trim().split('\n') }).toEqual({
      status: 0, rows: ['mlpp_lecteur', 't', 'prod', '0', 't', 'systeme@mlpp.invalid'],
    })
  })

  it.each([
    ['DELETE FROM produits', /cannot execute DELETE in a read-only transaction/],
    ["INSERT INTO clients (nom) VALUES ('x')", /cannot execute INSERT in a read-only transaction/],
    ['SET ROLE mlpp_proprietaire', /permission denied to set role "mlpp_proprietaire"/],
    ['SET ROLE mlpp_moteur', /permission denied to set role "mlpp_moteur"/],
    ['SET SESSION AUTHORIZATION mlpp_proprietaire', /permission denied to set session authorization/],
    ['SELECT verificateur FROM utilisateurs', /permission denied for table utilisateurs/],
    ['SELECT secret FROM app.secret_contexte', /permission denied for table secret_contexte/],
    ["SELECT app.purger()", /permission denied for function purger/],
  ])('T-INV-08 T-REG-13 which the server refuses: %s', { timeout: 60_000 }, async (statement, why) => {
    const { status, stderr } = await psql(statement)
    expect(stderr).toMatch(why)
    expect(status).toBe(1)
  })

  it.each([
    "INSERT INTO clients (nom) VALUES ('x')",
    'UPDATE parametres SET valeur = valeur',
    'DELETE FROM produits',
    'TRUNCATE log_actions',
    "SELECT app.journaliser_refus('\\x00', 'x.y', false)",
    'CREATE TABLE x (i int)',
    'CREATE TEMP TABLE x (i int)',
    'CREATE SCHEMA x',
    'ALTER TABLE produits DISABLE ROW LEVEL SECURITY',
    'GRANT mlpp_proprietaire TO mlpp_lecteur',
    'ALTER ROLE mlpp_lecteur BYPASSRLS',
    "COPY (SELECT 1) TO PROGRAM 'true'",
  ])('T-INV-08 T-REG-13 and also once its transactions are made writable: %s', { timeout: 60_000 }, async (statement) => {
    const writable = ['SET default_transaction_read_only = off', 'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE', 'SHOW transaction_read_only']
    const { status, stdout, stderr } = await psql(...writable, statement)
    expect(stdout.trim()).toBe('off')
    expect(stderr).toMatch(/permission denied|must be (owner|superuser)|must have admin option/)
    expect(status).toBe(1)
  })

  it('T-INV-08 stays as it was', async () => {
    expect((await psql('SELECT count(*) FROM clients')).stdout.trim()).toBe('0')
    expect(await run(['verify', '--data', directory])).toContain(' 0 differences')
  })
})
