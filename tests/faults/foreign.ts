// A PostgreSQL server that mlpp did not make: TCP on loopback, passwords, a superuser of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { eventually } from '#fixture/program'
import { makeDataDirectory } from '#fixture/template'

export const secret = 'mot-de-passe-du-dba'

const programs = findPrograms()

function findPrograms(): string {
  const given = process.env['MLPP_PG_BIN']
  if (given !== undefined) return given
  const root = '/usr/lib/postgresql'
  const newest = Math.max(...readdirSync(root).map(Number))
  return join(root, String(newest), 'bin')
}

/** PostgreSQL refuses root: its programs run as the system user that owns the data. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (option: string): number => Number(execFileSync('id', [option, 'mlpp'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  await once(listener, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export class ForeignServer {
  readonly #directory: string
  readonly #port: number
  readonly #process: ChildProcess

  private constructor(directory: string, port: number, process: ChildProcess) {
    this.#directory = directory
    this.#port = port
    this.#process = process
  }

  static async start(): Promise<ForeignServer> {
    const directory = makeDataDirectory()
    const as = { cwd: '/', ...identity() }
    const passwordFile = join(directory, 'password')
    writeFileSync(passwordFile, `${secret}\n`, { mode: 0o644 })
    const data = join(directory, 'data')
    execFileSync(
      join(programs, 'initdb'),
      ['--pgdata', data, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8',
        '--locale=C.UTF-8', '--no-sync'],
      { ...as, stdio: 'pipe' },
    )
    const port = await freePort()
    const process = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
      { ...as, stdio: 'ignore' },
    )
    const server = new ForeignServer(directory, port, process)
    await eventually(() => server.#answers(), 30_000)
    return server
  }

  #answers(): boolean {
    try {
      this.psql('postgres', secret, 'SELECT 1', 'postgres')
      return true
    } catch {
      return false
    }
  }

  url(role: string, password = secret, database = 'mlpp'): string {
    return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${this.#port}/${database}`
  }

  /** A script, statement after statement; its rows unaligned. */
  psql(role: string, password: string, script: string, database = 'mlpp'): string {
    return execFileSync(
      join(programs, 'psql'),
      ['-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1', this.url(role, password, database)],
      { input: script, encoding: 'utf8', stdio: 'pipe' },
    ).trim()
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'close')
    this.#process.kill('SIGINT')
    await ended
    rmSync(this.#directory, { recursive: true, force: true })
  }
}
