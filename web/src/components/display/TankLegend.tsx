// What the bands and lines of a drawn tank mean: each sample looks as in the drawing, told apart by pattern, not by
// colour alone.
import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { PartnerPattern } from './TankDrawing'
import classes from './tank.module.css'

const kinds = ['own', 'partner', 'headroom', 'minimum'] as const
const width = 20
const height = 14
const pattern = 'legende-partenaires'

export function TankLegend(): ReactNode {
  const { t } = useTranslation('commun')
  return (
    <Group gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('legende.nom')}>
      {kinds.map((kind) => (
        <Text key={kind} size="xs" c="dimmed" component="li" style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
          <svg width={width} height={height} aria-hidden>
            {kind === 'partner' && <PartnerPattern id={pattern} />}
            {kind === 'own' && <rect width={width} height={height} rx={2} className={classes['own']} />}
            {kind === 'partner' && <rect width={width} height={height} rx={2} fill={`url(#${pattern})`} />}
            {(kind === 'headroom' || kind === 'minimum') && <line x1={0} x2={width} y1={height / 2} y2={height / 2} className={classes[kind]} />}
          </svg>
          {t(`legende.${kind}`)}
        </Text>
      ))}
    </Group>
  )
}
