// The five steps of a trip: who moved the truck there and when. A truck that was re-opened passed some of them twice;
// the last time counts.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { instant, number } from '#components/format'

import classes from './cours.module.css'
import { steps, type Statut } from './statut'

type Passage = Schemas['EtapeCours']

const hourMs = 3_600_000
const shownHoursMin = 0.1

/** Hours until the next change of status; none for where the truck still is. */
export function hoursIn(history: readonly Passage[], index: number): number | undefined {
  const [from, to] = [history[index], history[index + 1]]
  if (from === undefined || to === undefined) return undefined
  return (new Date(to.change_le).getTime() - new Date(from.change_le).getTime()) / hourMs
}

interface Props {
  statut: Statut
  historique: readonly Passage[]
  fuseau: string | undefined
}

export function Etapes({ statut, historique, fuseau }: Props): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const at = steps.indexOf(statut)
  return (
    <div className={classes['timeline']}>
      <ol className={classes['steps']}>
        {steps.map((step, index) => {
          const last = historique.findLastIndex((passage) => passage.statut === step)
          const passage = index > at ? undefined : historique[last]
          const kind = index < at ? classes['passed'] : index === at ? classes['current'] : ''
          return (
            <li key={step} className={`${classes['step'] ?? ''} ${kind ?? ''}`} {...(index === at ? { 'aria-current': 'step' as const } : {})}>
              <Text size="sm" fw={index === at ? 700 : 550} {...(index > at ? { c: 'dimmed' } : {})}>
                {t(`statuts.${step}`)}
              </Text>
              {passage === undefined ? (
                <Text size="xs" c="dimmed">
                  {index > at ? t('detail.a_venir') : ''}
                </Text>
              ) : (
                <Passed passage={passage} hours={hoursIn(historique, last)} fuseau={fuseau} />
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

interface PassedProps {
  passage: Passage
  hours: number | undefined
  fuseau: string | undefined
}

function Passed({ passage, hours, fuseau }: PassedProps): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return (
    <>
      <Text size="xs" c="dimmed">
        {instant(passage.change_le, fuseau)}
      </Text>
      {passage.utilisateur_nom !== null && passage.utilisateur_nom !== undefined && (
        <Text size="xs" c="dimmed">
          {t('detail.par', { nom: passage.utilisateur_nom })}
        </Text>
      )}
      {hours !== undefined && hours >= shownHoursMin && (
        <Text size="xs" c="dimmed">
          {t('detail.duree', { heures: number(hours, 1) })}
        </Text>
      )}
    </>
  )
}
