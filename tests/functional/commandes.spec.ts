// The command line as an administrator types it, also wrongly: which database is meant, what is refused and with which
// exit status (1 refused, 2 wrong usage, 3 the surroundings).
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'

import { Process, runVerb, type Outcome } from './fixture/program'
import { emailOf } from './fixture/seed'
import { copyDataDirectory, makeDataDirectory, removeDataDirectory } from './fixture/template'

const data = copyDataDirectory(inject('template'))
const empty = makeDataDirectory()
const made = [data, empty]
afterAll(() => {
  for (const directory of made) removeDataDirectory(directory)
})

const missing = join(empty, 'nothing')

/** A directory of the user of the tests with one file in it. */
function withFile(name: string, text: string): string {
  const directory = makeDataDirectory()
  made.push(directory)
  mkdirSync(join(directory, name, '..'), { recursive: true })
  writeFileSync(join(directory, name), text, { mode: 0o644 })
  return directory
}

function refused(outcome: Outcome, status: number, why: RegExp): void {
  expect(outcome.stderr).toMatch(why)
  expect(outcome.status).toBe(status)
}

describe('the database that is meant', () => {
  it('is that of the command line, then of the environment, then of the file', async () => {
    const other = { MLPP_DATA: missing }
    expect((await runVerb(['verify', '--data', data], '', other)).stdout).toContain(' 0 differences')
    expect((await runVerb(['verify'], '', { MLPP_DATA: data })).stdout).toContain(' 0 differences')
    const file = join(withFile('mlpp.toml', `[verify]\ndata = "${data}"\n[serve]\ndata = "${missing}"\n`), 'mlpp.toml')
    expect((await runVerb(['verify'], '', { MLPP_CONFIG: file })).stdout).toContain(' 0 differences')
    expect((await runVerb(['--config', file, 'verify'])).stdout).toContain(' 0 differences')
    refused(await runVerb(['verify'], '', { MLPP_CONFIG: file, ...other }), 3, /no database/)
  })

  it('T-REG-19 is not guessed: what an unset variable leaves, a wrong folder, somebody else’s files', async () => {
    refused(await runVerb(['verify', '--database', '']), 2, /must not be empty/)
    for (const verb of ['verify', 'doctor', 'psql']) {
      const { stdout, stderr, status } = await runVerb([verb, '--data', missing])
      expect(`${verb} ${stdout}${stderr}`).toMatch(/there is no database in/)
      expect(status).not.toBe(0)
    }
    expect(existsSync(missing)).toBe(false)
    refused(await runVerb(['migrate', '--data', withFile('rapport.txt', 'x')]), 3, /not empty.*rapport\.txt/)
    const foreign = withFile('pgdata/PG_VERSION', '15\n')
    writeFileSync(join(foreign, 'pgdata/pg_hba.conf'), 'local all all reject\n')
    refused(await runVerb(['migrate', '--data', foreign]), 3, /did not make/)
    expect(existsSync(join(foreign, 'pgdata/mlpp.conf'))).toBe(false)
  })

  it('T-OPS-01 keeps the environment that it was made with', async () => {
    refused(await runVerb(['migrate', '--data', data, '--environnement', 'prod']), 1, /is a dev environment/)
    expect((await runVerb(['migrate', '--data', data])).stdout).toContain('environment dev')
  })
})

describe('wrong usage ends with 2 before anything is touched', () => {
  it.each([
    [['serve', '--listen', '8080'], /ADDRESS:PORT/],
    [['serve', '--listen', 'depot.example:8080'], /ADDRESS:PORT/],
    [['serve', '--origin', 'https://depot.example/'], /without a path/],
    [['serve', '--origin', 'depot.example'], /without a path/],
    [['serve', '--proxy', '10.0.0.0/8'], /no range/],
    [['demo', '--graine', '-1'], /graine/],
    [['volumetrie'], /--temperature and --densite/],
  ])('%j', async (verb, why) => {
    const options = verb[0] === 'volumetrie' ? [] : ['--data', missing]
    refused(await runVerb([...verb, ...options]), 2, why)
    expect(existsSync(missing)).toBe(false)
  })

  it('MLPP_PG_BIN that leads nowhere is named', async () => {
    refused(await runVerb(['verify', '--data', data], '', { MLPP_PG_BIN: missing }), 3, /MLPP_PG_BIN is .*nothing/)
  })

  it('T-REG-19 T-OPS-01 a file of options that is missing or has unknown ones', async () => {
    refused(await runVerb(['version'], '', { MLPP_CONFIG: missing }), 2, /nothing/)
    const file = join(withFile('mlpp.toml', '[verify]\nbogus = 1\n'), 'mlpp.toml')
    refused(await runVerb(['version'], '', { MLPP_CONFIG: file }), 2, /bogus/)
  })
})

describe('serve --listen', () => {
  it('takes localhost for the loopback', async () => {
    const own = copyDataDirectory(inject('template'))
    made.push(own)
    const server = await Process.start(['--data', own], 'localhost:0')
    try {
      expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect((await fetch(`${server.url}/health/live`)).status).toBe(200)
    } finally {
      await server.stop()
    }
  })
})

