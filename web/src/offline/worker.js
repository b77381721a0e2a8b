// Service worker: the shell of the application works without a network. Files with a hash in their name never change,
// so they come from the cache; pages come from the network first, so that an upgrade is seen at once. Answers of the
// API are never kept.
const shell = 'mlpp-shell-v1'
const files = self.__SHELL__

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.addAll(['/', '/icone.svg', ...files]))
      .then(() => self.skipWaiting()),
  )
})

// Files of older builds go; the new worker serves every open page.
self.addEventListener('activate', (event) => {
  const keep = new Set(['/', '/icone.svg', ...files])
  event.waitUntil(
    caches
      .open(shell)
      .then(async (cache) => {
        for (const request of await cache.keys()) {
          if (!keep.has(new URL(request.url).pathname)) await cache.delete(request)
        }
      })
      .then(() => self.clients.claim()),
  )
})

async function page(request) {
  try {
    const answer = await fetch(request)
    if (answer.ok) await (await caches.open(shell)).put('/', answer.clone())
    return answer
  } catch (error) {
    const kept = await caches.match('/')
    if (kept) return kept
    throw error
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (/^\/(api|health|metrics)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (keptFile(url.pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
})

function keptFile(path) {
  return path === '/icone.svg' || files.includes(path)
}
