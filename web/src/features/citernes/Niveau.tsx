// One tank as it stands: drawn with its level, ambient first, then 15 °C, its limits, and what is wrong. On its card and
// on its page.
import { Badge, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { CorrectedChip } from '#components/display/Chips'
import { TankDrawing } from '#components/display/TankDrawing'
import { litres, percent } from '#components/format'

import classes from './citernes.module.css'
import { gaugeOf, type TankCard } from './tanks'

/** In service is the usual: only what is not is said. */
export function TankTags({ card }: { card: TankCard }): ReactNode {
  const { t } = useTranslation('citernes')
  return (
    <Group gap={4}>
      {card.logique === true && <Tag>{t('logique')}</Tag>}
      {card.statut !== 'active' && <Tag>{t(`statuts.${card.statut}`)}</Tag>}
      <CorrectedChip delta={card.ajuste_l} />
    </Group>
  )
}

export function Niveau({ card, size = 1 }: { card: TankCard; size?: number }): ReactNode {
  const { t } = useTranslation('citernes')
  const limits = [
    [t('capacite'), card.capacite_l],
    [t('libre'), card.libre_l],
    [t('creux'), card.creux_l],
    [t('minimum'), card.minimum_l],
  ] as const
  return (
    <div className={classes['body']}>
      <TankDrawing size={size} tank={{ ...card, monaluxe_l: Math.max(0, card.monaluxe_l), partenaires_l: Math.max(0, card.partenaires_l) }} />
      <div className={classes['figures']}>
        <Level card={card} />
        <dl className={classes['limits']}>
          {limits.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{litres(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}

function Tag({ children }: { children: ReactNode }): ReactNode {
  return (
    <Badge variant="light" color="gray" tt="none" fw={550}>
      {children}
    </Badge>
  )
}

function Level({ card }: { card: TankCard }): ReactNode {
  const { t } = useTranslation('citernes')
  return (
    <div>
      <Text fz={22} fw={700} lh={1.25}>
        {litres(card.affiche_l)}
      </Text>
      <Text size="sm" c="dimmed">
        {t('a_15c', { volume: litres(Math.max(0, card.total_15c_l)) })}
      </Text>
      <Group gap={8} mt={4} wrap="nowrap">
        <div className={classes['gauge']} aria-hidden>
          <div data-gauge={gaugeOf(card.part)} style={{ width: `${Math.min(100, card.part)}%` }} />
        </div>
        <Text size="sm" fw={600} aria-label={t('remplie', { part: percent(card.part) })}>
          {percent(card.part)}
        </Text>
      </Group>
    </div>
  )
}

export function Warnings({ card }: { card: TankCard }): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const { negatifs, depasse_l, creux_entame_l, sous_minimum } = card
  const urgent = [
    ...negatifs.map((owner) =>
      t('citernes:alertes.negatif', { nom: owner.nom ?? t('commun:proprietaires.MONALUXE'), stock: litres(owner.stock_l) }),
    ),
    ...(depasse_l > 0 ? [t('citernes:alertes.depasse', { volume: litres(depasse_l) })] : []),
  ]
  const others = [
    ...(depasse_l === 0 && card.creux_l > 0 && creux_entame_l > 0 ? [t('citernes:alertes.creux', { volume: litres(creux_entame_l) })] : []),
    ...(sous_minimum ? [t('citernes:alertes.minimum', { minimum: litres(card.minimum_l) })] : []),
  ]
  return (
    <>
      {urgent.map((text) => (
        <Warning key={text} text={text} color="var(--mlpp-danger)" />
      ))}
      {others.map((text) => (
        <Warning key={text} text={text} color="var(--mlpp-warning)" />
      ))}
    </>
  )
}

function Warning({ text, color }: { text: string; color: string }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" align="start" mt={6} c={color}>
      <IconAlertTriangle size={16} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
      <Text size="sm">{text}</Text>
    </Group>
  )
}
