// What a device keeps of a person ends with the session.
import { clear, set } from 'idb-keyval'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { queryClient } from '#app/query'
import { setSessionEnd } from '#app/session_end'

import { forget, remember } from './memory'

vi.mock('idb-keyval', () => {
  const done = (): Promise<void> => Promise.resolve()
  return { clear: vi.fn(done), get: vi.fn(done), set: vi.fn(done) }
})

const session: Parameters<typeof remember>[0] = {
  utilisateur: { id: 'u1', email: 'gerant@example.org', nom_complet: 'Gérant', langue: 'fr' },
  role: 'gerant',
  permissions: [],
  navigation: [],
  environnement: 'dev',
}

describe('what the device remembers', () => {
  let stop = (): void => undefined

  beforeEach(() => {
    vi.useFakeTimers()
    stop = remember(session)
    vi.mocked(set).mockClear()
  })

  afterEach(() => {
    stop()
    setSessionEnd(undefined)
    queryClient.clear()
    vi.useRealTimers()
  })

  const read = (): void => {
    queryClient.setQueryData(['get', '/api/v1/clients', {}], { clients: [] })
  }

  it('is what was read, written once a while', () => {
    read()
    read()
    vi.runAllTimers()
    expect(set).toHaveBeenCalledTimes(1)
  })

  it('T-NAV-02 is nothing once the session has ended, even of what was read just before', async () => {
    read()
    setSessionEnd('session')
    await forget()
    vi.runAllTimers()
    expect(clear).toHaveBeenCalled()
    expect(set).not.toHaveBeenCalled()
  })

  it('goes on when the same person is back', () => {
    setSessionEnd('session')
    read()
    vi.runAllTimers()
    setSessionEnd(undefined)
    read()
    vi.runAllTimers()
    expect(set).toHaveBeenCalledTimes(1)
  })
})
