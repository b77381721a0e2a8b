// From a record to what the log says of it, for who may read the log.
import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'

export function JournalLink({ id, of }: { id: string; of?: string }): ReactNode {
  const { t } = useTranslation('journal')
  const may = useMay('journal.lire')
  if (!may) return null
  const label = of === undefined ? {} : { 'aria-label': `${t('journal_de')} ${of}` }
  return (
    <Anchor component={AppLink} href="/logs" search={{ cible_id: id }} size="sm" {...label}>
      {t('journal_de')}
    </Anchor>
  )
}
