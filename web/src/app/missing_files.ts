// Files of this build that are gone: the server was upgraded while the page was open. A reload is the new build.
const missing = new WeakSet<object>()
const key = 'mlpp.recharge'
const againMs = 10_000

window.addEventListener('vite:preloadError', ({ payload }) => {
  missing.add(payload)
})

export function isMissingFile(error: unknown): boolean {
  return typeof error === 'object' && error !== null && missing.has(error)
}

/** Reloads the page, unless that was just done and did not help. */
export function reloadOnce(): void {
  const last = Number(sessionStorage.getItem(key) ?? 0)
  if (Date.now() - last < againMs) return
  sessionStorage.setItem(key, String(Date.now()))
  window.location.reload()
}
