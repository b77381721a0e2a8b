// mlpp on a PostgreSQL server elsewhere: roles made once by who may, and nothing needs a superuser afterwards.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { Process, run, runVerb, type Outcome } from '#fixture/program'
import { depotDaipn, emailOf, password } from '#fixture/seed'
import { Caller } from '#fixture/server'

import { ForeignServer, secret } from './foreign'

const applicationPassword = 'p@ss:du/serveur'

describe('a PostgreSQL server elsewhere', () => {
  let foreign: ForeignServer
  beforeEach(async () => {
    foreign = await ForeignServer.start()
  })
  afterEach(async () => {
    await foreign.stop()
  })

  const asSuperuser = (script: string, database?: string): string => foreign.psql('postgres', secret, script, database)

  /** From here on nobody can be superuser any more. */
  function lockSuperuserOut(): void {
    asSuperuser('ALTER ROLE postgres NOLOGIN')
    expect(() => asSuperuser('SELECT 1')).toThrow()
  }

  /** Accounts, seed, the server as mlpp_application, a request that writes, and the proof. */
  async function useAsOwner(owner: string): Promise<void> {
    expect(await run(['seed', 'prod-like', '--database', owner])).toContain('6 tanks')
    const account = ['--email', emailOf('admin'), '--role', 'admin', '--nom', 'Admin', '--depot', depotDaipn]
    await run(['user', 'add', '--database', owner, ...account], `${password}\n`)
    const server = await Process.start(['--database', foreign.url('mlpp_application', applicationPassword)])
    try {
      const headers = { 'Content-Type': 'application/json', Origin: server.url }
      const visitor = new Caller(server.url, headers)
      const entered = await visitor.post('/api/v1/session', { email: emailOf('admin'), mot_de_passe: password })
      expect(entered.status).toBe(200)
      const [cookie = ''] = entered.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
      const admin = new Caller(server.url, { ...headers, Cookie: cookie })
      expect((await admin.post('/api/v1/clients', { nom: 'Minière de Kipushi' })).status).toBe(201)
      expect((await admin.raw('/api/v1/stock/actuel')).status).toBe(200)
    } finally {
      expect(await server.stop()).toBe(0)
    }
    expect(await run(['verify', '--database', owner])).toContain(' 0 differences')
    const sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'mlpp%' AND pid <> pg_backend_pid()"
    expect(foreign.psql('mlpp_application', applicationPassword, sessions)).toBe('0')
  }

  it('gets the SQL of its roles printed for who may not make them, and works once it has run', { timeout: 120_000 }, async () => {
    asSuperuser(`CREATE ROLE locataire LOGIN PASSWORD '${secret}'; CREATE DATABASE mlpp OWNER locataire`, 'postgres')
    const refused = await runVerb(['migrate', '--database', foreign.url('locataire')])
    expect(refused.status).toBe(1)
    expect(refused.stdout).toMatch(/create role mlpp_proprietaire/)
    expect(refused.stdout).toMatch(/create role mlpp_application/)
    expect(refused.stderr).toContain('locataire may not create the roles')
    expect(asSuperuser("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'mlpp%'")).toBe('0')

    asSuperuser(refused.stdout)
    asSuperuser(`ALTER ROLE mlpp_proprietaire PASSWORD '${secret}'; ALTER ROLE mlpp_application PASSWORD '${applicationPassword}'`)
    lockSuperuserOut()
    const owner = foreign.url('mlpp_proprietaire')
    const early = await runVerb(['verify', '--database', owner])
    expect({ status: early.status, stderr: early.stderr }).toEqual({
      status: 3,
      stderr: "mlpp: the database has no schema of this program, or another one: run mlpp migrate with the owner's role\n",
    })
    expect(await run(['migrate', '--database', owner])).toContain('up to date')
    expect(await run(['migrate', '--database', owner])).toContain('up to date')
    await useAsOwner(owner)
  })

  it('is prepared by an owner who may create roles, without a superuser', { timeout: 120_000 }, async () => {
    asSuperuser(`CREATE ROLE dba LOGIN CREATEROLE PASSWORD '${secret}'; CREATE DATABASE mlpp OWNER dba`, 'postgres')
    lockSuperuserOut()
    const owner = foreign.url('dba')
    expect(await run(['migrate', '--database', owner])).toContain('up to date')
    foreign.psql('dba', secret, `ALTER ROLE mlpp_application PASSWORD '${applicationPassword}'`)
    expect(foreign.psql('dba', secret, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'mlpp%' AND rolsuper")).toBe('0')
    await useAsOwner(owner)
  })

  it('T-INV-08 T-REG-13 in production is looked at by psql as the role that only reads, and as no other', { timeout: 120_000 }, async () => {
    asSuperuser('CREATE DATABASE mlpp', 'postgres')
    await run(['migrate', '--environnement', 'prod', '--database', foreign.url('postgres')])
    asSuperuser(`ALTER ROLE mlpp_lecteur PASSWORD '${secret}'; ALTER ROLE mlpp_proprietaire PASSWORD '${secret}'`)
    const psql = async (role: string, ...statements: string[]): Promise<Outcome> =>
      await runVerb(['psql', '--database', foreign.url(role), '--', '-X', '-A', '-t', '-q', ...statements.flatMap((statement) => ['-c', statement])])
    for (const role of ['postgres', 'mlpp_proprietaire']) {
      const refused = await psql(role, 'SELECT 1')
      expect(refused).toMatchObject({ status: 1, stdout: '' })
      expect(refused.stderr).toContain('connect with user=mlpp_lecteur')
    }
    expect(await psql('mlpp_lecteur', 'SELECT count(*) FROM produits')).toMatchObject({ status: 0, stdout: '0\n' })
    const write = await psql('mlpp_lecteur', 'SET default_transaction_read_only = off', 'DELETE FROM produits')
    expect(write.status).toBe(1)
    expect(write.stderr).toContain('permission denied')
  })

  it('is served when it answers and has the schema of the program, otherwise the start ends with 3 and a remedy', { timeout: 120_000 }, async () => {
    asSuperuser('CREATE DATABASE mlpp', 'postgres')
    const serve = async (url: string): Promise<string> => {
      const { status, stdout, stderr } = await runVerb(['serve', '--listen', '127.0.0.1:0', '--database', url])
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
      expect(stderr).not.toContain(secret)
      return stderr
    }
    expect(await serve(foreign.url('postgres'))).toMatch(/no schema.*run mlpp migrate/)
    expect(await serve(foreign.url('postgres', secret, 'nulle_part'))).toMatch(/cannot reach[^]*"nulle_part" does not exist/)
    expect(await serve('postgresql://mlpp@127.0.0.1:1/mlpp')).toMatch(/cannot reach[^]*refused[^]*Check its address/)

    await run(['migrate', '--database', foreign.url('postgres')])
    asSuperuser(`ALTER ROLE mlpp_application PASSWORD '${applicationPassword}'`)
    // Row policies bind the server's own role alone.
    expect(await serve(foreign.url('postgres'))).toMatch(/is postgres; the server works as mlpp_application alone/)
    const url = foreign.url('mlpp_application', applicationPassword)
    asSuperuser("INSERT INTO app.app_migrations SELECT '9999_demain', hash, applied_at FROM app.app_migrations LIMIT 1")
    expect(await serve(url)).toMatch(/another schema than this program \(9999_demain; needed: \d{4}_\w+\)/)
    asSuperuser("DELETE FROM app.app_migrations WHERE name = '9999_demain'")
    const server = await Process.start(['--database', url])
    expect(await server.stop()).toBe(0)
  })

  it('that refuses the password ends a verb with 3 and a reason without the password', async () => {
    asSuperuser('CREATE DATABASE mlpp', 'postgres')
    const { status, stdout, stderr } = await runVerb(
      ['migrate', '--database', foreign.url('postgres', 'faux-mot-de-passe')])
    expect(status).toBe(3)
    expect(stdout + stderr).not.toContain('faux-mot-de-passe')
    expect(stderr).toMatch(/password authentication failed/)
  })
})
