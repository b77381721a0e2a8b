// The life of the movement that an adjustment belongs to: posted, and every correction of it, this one marked. Of a manual
// one there is itself only.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { Timeline, type Happening } from '#components/display/Timeline'
import { text } from '#components/format'
import { JournalLink } from '#features/journal/JournalLink'

import { MovementLink } from './MovementLink'
import { useOrigine } from './useOrigine'

export function Chronologie({ row }: { row: Schemas['DetailAjustement'] }): ReactNode {
  const { t } = useTranslation('ajustements')
  const zone = useZone()
  const movement = useOrigine(row)
  const others = movement?.ajustements ?? []
  const corrections = others.some(({ id }) => id === row.id) ? others : [row]
  const happenings = corrections.map((other): Happening => {
    const here = other.id === row.id
    const what = `${t(`types.${other.type_correction}`)} ${other.numero}`
    return {
      key: other.id,
      at: other.created_at,
      who: other.auteur_nom,
      what: here ? what : <AppLink href={`/stocks-adjustments/${other.id}`}>{what}</AppLink>,
      note: here && validatedByAnother(row) ? t('detail.valide_par', { nom: text(row.valideur_nom) }) : other.reason,
      here,
    }
  })
  const posted: Happening[] =
    movement === undefined ? [] : [{ key: movement.id, at: movement.created_at, who: movement.auteur_nom, what: <MovementLink row={row} /> }]
  return (
    <Panel title={t('detail.chronologie')} aside={<JournalLink id={row.id} />}>
      <Timeline label={t('detail.chronologie')} fuseau={zone} happenings={[...posted, ...happenings]} />
    </Panel>
  )
}

/** Two people: one asked, another posted it. */
function validatedByAnother({ validated_by, created_by }: Schemas['DetailAjustement']): boolean {
  return typeof validated_by === 'string' && validated_by !== created_by
}
