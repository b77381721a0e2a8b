// One tank: how full it is and whose the stock is, what moved last, thirty days of it, and what was changed of the tank
// itself.
import { Anchor, Button, Grid, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useDepot } from '#app/depot'
import { mayIn, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { addDays, todayIn } from '#components/days'
import { CorrectedChip, OwnerChip } from '#components/display/Chips'
import { Curve } from '#components/display/Curve'
import { Facts, Page, Panel } from '#components/display/Page'
import { PrintButton } from '#components/display/PrintButton'
import { Failure, Loading } from '#components/display/States'
import { TankLegend } from '#components/display/TankLegend'
import { day, instant, percent, text } from '#components/format'
import { Entries } from '#features/stock/Entries'
import { corrections, lineKey } from '#features/stock/lines'
import { Explain, Litres } from '#features/stock/LinesTable'

import { Chronologie } from './Chronologie'
import { Niveau, TankTags, Warnings } from './Niveau'
import type { Declared } from './initial'
import { StockInitial } from './StockInitial'
import { cardsOf, type TankCard } from './tanks'
import { useInitiaux } from './useInitiaux'

const movementsShown = 10
const daysShown = 30

export function CiterneDetail(): ReactNode {
  const { t } = useTranslation('citernes')
  const id = useParams({ strict: false, select: (params) => params.id ?? '' })
  const tank = api.useQuery('get', '/api/v1/citernes/{id}', { params: { path: { id } } })
  const stock = api.useQuery('get', '/api/v1/stock/actuel', { params: { query: { citerne_id: id } } })
  const initiaux = useInitiaux({ citerne_id: id })
  const failed = [tank, stock].find((query) => query.isError && query.data === undefined)
  const [card] = tank.data === undefined || stock.data === undefined ? [] : cardsOf([tank.data], stock.data.lignes)
  if (tank.data === undefined || stock.data === undefined || card === undefined || initiaux.loading) {
    return (
      <Page title={tank.data?.nom ?? t('titre')}>
        {failed === undefined ? <Loading /> : <Failure error={failed.error} retry={() => void failed.refetch()} list="/citernes" />}
      </Page>
    )
  }
  return <Fiche tank={tank.data} card={card} lines={stock.data.lignes} declared={initiaux.declaredFor?.(id)} />
}

interface Props {
  tank: Schemas['Citerne']
  card: TankCard
  lines: readonly Schemas['LigneStock'][]
  /** Opening stocks, for who declares them. */
  declared: Declared | undefined
}

function Fiche({ tank, card, lines, declared }: Props): ReactNode {
  const { t } = useTranslation('citernes')
  const { choices } = useDepot()
  const fuseau = choices.find((depot) => depot.id === tank.depot_id)?.fuseau
  return (
    <Page
      title={tank.nom}
      aside={
        <>
          <Text c="dimmed">{tank.produit_nom}</Text>
          <TankTags card={card} />
        </>
      }
      actions={<Actions card={card} declared={declared} />}
    >
      <Grid gutter="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Panel title={t('fiche.niveau')} aside={<TankLegend />}>
              <Niveau card={card} size={1.5} />
              <Warnings card={card} />
            </Panel>
            <Owners card={card} lines={lines} />
            <Month tank={tank} fuseau={fuseau} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <Characteristics tank={tank} card={card} fuseau={fuseau} />
            <LastMovements tank={tank} />
            <Chronologie id={tank.id} fuseau={fuseau} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function Actions({ card, declared }: Pick<Props, 'card' | 'declared'>): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const session = useSession()
  const [opening, { open, close }] = useDisclosure()
  return (
    <>
      <PrintButton visibleFrom="sm" />
      {mayIn(session, 'stock.initialiser', card.depot_id) && card.statut === 'active' && declared?.left === true && (
        <Button variant="light" onClick={open}>
          {t('citernes:stock_initial')}
        </Button>
      )}
      {mayIn(session, 'citernes.ecrire', card.depot_id) && (
        <Button component={AppLink} href={`/citernes/${card.id}/edit`} variant="default" leftSection={<IconPencil size={16} />}>
          {t('commun:actions.modifier')}
        </Button>
      )}
      {opening && declared !== undefined && <StockInitial tank={card} declared={declared} onClose={close} />}
    </>
  )
}

/** Whose the stock is, each with the ledger rows that make it up. */
function Owners({ card, lines }: Pick<Props, 'card' | 'lines'>): ReactNode {
  const { t } = useTranslation(['citernes', 'stock', 'commun'])
  return (
    <Panel
      title={t('citernes:fiche.proprietaires')}
      aside={
        <Anchor component={AppLink} href="/stocks" search={{ citerne_id: card.id }} size="sm">
          {t('citernes:stock')}
        </Anchor>
      }
    >
      {lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('citernes:fiche.sans_stock')}
        </Text>
      ) : (
        <Table fz="sm" verticalSpacing={6} horizontalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('commun:champs.proprietaire')}</Table.Th>
              <Table.Th ta="right">{t('citernes:fiche.part')}</Table.Th>
              <Table.Th ta="right">
                {t('stock:ambiant_l')}{' '}
                <Text span size="xs" c="dimmed">
                  {t('stock:a_15c_l')}
                </Text>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <Table.Tr key={lineKey(line)}>
                <Table.Td>
                  <OwnerChip type={line.proprietaire_type} name={line.partenaire_nom} /> <Explain line={line} au={undefined} />
                </Table.Td>
                <Table.Td ta="right">{card.total_l > 0 ? percent((line.stock_ambiant / card.total_l) * 100) : text(undefined)}</Table.Td>
                <Table.Td ta="right">
                  <div>
                    <CorrectedChip delta={corrections([line])} /> <Litres value={line.stock_ambiant} />
                  </div>
                  <Text size="xs" component="div">
                    <Litres value={line.stock_15c} dim />
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  )
}

function Month({ tank, fuseau }: Pick<Props, 'tank'> & { fuseau: string | undefined }): ReactNode {
  const { t } = useTranslation('citernes')
  const au = todayIn(fuseau)
  const query = { citerne_id: tank.id, du: addDays(au, 1 - daysShown), au }
  const { data, isError, error, refetch } = api.useQuery('get', '/api/v1/stock/journalier', { params: { query } })
  const points = (data?.totaux ?? []).map((total) => ({ day: total.date_jour, value_l: total.stock_ambiant }))
  return (
    <Panel
      title={t('fiche.courbe')}
      aside={
        <Anchor component={AppLink} href="/stocks/journalier" search={{ citerne_id: tank.id }} size="sm">
          {t('fiche.par_jour')}
        </Anchor>
      }
    >
      {isError && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && points.length < 2 && (
        <Text size="sm" c="dimmed">
          {t('fiche.courbe_vide')}
        </Text>
      )}
      <Curve label={`${t('fiche.courbe')}, ${tank.nom}`} points={points} />
    </Panel>
  )
}

function Characteristics({ tank, card, fuseau }: Pick<Props, 'tank' | 'card'> & { fuseau: string | undefined }): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  return (
    <Panel title={t('citernes:fiche.caracteristiques')}>
      <Facts
        items={[
          [t('commun:champs.statut'), t(`citernes:statuts.${tank.statut}`)],
          [t('commun:champs.depot'), tank.depot_nom],
          [t('citernes:localisation'), text(tank.localisation)],
          [t('citernes:dernier'), instant(card.dernier, fuseau)],
          [t('citernes:fiche.cree_le'), instant(tank.created_at, fuseau)],
          [t('citernes:fiche.modifie_le'), instant(tank.updated_at, fuseau)],
          ...(tank.logique ? [[t('citernes:logique'), t('citernes:logique_aide')] as const] : []),
        ]}
      />
    </Panel>
  )
}

function LastMovements({ tank }: Pick<Props, 'tank'>): ReactNode {
  const { t } = useTranslation('citernes')
  const query = { citerne_id: tank.id, limite: movementsShown }
  const { data, isError, error, refetch } = api.useQuery('get', '/api/v1/stock/mouvements', { params: { query } })
  const rows = data?.elements ?? []
  return (
    <Panel
      title={t('fiche.mouvements')}
      aside={
        <Anchor component={AppLink} href="/stocks/mouvements" search={{ citerne_id: tank.id }} size="sm">
          {t('fiche.registre')}
        </Anchor>
      }
    >
      {isError && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('fiche.aucun_mouvement')}
        </Text>
      )}
      {rows.length > 0 && <Entries rows={rows} about={(row) => day(row.date_effet)} />}
    </Panel>
  )
}
