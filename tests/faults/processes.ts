// The processes of a server's PostgreSQL, found by what the kernel says of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Server } from '#fixture/server'

export function postmasterOf(server: Server): number {
  return Number(readFileSync(join(server.data, 'pgdata/postmaster.pid'), 'utf8').split('\n', 1)[0])
}

/** Direct children; those that end meanwhile are left out. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    // The name, in parentheses, may hold anything: the fields count from its end.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return Number(fields?.[1])
  } catch {
    return undefined
  }
}

/** Whether the process is there and not merely waiting to be collected. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Sessions of the server in the database. */
export async function sessionsOf(server: Server): Promise<number[]> {
  const rows = await server.psql("SELECT pid FROM pg_stat_activity WHERE usename = 'mlpp_application'")
  return rows.split('\n').filter((line) => line !== '').map(Number)
}
