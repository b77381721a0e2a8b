// Emits sw.js: src/offline/worker.js with the list of the shell's files in it. The list makes each build's worker
// different, so a new version replaces the old one as soon as it is seen.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { Plugin } from 'vite'

const source = fileURLToPath(new URL('../src/offline/worker.js', import.meta.url))

export function offlineShell(): Plugin {
  return {
    name: 'mlpp-offline-shell',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((file) => /\.(?:js|css|woff2)$/.test(file))
        .map((file) => `/${file}`)
      const worker = await readFile(source, 'utf8')
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: worker.replace('self.__SHELL__', JSON.stringify(files.sort())),
      })
    },
  }
}
