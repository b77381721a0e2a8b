// The tanks of the depot as drawings, and beneath them whose the stock is.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { CorrectedChip } from '#components/display/Chips'
import { Panel } from '#components/display/Page'
import { Failure } from '#components/display/States'
import { TankDrawing } from '#components/display/TankDrawing'
import { TankLegend } from '#components/display/TankLegend'
import { litres, percent } from '#components/format'

import classes from './accueil.module.css'
import { useStock, type Board } from './home'
import { tanksOf, type Tank } from './levels'
import { Owners } from './Owners'

export function Tanks({ depot, board }: { depot: string | undefined; board: Board }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const stock = useStock(depot)
  return (
    <Panel title={t('citernes')} aside={<TankLegend />}>
      {stock.isError && stock.data === undefined && <Failure error={stock.error} retry={() => void stock.refetch()} />}
      <div className={classes['tanks']}>
        {tanksOf(stock.data?.lignes ?? []).map((tank) => (
          <TankTile key={tank.id} tank={tank} />
        ))}
      </div>
      <Owners board={board} depot={depot} />
    </Panel>
  )
}

function TankTile({ tank }: { tank: Tank }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const share = tank.capacite_l > 0 ? (tank.total_l / tank.capacite_l) * 100 : 0
  const low = tank.minimum_l > 0 && tank.total_l < tank.minimum_l
  return (
    <AppLink href={`/citernes/${tank.id}`} className={classes['tile']}>
      <TankDrawing tank={tank} />
      <Text fw={650} size="sm">
        {tank.nom}
      </Text>
      <Text size="sm" fw={600} {...(low ? { c: 'var(--mlpp-danger)' } : {})}>
        {percent(share)}
      </Text>
      <Text size="xs">{litres(tank.total_l)}</Text>
      <Text size="xs" c="dimmed">
        {t('libre', { volume: litres(tank.libre_l) })}
      </Text>
      <CorrectedChip delta={tank.ajuste_l} />
    </AppLink>
  )
}