describe('user add', () => {
  const add = async (email: string, more: string[], password = 'Tr0ub4dor-zzyx'): Promise<Outcome> =>
    await runVerb(['user', 'add', '--data', data, '--email', email, '--nom', 'Awa Kabila', ...more], `${password}\r\n`)

  it('makes a password up when none is given, and shows it once', async () => {
    const { status, stdout } = await runVerb(['user', 'add', '--data', data, '--email', 'b@exemple.org', '--nom', 'Bea Kasai', '--role', 'pca'], '')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^[0-9a-f-]{36}\npassword: \S{12,}\n$/)
  })

  it('refuses an unknown depot, a taken e-mail and a weak password, each in a sentence', async () => {
    refused(await add('a@exemple.org', ['--role', 'finance', '--depot', 'NULLEPART']), 1, /^mlpp: there is no depot NULLEPART$/m)
    refused(await add(emailOf('admin'), ['--role', 'admin']), 1, /^mlpp: This e-mail is already taken$/m)
    refused(await add('a@exemple.org', ['--role', 'admin'], 'motdepasse'), 1, /too weak/)
    expect((await add('a@exemple.org', ['--role', 'admin'])).status).toBe(0)
  })
})

describe('demo', () => {
  const depot = makeDataDirectory()
  made.push(depot)

  it('fills an empty depot with a life that adds up, and once only', { timeout: 120_000 }, async () => {
    const first = await runVerb(['demo', '--data', depot, '--jours', '6'])
    expect(first.stdout).toMatch(/^demo: 6 days, \d\d movements$/m)
    expect((await runVerb(['demo', '--data', depot])).stdout).toMatch(/^demo data are there already$/m)
    const { status, stdout } = await runVerb(['verify', '--data', depot])
    expect(stdout).toMatch(/^\d\d measures recomputed, 0 differences$/m)
    expect(status).toBe(0)
    const back = await runVerb(['psql', '--data', depot, '--', '-X', '-A', '-t', '-c', 'SELECT max(jours_retro) FROM depots'])
    expect(back.stdout.trim()).toBe('30')
    const doctor = await runVerb(['doctor', '--data', depot])
    expect(doctor.stdout).toMatch(/^ok {4}administrator: 1 active$/m)
    expect(doctor.status).toBe(0)
  })

  it('that was interrupted is not taken for a whole one', { timeout: 120_000 }, async () => {
    await runVerb(['psql', '--data', depot, '--', '-X', '-c', "UPDATE utilisateurs SET email = 'autre@demo.local' WHERE email = 'finance@demo.local'"])
    refused(await runVerb(['demo', '--data', depot]), 1, /^mlpp: an earlier demo was interrupted half-way/m)
  })
})

describe('psql', () => {
  const psql = async (...more: string[]): Promise<Outcome> => await runVerb(['psql', '--data', data, '--', '-X', '-A', '-t', ...more])

  it('is the owner outside production, and ends with the statuses of every verb', { timeout: 60_000 }, async () => {
    expect(await psql('-c', 'SELECT current_user')).toMatchObject({ status: 0, stdout: 'mlpp_proprietaire\n' })
    refused(await psql('-c', 'SELECT nothing'), 1, /column "nothing" does not exist/)
    refused(await psql('-v', 'ON_ERROR_STOP=1', '-f', join(withFile('faux.sql', 'SELECT 1/0;'), 'faux.sql')), 1, /division by zero/)
    refused(await psql('--no-such-option'), 1, /no-such-option/)
    expect((await psql('-v', 'ON_ERROR_STOP=1', '-c', 'SELECT pg_terminate_backend(pg_backend_pid())')).status).toBe(3)
  })
})

describe('what cannot be written', () => {
  it('ends with 3: nobody takes a lost answer for a good one', async () => {
    for (const verb of [['version'], ['verify', '--data', data, '--json']]) {
      const { status } = await runVerb(verb, '', {}, 'full')
      expect(`${verb[0] ?? ''} ${status ?? ''}`).toBe(`${verb[0] ?? ''} 3`)
    }
  })
})

describe('a table of cases', () => {
  const csv = async (text: string): Promise<Outcome> =>
    await runVerb(['volumetrie', '--csv', join(withFile('cas.csv', text), 'cas.csv')])
  const head = 'edition,product_group,observed_density_kgm3,observed_temperature_c,density15_kgm3\n'

  it('says what is wrong with it', async () => {
    refused(await csv(''), 1, /is empty/)
    refused(await csv('edition;product_group\n'), 1, /column edition is missing \(columns are separated by commas\)/)
    refused(await runVerb(['volumetrie', '--temperature', 'nan', '--densite', '840']), 1, /are numbers/)
  })

  it('names the lines that a quote without its end took along', async () => {
    const { stdout } = await csv(`${head}2004,"B,840,20,\n${'2004,B,840,20,\n'.repeat(20_000)}`)
    expect(stdout).toMatch(/ligne 2 à \d{4}/)
  })
})
