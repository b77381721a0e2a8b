// A screen that could not be opened: tried again by hand, and by itself when the network is back or when the server has a
// newer build.
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useCallback, useEffect, type ReactNode } from 'react'

import { isMissingFile, reloadOnce } from '#app/missing_files'
import { Failure } from '#components/display/States'

export function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  const isMissing = isMissingFile(error)
  const again = useCallback(() => {
    if (isMissing) window.location.reload()
    else void router.invalidate()
  }, [router, isMissing])
  useEffect(() => {
    if (isMissing && navigator.onLine) reloadOnce()
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('online', again)
    }
  }, [again, isMissing])
  return (
    <Failure
      error={error}
      retry={() => {
        reset()
        again()
      }}
    />
  )
}
