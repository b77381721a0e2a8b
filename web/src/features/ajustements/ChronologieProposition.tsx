// The life of a proposal: who asked for it, and what was decided by whom.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { Timeline, type Happening } from '#components/display/Timeline'
import { JournalLink } from '#features/journal/JournalLink'

type Row = Schemas['DetailProposition']

export function ChronologieProposition({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation('ajustements')
  const zone = useZone()
  const { created_at, auteur_nom, decide_le, decideur_nom, statut } = row
  const asked: Happening = { key: 'asked', at: created_at, who: auteur_nom, what: t('propositions.chronologie.EN_ATTENTE') }
  const decided: Happening[] =
    typeof decide_le === 'string'
      ? [{ key: 'decided', at: decide_le, who: decideur_nom, what: t(`propositions.chronologie.${statut}`), note: <Outcome row={row} /> }]
      : []
  return (
    <Panel title={t('detail.chronologie')} aside={<JournalLink id={row.id} />}>
      <Timeline label={t('detail.chronologie')} fuseau={zone} happenings={[asked, ...decided]} />
    </Panel>
  )
}

/** The adjustment that was recorded, and the reason given. */
function Outcome({ row: { ajustement_id: id, ajustement_numero: numero, motif } }: { row: Row }): ReactNode {
  return (
    <>
      {typeof id === 'string' && <AppLink href={`/stocks-adjustments/${id}`}>{numero ?? id.slice(0, 8)}</AppLink>}
      {typeof motif === 'string' && <div>{motif}</div>}
    </>
  )
}
