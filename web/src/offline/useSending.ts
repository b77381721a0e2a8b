// Sends what was kept on the device: at the start, when the network is back, when the stream is live again.
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { postForm } from '#api/client'
import { useConnection } from '#app/live'
import { refresh, refreshStock } from '#app/query'

import { sendUnsent } from './queue'

export function useSending(author: string): void {
  const { t } = useTranslation('hors_ligne')
  const connection = useConnection()
  useEffect(() => {
    if (connection !== 'live') return
    void sendUnsent(author, postForm).then(async (count) => {
      if (count === 0) return
      notifications.show({ color: 'teal', message: t('envoyes', { count }) })
      await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
    })
  }, [author, connection, t])
}
