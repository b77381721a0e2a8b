// Sends what was kept on the device: at the start, when the network is back, when the stream is live again; and again
// from time to time as long as something waits, because an answer may be lost while the stream stays.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { postForm } from '#api/client'
import { useConnection } from '#app/live'
import { refresh, refreshStock } from '#app/query'
import { notify } from '#components/notify'

import { documentsOf, namesOf } from './posted'
import { readUnsent, sendUnsent, useUnsent } from './queue'

const againMs = 20_000

export function useSending(author: string): void {
  const { t, i18n } = useTranslation('hors_ligne')
  const connection = useConnection()
  const waiting = useUnsent(author).some((form) => form.refused === undefined)
  // What waits is seen at once, whether it can be sent or not.
  useEffect(() => {
    void readUnsent()
  }, [author])
  useEffect(() => {
    if (connection !== 'live') return undefined
    const sendAll = async (): Promise<void> => {
      const arrived = await sendUnsent(author, postForm)
      if (arrived.length === 0) return
      notify('teal', `${t('envoyes', { count: arrived.length })} ${namesOf(arrived.flatMap(documentsOf), i18n.language)}`.trim())
      await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
    }
    void sendAll()
    if (!waiting) return undefined
    const timer = setInterval(() => void sendAll(), againMs)
    return () => {
      clearInterval(timer)
    }
  }, [author, connection, waiting, t, i18n])
}
