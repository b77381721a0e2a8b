// Trucks on the road, as the stages they pass.
import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { litres } from '#components/format'

import classes from './accueil.module.css'

const stages = ['CHARGEMENT', 'TRANSIT', 'FRONTIERE', 'ARRIVE'] as const
const shownMax = 4
const trucksMax = 100

interface Props {
  depot: string | undefined
  board: Schemas['TableauDeBord']
}

export function Trucks({ depot, board }: Props): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const scope = depot === undefined ? {} : { depot_id: depot }
  const { data } = api.useQuery('get', '/api/v1/cours-de-route', {
    params: { query: { ...scope, actifs: true, limite: trucksMax, tri: '-date_chargement' } },
  })
  const { total } = board.camions
  return (
    <Panel
      title={t('camions')}
      aside={<AppLink href="/cours">{t('camions_total', { count: total.nombre, volume: litres(total.volume) })}</AppLink>}
    >
      <div className={classes['pipeline']}>
        {stages.map((stage) => (
          <Stage key={stage} stage={stage} trucks={(data?.elements ?? []).filter((truck) => truck.statut === stage)} />
        ))}
      </div>
    </Panel>
  )
}

function Stage({ stage, trucks }: { stage: (typeof stages)[number]; trucks: readonly Schemas['CoursDeRoute'][] }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  return (
    <div className={classes['stage']}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {t(`etapes.${stage}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {trucks.length}
        </Text>
      </Group>
      {trucks.slice(0, shownMax).map((truck) => (
        <AppLink
          key={truck.id}
          href={`/cours/${truck.id}`}
          className={`${classes['truck'] ?? ''} ${stage === 'ARRIVE' ? (classes['waiting'] ?? '') : ''}`}
        >
          <Text size="sm" fw={550}>
            {truck.plaque_camion}
          </Text>
          <Text size="xs" c="dimmed">
            {[litres(truck.volume), truck.produit_nom, truck.fournisseur_nom].filter(Boolean).join(' · ')}
          </Text>
        </AppLink>
      ))}
      {trucks.length > shownMax && (
        <AppLink href="/cours" search={{ statut: stage }}>
          <Text size="xs" mt={6}>
            {t('autres', { count: trucks.length - shownMax })}
          </Text>
        </AppLink>
      )}
    </div>
  )
}
