// The figures of the day, each a link to its rows. A volume has no sign, a balance has one in both of its figures. Their
// place is kept while they load.
import { Group, Paper, Skeleton, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { CorrectedChip } from '#components/display/Chips'
import { litres, number, percent, signedLitres } from '#components/format'
import { corrections } from '#features/stock/lines'

import classes from './accueil.module.css'
import { scopeOf, todayOf, useStock, type Board } from './home'

// Two beside each other on a phone.
const padding = { base: 'sm', xs: 'md' }
const small = { base: 13, xs: 'sm' }

const figures = ['stock', 'receptions', 'sorties', 'balance'] as const
type Name = (typeof figures)[number]

interface Props {
  board: Board
  depot: string | undefined
}

export function KeyFigures({ board, depot }: Props): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const lines = useStock(depot).data?.lignes ?? []
  const today = todayOf(board, depot)
  const { stock, receptions, sorties, balance } = board
  return (
    <>
      <Figure figure="stock" value={litres(stock.stock_ambiant)} to="/stocks" search={scopeOf(depot)} mark={<CorrectedChip delta={corrections(lines)} />}>
        {t('a_15c', { volume: litres(stock.stock_15c) })}
        <br />
        {t('stock_capacite', { part: percent(stock.utilisation_pct), capacite: litres(stock.capacite) })}
      </Figure>
      <Figure figure="receptions" count={receptions.nombre} value={litres(receptions.volume_ambiant)} to="/receptions" search={today}>
        {t('a_15c', { volume: litres(receptions.volume_15c) })}
        <br />
        {t('par_nombre', { monaluxe: number(receptions.nombre_monaluxe), partenaires: number(receptions.nombre_partenaire) })}
      </Figure>
      <Figure figure="sorties" count={sorties.nombre} value={litres(sorties.volume_ambiant)} to="/sorties" search={today}>
        {t('a_15c', { volume: litres(sorties.volume_15c) })}
        <br />
        {t('par_nombre', { monaluxe: number(sorties.nombre_monaluxe), partenaires: number(sorties.nombre_partenaire) })}
      </Figure>
      <Figure figure="balance" value={signedLitres(balance.ambiant)} danger={balance.ambiant < 0} to="/stocks/mouvements" search={today}>
        {t('a_15c', { volume: signedLitres(balance.a_15c) })}
        <br />
        {balance.ajustements_ambiant === 0 ? t('balance_sans_ajustement') : t('balance_ajustements', { volume: signedLitres(balance.ajustements_ambiant) })}
      </Figure>
    </>
  )
}

interface FigureProps {
  figure: Name
  value: string
  count?: number
  danger?: boolean
  mark?: ReactNode
  to: string
  search: Record<string, string>
  children: ReactNode
}

function Figure({ figure, value, count, danger, mark, to, search, children }: FigureProps): ReactNode {
  return (
    <Paper withBorder radius="lg" p={padding} className={classes['figure'] ?? ''}>
      <UnstyledButton component={AppLink} href={to} search={search} w="100%">
        <Group justify="space-between" wrap="nowrap" h={22} gap={4}>
          <Label figure={figure} />
          {count !== undefined && (
            <Text size="sm" c="var(--mantine-color-anchor)" fw={600}>
              {number(count)}
            </Text>
          )}
          {mark}
        </Group>
        <Text fz={{ base: 19, xs: 26 }} fw={700} lh={1.3} {...(danger === true ? { c: 'var(--mlpp-danger)' } : {})}>
          {value}
        </Text>
        <Text fz={small} c="dimmed" component="div">
          {children}
        </Text>
      </UnstyledButton>
    </Paper>
  )
}

/** The day stands in the title of the page: a phone leaves it out. */
function Label({ figure }: { figure: Name }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  return (
    <Text fz={small} c="dimmed" fw={600}>
      <Text span inherit hiddenFrom="xs">
        {t(`court.${figure}`)}
      </Text>
      <Text span inherit visibleFrom="xs">
        {t(figure)}
      </Text>
    </Text>
  )
}

export function FigureSkeletons(): ReactNode {
  const { t } = useTranslation('commun')
  return figures.map((figure) => (
    <Paper key={figure} withBorder radius="lg" p={padding} className={classes['figure'] ?? ''} role="status" aria-label={t('charger')}>
      <Group h={22}>
        <Label figure={figure} />
      </Group>
      <Skeleton h={24} w="70%" my={5} />
      <Skeleton h={12} w="85%" mt={10} />
    </Paper>
  ))
}
