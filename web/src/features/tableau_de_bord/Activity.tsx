// What was done in the last 24 hours, for who may read the log.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { instant, text } from '#components/format'
import { nameOfAction } from '#features/journal/actions'
import { targetOf } from '#features/journal/summary'

import classes from './accueil.module.css'
import { lastDayOf, type Board } from './home'

const shownMax = 14

export function Activity({ board, depot }: { board: Board; depot: string | undefined }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const entries = board.activite ?? []
  return (
    <Panel
      title={t('activite')}
      aside={
        <AppLink href="/logs" search={lastDayOf(board, depot)}>
          {t('journal')}
        </AppLink>
      }
    >
      {entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('aucune_activite')}
        </Text>
      )}
      <ol className={classes['activity']}>
        {entries.slice(0, shownMax).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </Panel>
  )
}

const levelColors: Record<Schemas['Niveau'], string | undefined> = {
  INFO: undefined,
  WARNING: 'var(--mlpp-warning)',
  CRITICAL: 'var(--mlpp-danger)',
}

function Entry({ entry }: { entry: Schemas['Activite'] }): ReactNode {
  const { t } = useTranslation('journal')
  const zone = useZone()
  const target = targetOf(entry)
  const color = levelColors[entry.niveau]
  const action = nameOfAction(t, entry.action)
  const named = entry.numero ?? action
  return (
    <li>
      <Text size="xs" c="dimmed">
        {instant(entry.created_at, zone).slice(11)}
      </Text>
      <div>
        <Text size="sm" lh={1.3} component="div">
          {target === undefined ? named : <AppLink href={target}>{named}</AppLink>}
        </Text>
        <Text size="xs" c={color ?? 'dimmed'}>
          {[entry.numero === undefined || entry.numero === null ? undefined : action, text(entry.auteur_nom)].filter(Boolean).join(' · ')}
        </Text>
      </div>
    </li>
  )
}
