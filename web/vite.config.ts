// How the interface is built and served while it is developed.
import { fileURLToPath } from 'node:url'

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { offlineShell } from './build/offline_shell'
import { precompress } from './build/precompress'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// The host is kept: the server refuses changes from another origin than its own.
const server = { target: process.env['MLPP_API'] ?? 'http://127.0.0.1:8080', changeOrigin: false }

export default defineConfig({
  plugins: [react(), offlineShell(), precompress()],
  resolve: {
    alias: {
      '#app': here('src/app'),
      '#api': here('src/api'),
      '#components': here('src/components'),
      '#features': here('src/features'),
      '#locales': here('src/locales'),
    },
  },
  build: {
    target: 'es2022',
    // Every file is served by its own hashed name: data: URLs would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: {
    // `npm run dev` beside `mlpp serve`.
    proxy: { '/api': server, '/health': server },
  },
})
