import { Group, Paper, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { litres, number, percent, signedLitres } from '#components/format'

interface Props {
  board: Schemas['TableauDeBord']
  depot: string | undefined
}

export function KeyFigures({ board, depot }: Props): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const scope: Record<string, string> = depot === undefined ? {} : { depot_id: depot }
  const jour = board.depots[0]?.jour
  const today = jour === undefined ? scope : { ...scope, du: jour, au: jour }
  const { stock, receptions, sorties, balance } = board
  return (
    <>
      <Figure label={t('stock')} value={litres(stock.stock_ambiant)} to="/stocks" search={scope}>
        {t('stock_detail', { a_15c: litres(stock.stock_15c), part: percent(stock.utilisation_pct) })}
      </Figure>
      <Figure label={t('receptions')} count={receptions.nombre} value={signedLitres(receptions.volume_ambiant)} to="/receptions" search={today}>
        {t('mouvements_detail', {
          a_15c: litres(receptions.volume_15c),
          monaluxe: number(receptions.nombre_monaluxe),
          partenaires: number(receptions.nombre_partenaire),
        })}
      </Figure>
      <Figure label={t('sorties')} count={sorties.nombre} value={signedLitres(-sorties.volume_ambiant)} to="/sorties" search={today}>
        {t('mouvements_detail', {
          a_15c: litres(sorties.volume_15c),
          monaluxe: number(sorties.nombre_monaluxe),
          partenaires: number(sorties.nombre_partenaire),
        })}
      </Figure>
      <Figure label={t('balance')} value={signedLitres(balance.ambiant)} danger={balance.ambiant < 0} to="/stocks/mouvements" search={today}>
        {t('balance_detail', { a_15c: signedLitres(balance.a_15c) })}
        {balance.ajustements_ambiant !== 0 && ` · ${t('balance_ajustements', { volume: signedLitres(balance.ajustements_ambiant) })}`}
      </Figure>
    </>
  )
}

interface FigureProps {
  label: string
  value: string
  count?: number
  danger?: boolean
  to: string
  search: Record<string, string>
  children: ReactNode
}

function Figure({ label, value, count, danger, to, search, children }: FigureProps): ReactNode {
  return (
    <Paper withBorder radius="lg" p="md">
      <UnstyledButton component={AppLink} href={to} search={search} w="100%">
        <Group justify="space-between">
          <Text size="sm" c="dimmed" fw={600}>
            {label}
          </Text>
          {count !== undefined && (
            <Text size="sm" c="var(--mantine-color-anchor)" fw={600}>
              {count}
            </Text>
          )}
        </Group>
        <Text fz={26} fw={700} lh={1.3} {...(danger === true ? { c: 'var(--mlpp-danger)' } : {})}>
          {value}
        </Text>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      </UnstyledButton>
    </Paper>
  )
}
