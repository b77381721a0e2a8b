// Stock by tank and owner with a total line; cards on phones. Screens add columns of their own.
import { Anchor, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { number } from '#components/format'
import { useSmall } from '#components/screen'

import { explanation } from './filters'
import { byTank, lineKey, sum, type StockLine, type TankLines } from './lines'
import classes from './stock.module.css'

export interface ExtraColumn<Line> {
  key: string
  label: string
  render: (line: Line) => ReactNode
  /** For sub-totals and the total; left empty when absent. */
  total?: (lines: readonly Line[]) => ReactNode
  /** Only where there is room. */
  roomy?: boolean
}

interface Props<Line> {
  lines: readonly Line[]
  extras?: readonly ExtraColumn<Line>[]
  /** Beside each ambient figure, sub-totals and the total too: the lines that it adds up. */
  mark?: (lines: readonly Line[]) => ReactNode
  label: string
  /** The day of the figures; without it they are of now. */
  au?: string
}

/** A quantity of litres; a real negative one stands out. */
export function Litres({ value, dim = false }: { value: number; dim?: boolean }): ReactNode {
  if (value < 0) {
    return (
      <Text span inherit c="var(--mlpp-danger)" fw={650}>
        {number(value)}
      </Text>
    )
  }
  return (
    <Text span inherit {...(dim ? { c: 'dimmed' } : {})}>
      {number(value)}
    </Text>
  )
}

export function LinesTable<Line extends StockLine>(props: Props<Line>): ReactNode {
  const small = useSmall()
  return small ? <LineCards {...props} /> : <WideTable {...props} />
}

function ambient(lines: readonly StockLine[]): number {
  return sum(lines.map((line) => line.stock_ambiant))
}

function at15(lines: readonly StockLine[]): number {
  return sum(lines.map((line) => line.stock_15c))
}

function WideTable<Line extends StockLine>({ lines, extras = [], mark, label, au }: Props<Line>): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const depots = new Set(lines.map((line) => line.depot_id)).size > 1
  const products = new Set(lines.map((line) => line.produit_nom)).size > 1
  const about = (tank: TankLines<Line>): string =>
    [products ? tank.produit_nom : '', depots ? tank.depot_nom : ''].filter((part) => part !== '').join(' · ')
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table fz="sm" highlightOnHover verticalSpacing={6} aria-label={label} className={classes['wide']}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('commun:champs.citerne')}</Table.Th>
            <Table.Th>{t('commun:champs.proprietaire')}</Table.Th>
            <Table.Th ta="right">{t('stock:ambiant_l')}</Table.Th>
            <Table.Th ta="right">{t('stock:a_15c_l')}</Table.Th>
            {extras.map((extra) => (
              <Table.Th key={extra.key} ta="right" {...room(extra)}>
                {extra.label}
              </Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>{t('stock:expliquer')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {byTank(lines).map((tank) => (
            <TankRows key={tank.id} tank={tank} extras={extras} mark={mark} about={about(tank)} au={au} />
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr className={classes['total']}>
            <Table.Th colSpan={2} scope="row">
              {t('stock:total')}
            </Table.Th>
            <Table.Td ta="right">
              {mark?.(lines)} <Litres value={ambient(lines)} />
            </Table.Td>
            <Table.Td ta="right">
              <Litres value={at15(lines)} />
            </Table.Td>
            {extras.map((extra) => (
              <Table.Td key={extra.key} ta="right" {...room(extra)}>
                {extra.total?.(lines)}
              </Table.Td>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  )
}

interface TankProps<Line> {
  tank: TankLines<Line>
  extras: readonly ExtraColumn<Line>[]
  mark: ((lines: readonly Line[]) => ReactNode) | undefined
  au: string | undefined
  /** What tells tanks apart besides their name. */
  about: string
}

function room<Line>(extra: ExtraColumn<Line>): { visibleFrom?: 'md' } {
  return extra.roomy === true ? { visibleFrom: 'md' } : {}
}

function TankRows<Line extends StockLine>({ tank, extras, mark, about, au }: TankProps<Line>): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <>
      {tank.lines.map((line, index) => (
        <Table.Tr key={lineKey(line)}>
          <Table.Td fw={600}>{index === 0 ? <TankName id={tank.id} nom={tank.nom} about={about} /> : null}</Table.Td>
          <Table.Td>
            <OwnerChip type={line.proprietaire_type} name={line.partenaire_nom} />
          </Table.Td>
          <Table.Td ta="right">
            {mark?.([line])} <Litres value={line.stock_ambiant} />
          </Table.Td>
          <Table.Td ta="right">
            <Litres value={line.stock_15c} dim />
          </Table.Td>
          {extras.map((extra) => (
            <Table.Td key={extra.key} ta="right" {...room(extra)}>
              {extra.render(line)}
            </Table.Td>
          ))}
          <Table.Td ta="right">
            <Explain line={line} au={au} />
          </Table.Td>
        </Table.Tr>
      ))}
      {tank.lines.length > 1 && (
        <Table.Tr className={classes['subtotal']}>
          <Table.Td colSpan={2} ta="right">
            {t('total_de', { citerne: tank.nom })}
          </Table.Td>
          <Table.Td ta="right">
            {mark?.(tank.lines)} <Litres value={ambient(tank.lines)} />
          </Table.Td>
          <Table.Td ta="right">
            <Litres value={at15(tank.lines)} />
          </Table.Td>
          {extras.map((extra) => (
            <Table.Td key={extra.key} ta="right" {...room(extra)}>
              {extra.total?.(tank.lines)}
            </Table.Td>
          ))}
          <Table.Td />
        </Table.Tr>
      )}
    </>
  )
}

function TankName({ id, nom, about }: { id: string; nom: string; about: string }): ReactNode {
  return (
    <>
      <Anchor component={AppLink} href={`/citernes/${id}`} c="inherit">
        {nom}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed" fw={400}>
        {about}
      </Text>
    </>
  )
}

/** The ledger rows behind a balance. */
export function Explain({ line, au }: { line: StockLine; au: string | undefined }): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const owner = line.partenaire_nom ?? t(`commun:proprietaires.${line.proprietaire_type}`)
  return (
    <Anchor
      component={AppLink}
      href="/stocks/mouvements"
      search={explanation(line, au)}
      size="sm"
      className={classes['explain'] ?? ''}
      aria-label={t('stock:expliquer_de', { citerne: line.citerne_nom, proprietaire: owner })}
    >
      {t('stock:expliquer')}
    </Anchor>
  )
}

function LineCards<Line extends StockLine>({ lines, extras = [], mark, label, au }: Props<Line>): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <section aria-label={label}>
      {byTank(lines).map((tank) => (
        <div key={tank.id} className={classes['tankCard']}>
          <Group justify="space-between" wrap="nowrap">
            <Text fw={650}>{tank.nom}</Text>
            <Text fw={650} component="div">
              {tank.lines.length > 1 && mark?.(tank.lines)} <Litres value={ambient(tank.lines)} />
              {' L'}
            </Text>
          </Group>
          <Group justify="space-between" wrap="nowrap">
            <Text size="xs" c="dimmed">
              {tank.produit_nom}
            </Text>
            <Text size="xs" c="dimmed">
              {t('a_15c', { volume: number(at15(tank.lines)) })}
            </Text>
          </Group>
          {tank.lines.map((line) => (
            <LineCard key={lineKey(line)} line={line} extras={extras} mark={mark} au={au} />
          ))}
        </div>
      ))}
      <div className={classes['tankCard']}>
        <Group justify="space-between">
          <Text fw={700}>{t('total')}</Text>
          <Text fw={700} component="div">
            {mark?.(lines)} <Litres value={ambient(lines)} />
            {' L'}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" ta="right">
          {t('a_15c', { volume: number(at15(lines)) })}
        </Text>
      </div>
    </section>
  )
}

interface CardProps<Line> {
  line: Line
  extras: readonly ExtraColumn<Line>[]
  mark: ((lines: readonly Line[]) => ReactNode) | undefined
  au: string | undefined
}

function LineCard<Line extends StockLine>({ line, extras, mark, au }: CardProps<Line>): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <div className={classes['cardLine']}>
      <Group justify="space-between" gap="2px 10px">
        <OwnerChip type={line.proprietaire_type} name={line.partenaire_nom} />
        <Text size="sm" component="div">
          {mark?.([line])} <Litres value={line.stock_ambiant} />
          {' L · '}
          <Text span size="xs" c="dimmed">
            {t('a_15c', { volume: number(line.stock_15c) })}
          </Text>
        </Text>
      </Group>
      <Group justify="space-between" align="center" gap="2px 10px" wrap="nowrap">
        <div>
          {extras.map((extra) => {
            const content = extra.render(line)
            return content === null ? null : (
              <Text key={extra.key} size="xs" c="dimmed" component="div">
                {extra.label} : {content}
              </Text>
            )
          })}
        </div>
        <Explain line={line} au={au} />
      </Group>
    </div>
  )
}
