// What was done to the tank itself, from the journal, for who may read it. The newest first: it may be long.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { useMay } from '#app/session'
import { Panel } from '#components/display/Page'
import { Failure } from '#components/display/States'
import { Timeline } from '#components/display/Timeline'
import { nameOfAction } from '#features/journal/actions'
import { Changes } from '#features/journal/Changes'
import { JournalLink } from '#features/journal/JournalLink'

const shown = 20

interface Props {
  id: string
  fuseau: string | undefined
}

export function Chronologie(props: Props): ReactNode {
  return useMay('journal.lire') ? <Entries {...props} /> : null
}

function Entries({ id, fuseau }: Props): ReactNode {
  const { t } = useTranslation('citernes')
  const { t: tJournal } = useTranslation('journal')
  const query = { cible_id: id, limite: shown }
  const { data, isError, error, refetch } = api.useQuery('get', '/api/v1/journal', { params: { query } })
  const entries = data?.elements ?? []
  return (
    <Panel title={t('fiche.chronologie')} aside={<JournalLink id={id} />}>
      {isError && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('fiche.rien')}
        </Text>
      )}
      <Timeline
        label={t('fiche.chronologie')}
        fuseau={fuseau}
        happenings={entries.map((entry) => ({
          key: entry.id,
          at: entry.created_at,
          who: entry.auteur_nom,
          what: nameOfAction(tJournal, entry.action),
          note: <Changes details={entry.details} />,
        }))}
      />
    </Panel>
  )
}
