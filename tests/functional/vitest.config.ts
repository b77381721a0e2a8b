// Three projects over one fixture: `functional` (this folder), `faults` (tests/faults: killed, cut, full disk) and
// `browser` (tests/browser: the web interface in a real browser).
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const shared = {
  globalSetup: here('fixture/template.ts'),
  setupFiles: [here('fixture/contract.ts')],
  // A server starts, a cluster recovers: long limits that a healthy run never reaches.
  testTimeout: 30_000,
  hookTimeout: 120_000,
}

const measured = 'browser/chargement.spec.ts'

export default defineConfig({
  root: here('..'),
  cacheDir: here('node_modules/.vite'),
  server: { fs: { allow: [here('..')] } },
  // tests/faults and tests/browser have no node_modules of their own.
  resolve: { alias: {
      vitest: here('node_modules/vitest'),
      'playwright-core': here('node_modules/playwright-core'),
      '@axe-core/playwright': here('node_modules/@axe-core/playwright'),
      '#fixture': here('fixture'),
    } },
  test: {
    // For what comes by itself: far more than any machine needs.
    expect: { poll: { timeout: 30_000 } },
    // Each file runs its own server and database.
    maxWorkers: 2,
    minWorkers: 1,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      { extends: true, test: { ...shared, name: 'functional', include: ['functional/**/*.spec.ts'] } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'faults',
          include: ['faults/**/*.spec.ts'],
          // One at a time: a full disk or a stopped machine must not look like a neighbour's load.
          poolOptions: { forks: { singleFork: true } },
        },
      },
      { extends: true, test: { ...shared, name: 'browser', include: ['browser/**/*.spec.ts'], exclude: [measured], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser-measured',
          include: [measured],
          testTimeout: 60_000,
          // After the others: times are measured on a machine that does nothing else.
          sequence: { groupOrder: 1 },
          poolOptions: { forks: { singleFork: true } },
        },
      },
    ],
  },
})
