// Writes FILE.br and FILE.gz beside every text file of the build, so that the server only sends bytes.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

import type { Plugin } from 'vite'

const texts = /\.(?:js|css|html|svg|webmanifest|json)$/
const smallestWorthIt = 512

async function compressFile(path: string): Promise<void> {
  const plain = await readFile(path)
  if (plain.length < smallestWorthIt) return
  const brotli = await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  await writeFile(`${path}.br`, brotli)
  await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }))
}

export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'mlpp-precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true })
      await Promise.all(files.filter((file) => texts.test(file)).map((file) => compressFile(join(folder, file))))
    },
  }
}
