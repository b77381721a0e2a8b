// The disk of the database full: 503, nothing half-written, and on it goes when there is space again. The data directory
// lies on a small file system in memory, which only root can mount.
import { execFileSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, describe, expect, it } from 'vitest'

import { eventually } from '#fixture/program'
import { Server } from '#fixture/server'
import { makeDataDirectory } from '#fixture/template'

import { expectNothingLost, openSource } from './sorties'
import { Writers } from './writers'

function asRoot(...command: string[]): void {
  const [program = '', ...options] = process.getuid?.() === 0 ? command : ['sudo', '--non-interactive', ...command]
  execFileSync(program, options, { stdio: 'pipe' })
}

/** Moves the data of a stopped server to a file system of its own. */
function moveToSmallDisk(data: string, mebibytes: number): void {
  const aside = `${data}.aside`
  renameSync(data, aside)
  const empty = makeDataDirectory()
  renameSync(empty, data)
  asRoot('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', data)
  asRoot('chown', '--reference', aside, data)
  asRoot('chmod', '--reference', aside, data)
  execFileSync('cp', ['-a', `${aside}/.`, data])
  rmSync(aside, { recursive: true })
}

/** Takes every byte that is left; dd ends with an error when it has them. */
function fillDisk(ballast: string): void {
  expect(() => execFileSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'pipe' })).toThrow(/No space left/)
}

describe('a full disk', () => {
  let server: Server | undefined
  let mounted = ''
  afterEach(async () => {
    if (server !== undefined && mounted !== '') {
      await server.stop()
      asRoot('umount', mounted)
    }
    await server?.dispose()
  })

  it('gets its callers a 503, loses nothing, and is forgotten once there is space', { timeout: 180_000 }, async () => {
    server = await Server.start()
    const source = await openSource(server)
    await server.stop()
    moveToSmallDisk(server.data, 400)
    mounted = server.data
    await server.restart()
    const { pid } = server
    const writers = Writers.start(server, source, 'plein')
    await writers.progress(50)
    const ballast = join(server.data, 'ballast')
    fillDisk(ballast)
    await eventually(() => (writers.refusals.get('BASE_INDISPONIBLE') ?? 0) >= 20 || writers.surprises.length > 0, 60_000)
    rmSync(ballast)
    await writers.progress(50)
    await writers.stop()
    expect(writers.surprises).toEqual([])
    expect(Array.from(writers.refusals.keys())).toEqual(['BASE_INDISPONIBLE'])
    expect(server.pid).toBe(pid)
    await expectNothingLost(server, source, writers.acknowledged)
  })
})
