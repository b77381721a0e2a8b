// Home: the cards of the caller's role, the tanks, the trucks on the road, the last movements. Every figure opens the
// rows behind it; everything changes by itself when somebody posts.
import { Button, Grid, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useDepot } from '#app/depot'
import { useMay, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Curve } from '#components/display/Curve'
import { Page, Panel } from '#components/display/Page'
import { Failure } from '#components/display/States'
import type { Sens } from '#features/mouvements/levels'

import { Activity } from './Activity'
import { Alerts } from './Alerts'
import { Control } from './Control'
import { scopeOf, useBoard, useHomeLoading, type Board } from './home'
import { FigureSkeletons, KeyFigures } from './KeyFigures'
import { LastMovements } from './LastMovements'
import { Tanks } from './Tanks'
import { Trucks } from './Trucks'

export function Accueil(): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const { id } = useDepot()
  const board = useBoard(id)
  const loading = useHomeLoading(id)
  const day = board.data?.depots[0]?.jour
  return (
    <Page title={t('titre')} aside={day ?? (board.isPending && <Skeleton w={84} h={16} />)} actions={<Entries />}>
      {board.isError && board.data === undefined ? (
        <Failure error={board.error} retry={() => void board.refetch()} />
      ) : (
        <>
          <SimpleGrid cols={{ base: 2, lg: 4 }} mb="md" spacing={{ base: 'xs', xs: 'md' }}>
            {board.data === undefined ? <FigureSkeletons /> : <KeyFigures board={board.data} depot={id} />}
          </SimpleGrid>
          {board.data === undefined || loading ? <Columns left={<Blocks heights={[460, 260]} />} right={<Blocks heights={[360, 360]} />} /> : <Parts board={board.data} depot={id} />}
        </>
      )}
    </Page>
  )
}

/** Each column as long as what it has: no card is stretched to the height of its neighbour. */
function Columns({ left, right }: { left: ReactNode; right: ReactNode }): ReactNode {
  return (
    <Grid gutter="md">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="md">{left}</Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="md">{right}</Stack>
      </Grid.Col>
    </Grid>
  )
}

function Blocks({ heights }: { heights: readonly number[] }): ReactNode {
  const { t } = useTranslation()
  return heights.map((height) => <Skeleton key={height} h={height} radius="lg" role="status" aria-label={t('charger')} />)
}

function Parts({ board, depot }: { board: Board; depot: string | undefined }): ReactNode {
  const { role } = useSession()
  // Who works at the gate looks for the trucks first.
  const gate = role === 'operateur' || role === 'gerant'
  const tanks = <Tanks depot={depot} board={board} />
  const trucks = <Trucks depot={depot} board={board} />
  const movements = <LastMovements depot={depot} />
  const reader = board.activite !== null && board.activite !== undefined
  return (
    <Columns
      left={
        <>
          {gate ? trucks : tanks}
          {gate ? tanks : trucks}
          {reader && movements}
        </>
      }
      right={
        <>
          <Watch board={board} depot={depot} />
          {role === 'admin' && <Control board={board} depot={depot} />}
          {reader ? <Activity board={board} depot={depot} /> : movements}
        </>
      }
    />
  )
}

function Watch({ board, depot }: { board: Board; depot: string | undefined }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const points = board.courbe.map((point) => ({ day: point.date_jour, value_l: point.stock_ambiant }))
  return (
    <Panel
      title={t('courbe')}
      aside={
        <AppLink href="/stocks/journalier" search={scopeOf(depot)}>
          {t('historique')}
        </AppLink>
      }
    >
      {points.length < 2 ? (
        <Text size="sm" c="dimmed">
          {t('courbe_vide')}
        </Text>
      ) : (
        <Curve label={t('courbe')} points={points} />
      )}
      <Alerts board={board} depot={depot} />
    </Panel>
  )
}

function Entries(): ReactNode {
  const receptions = useMay('receptions.creer')
  const sorties = useMay('sorties.creer')
  return (
    <>
      {receptions && <Entry sens="reception" variant="filled" />}
      {sorties && <Entry sens="sortie" variant="light" />}
    </>
  )
}

/** A phone has room for both in one line without their first word. */
function Entry({ sens, variant }: { sens: Sens; variant: 'filled' | 'light' }): ReactNode {
  const { t } = useTranslation('navigation')
  return (
    <Button component={AppLink} href={`/${sens}s/new`} variant={variant} leftSection={<IconPlus size={16} />} aria-label={t(`creer.${sens}`)}>
      <Text span inherit hiddenFrom="xs">
        {t(`creer_court.${sens}`)}
      </Text>
      <Text span inherit visibleFrom="xs">
        {t(`creer.${sens}`)}
      </Text>
    </Button>
  )
}
