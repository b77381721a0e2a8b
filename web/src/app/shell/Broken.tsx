// A screen that could not be opened: tried again by hand, and by itself when the network is back.
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'

import { Failure } from '#components/display/States'

export function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  useEffect(() => {
    const again = (): void => {
      void router.invalidate()
    }
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('online', again)
    }
  }, [router])
  return (
    <Failure
      error={error}
      retry={() => {
        reset()
        void router.invalidate()
      }}
    />
  )
}
