// Trucks on the road, as the stages they pass. Counts and litres are those of the board; the tiles are the first few of
// each stage, those at the gate with the way to receive them.
import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { mayIn, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { Parts } from '#components/display/Parts'
import { litres, number } from '#components/format'

import classes from './accueil.module.css'
import { scopeOf, trucksShown, useTrucks, type Board, type Stage } from './home'

interface Props {
  depot: string | undefined
  board: Board
}

type Tile = Pick<Schemas['CoursDeRoute'], 'id' | 'plaque_camion' | 'volume' | 'produit_nom' | 'fournisseur_nom'> & {
  depot_id: string | undefined
}

export function Trucks({ depot, board }: Props): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const { total, au_chargement, en_route, arrives } = board.camions
  return (
    <Panel
      title={t('camions')}
      aside={
        <AppLink href="/cours" search={scopeOf(depot)}>
          {t('camions_total', { count: total.nombre, volume: litres(total.volume) })}
        </AppLink>
      }
    >
      <div className={classes['pipeline']}>
        <section className={classes['stage']} aria-label={t('etapes.CHARGEMENT')}>
          <Head statut="CHARGEMENT" depot={depot} count={au_chargement} />
          <Queried stage="CHARGEMENT" depot={depot} />
        </section>
        <section className={classes['stage']} aria-label={t('etapes.EN_ROUTE')}>
          <Head statut="EN_ROUTE" depot={depot} count={en_route} />
          <Lane stage="TRANSIT" depot={depot} />
          <Lane stage="FRONTIERE" depot={depot} />
        </section>
        <section className={classes['stage']} aria-label={t('etapes.ARRIVE')}>
          <Head statut="ARRIVE" depot={depot} count={arrives} />
          <Arrived depot={depot} board={board} />
        </section>
      </div>
    </Panel>
  )
}

interface HeadProps {
  statut: Stage | 'EN_ROUTE'
  depot: string | undefined
  count: Schemas['NombreVolume']
}

function Head({ statut, depot, count }: HeadProps): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  return (
    <AppLink href="/cours" search={{ ...scopeOf(depot), statut }} className={classes['head']}>
      <Group justify="space-between" gap="0 8px">
        <Text size="sm" fw={600}>
          {t(`etapes.${statut}`)}
        </Text>
        <Text size="sm" fw={600} c="var(--mantine-color-anchor)">
          {number(count.nombre)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {litres(count.volume)}
      </Text>
    </AppLink>
  )
}

interface StageProps {
  stage: Stage
  depot: string | undefined
}

/** A part of the road: how many are there is counted by the list itself. */
function Lane({ stage, depot }: StageProps): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const { data } = useTrucks(depot, stage)
  return (
    <div className={classes['lane']}>
      <AppLink href="/cours" search={{ ...scopeOf(depot), statut: stage }} className={classes['head']}>
        <Text size="xs" c="dimmed">
          {t(`etapes.${stage}`)} · {number(data?.total)}
        </Text>
      </AppLink>
      <Queried stage={stage} depot={depot} />
    </div>
  )
}

function Queried({ stage, depot }: StageProps): ReactNode {
  const { data } = useTrucks(depot, stage)
  const tiles = (data?.elements ?? []).map((truck) => ({ ...truck, depot_id: truck.depot_destination_id }))
  return <Tiles stage={stage} depot={depot} tiles={tiles} total={data?.total ?? tiles.length} />
}

/** At the gate the one that waits longest comes first. */
function Arrived({ depot, board }: Props): ReactNode {
  const { a_decharger, camions } = board
  if (a_decharger === null || a_decharger === undefined) return <Queried stage="ARRIVE" depot={depot} />
  return <Tiles stage="ARRIVE" depot={depot} tiles={a_decharger.slice(0, trucksShown)} total={camions.arrives.nombre} />
}

interface TilesProps extends StageProps {
  tiles: readonly (Omit<Tile, 'fournisseur_nom'> & Partial<Pick<Tile, 'fournisseur_nom'>>)[]
  total: number
}

function Tiles({ stage, depot, tiles, total }: TilesProps): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const session = useSession()
  return (
    <>
      <div className={classes['tiles']}>
        {tiles.map((truck) => (
          <div key={truck.id} className={`${classes['truck'] ?? ''} ${stage === 'ARRIVE' ? (classes['waiting'] ?? '') : ''}`}>
            <AppLink href={`/cours/${truck.id}`} className={classes['plate']}>
              <Text size="sm" fw={550}>
                {truck.plaque_camion}
              </Text>
              <Text size="xs" c="dimmed">
                <Parts of={[litres(truck.volume), truck.produit_nom, truck.fournisseur_nom]} />
              </Text>
            </AppLink>
            {stage === 'ARRIVE' && mayIn(session, 'receptions.creer', truck.depot_id) && (
              <AppLink href="/receptions/new" search={{ coursId: truck.id }} aria-label={t('receptionner_de', { plaque: truck.plaque_camion })}>
                {t('receptionner')}
              </AppLink>
            )}
          </div>
        ))}
      </div>
      {total > tiles.length && (
        <AppLink href="/cours" search={{ ...scopeOf(depot), statut: stage }}>
          <Text size="xs" mt={6}>
            {t('autres', { count: total - tiles.length })}
          </Text>
        </AppLink>
      )}
    </>
  )
}
