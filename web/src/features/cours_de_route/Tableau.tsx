// The same trucks as the stages they pass, with the same filters.
import { Box, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { Parts } from '#components/display/Parts'
import { Failure, Loading, NothingFound } from '#components/display/States'
import { day, litres, number } from '#components/format'
import { Head, More } from '#components/list/DataList'
import type { ListDefinition } from '#components/list/definition'
import { FilterBar } from '#components/list/FilterBar'
import { useListPages } from '#components/list/pages'
import { pageOf } from '#components/list/url_state'

import { MoreActions, NextStep } from './Actions'
import classes from './cours.module.css'
import { plates, steps, type Cours, type Statut } from './statut'

interface Props {
  definition: ListDefinition<Cours>
  actions: ReactNode
  empty: ReactNode
}

export function Tableau({ definition, actions, empty }: Props): ReactNode {
  const list = useListPages(definition)
  const { query, rows, ...state } = list
  const history = state.filters['actifs'] !== undefined || state.filters['statut'] === 'DECHARGE'
  const stages = state.filters['actifs'] === 'false' ? (['DECHARGE'] as const) : history ? steps : steps.slice(0, -1)
  return (
    <Box>
      <FilterBar definition={definition} state={state} actions={actions} />
      <Head list={list} />
      {query.isPending && <Loading />}
      {query.isError && rows.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (state.active > 0 ? <NothingFound clear={state.clear} /> : empty)}
      {rows.length > 0 && (
        <div className={classes['board']} aria-busy={query.isFetching}>
          {stages.map((stage) => (
            <Stage key={stage} stage={stage} trucks={rows.filter((row) => row.statut === stage)} partial={query.hasNextPage} page={(truck) => pageOf(definition, list, truck) ?? ''} />
          ))}
        </div>
      )}
      <More list={list} more={() => void query.fetchNextPage()} />
    </Box>
  )
}

interface StageProps {
  stage: Statut
  trucks: readonly Cours[]
  /** More trucks than were asked for: counts are of those shown. */
  partial: boolean
  page: (truck: Cours) => string
}

function Stage({ stage, trucks, partial, page }: StageProps): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const volume = trucks.reduce((sum, truck) => sum + truck.volume, 0)
  const counted = partial
    ? t('colonne_partielle', { nombre: number(trucks.length) })
    : t('colonne_total', { count: trucks.length, volume: litres(volume) })
  return (
    <section className={classes['stage']} aria-label={t(`statuts.${stage}`)}>
      <Group justify="space-between" gap={6}>
        <Text component="h2" size="sm" fw={600}>
          {t(`statuts.${stage}`)}
        </Text>
        <Text size="xs" c="dimmed">
          {counted}
        </Text>
      </Group>
      {trucks.length === 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {t('vide.colonne')}
        </Text>
      ) : (
        <Stack gap={8} mt={10}>
          {trucks.map((truck) => (
            <Truck key={truck.id} truck={truck} page={page(truck)} />
          ))}
        </Stack>
      )}
    </section>
  )
}

function Truck({ truck, page }: { truck: Cours; page: string }): ReactNode {
  return (
    <div className={`${classes['truck'] ?? ''} ${truck.statut === 'ARRIVE' ? (classes['waiting'] ?? '') : ''}`}>
      <AppLink href={page} className={classes['open']}>
        <Text component="span" size="sm" fw={600} display="block">
          {plates(truck)}
        </Text>
        <Text component="span" size="xs" c="dimmed" display="block">
          <Parts of={[litres(truck.volume), truck.produit_nom, truck.fournisseur_nom]} />
        </Text>
        <Text component="span" size="xs" c="dimmed" display="block">
          <Parts of={[truck.numero, day(truck.date_chargement), truck.chauffeur_nom]} />
        </Text>
      </AppLink>
      <Group gap={4} justify="space-between" wrap="nowrap" mt={4}>
        <NextStep cours={truck} short />
        <Box ml="auto">
          <MoreActions cours={truck} size={28} />
        </Box>
      </Group>
    </div>
  )
}
