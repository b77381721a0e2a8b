// Home: the cards of the caller's role, the tanks, the trucks on the road, the last movements. Every figure opens the
// rows behind it; everything changes by itself when somebody posts.
import { Button, Grid, Group, SimpleGrid } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { useDepot } from '#app/depot'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page, Panel } from '#components/display/Page'
import { Failure, Loading } from '#components/display/States'
import { Curve } from '#components/display/Curve'

import { Alerts } from './Alerts'
import { KeyFigures } from './KeyFigures'
import { LastMovements } from './LastMovements'
import { Tanks } from './Tanks'
import { ToDecide } from './ToDecide'
import { Trucks } from './Trucks'

export function Accueil(): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const { id } = useDepot()
  const query = id === undefined ? {} : { depot_id: id }
  const board = api.useQuery('get', '/api/v1/tableau-de-bord', { params: { query } }, { placeholderData: (old) => old })
  const day = board.data?.depots[0]?.jour
  return (
    <Page title={t('titre')} aside={day} actions={<Entries />}>
      {board.isPending && <Loading />}
      {board.isError && board.data === undefined && <Failure error={board.error} retry={() => void board.refetch()} />}
      {board.data !== undefined && (
        <>
          <ToDecide />
          <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mb="md">
            <KeyFigures board={board.data} depot={id} />
          </SimpleGrid>
          <Grid gutter="md">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Tanks depot={id} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <Panel title={t('courbe')} aside={<AppLink href="/stocks/journalier">{t('historique')}</AppLink>}>
                <Curve
                  label={t('courbe')}
                  points={board.data.courbe.map((point) => ({ day: point.date_jour, value_l: point.stock_ambiant }))}
                />
                <Alerts board={board.data} />
              </Panel>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <Trucks depot={id} board={board.data} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <LastMovements depot={id} />
            </Grid.Col>
          </Grid>
        </>
      )}
    </Page>
  )
}

function Entries(): ReactNode {
  const { t } = useTranslation('navigation')
  const receptions = useMay('receptions.creer')
  const sorties = useMay('sorties.creer')
  return (
    <Group gap="xs">
      {receptions && (
        <Button component={AppLink} href="/receptions/new" leftSection={<IconPlus size={16} />}>
          {t('creer.reception')}
        </Button>
      )}
      {sorties && (
        <Button component={AppLink} href="/sorties/new" variant="light" leftSection={<IconPlus size={16} />}>
          {t('creer.sortie')}
        </Button>
      )}
    </Group>
  )
}
