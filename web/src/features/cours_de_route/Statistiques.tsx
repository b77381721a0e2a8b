// Counts, volumes and real durations of the trucks loaded in a period.
import { Group, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useDepot } from '#app/depot'
import { Dialog } from '#components/display/Dialog'
import { Failure, Loading } from '#components/display/States'
import { litres, number, text } from '#components/format'
import { given } from '#components/list/definition'

import classes from './cours.module.css'

export function Statistiques({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const { id: depot } = useDepot()
  const [du, setDu] = useState('')
  const [au, setAu] = useState('')
  const query = {
    ...given('depot_id', depot),
    ...given('du', du === '' ? undefined : du),
    ...given('au', au === '' ? undefined : au),
  }
  const figures = api.useQuery('get', '/api/v1/cours-de-route/statistiques', { params: { query } }, { placeholderData: (old) => old })
  return (
    <Dialog onClose={onClose} title={t('statistiques.titre')} size="xl">
      <Group gap="xs" mb="md" align="end">
        <TextInput
          type="date"
          label={t('commun:champs.du')}
          value={du}
          onChange={(event) => {
            setDu(event.currentTarget.value)
          }}
        />
        <TextInput
          type="date"
          label={t('commun:champs.au')}
          value={au}
          onChange={(event) => {
            setAu(event.currentTarget.value)
          }}
        />
      </Group>
      {figures.isPending && <Loading />}
      {figures.isError && <Failure error={figures.error} retry={() => void figures.refetch()} />}
      {figures.data !== undefined && !figures.isError && <Figures figures={figures.data} />}
    </Dialog>
  )
}

function Figures({ figures }: { figures: Schemas['StatistiquesCours'] }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  if (figures.nombre === 0) return <Text c="dimmed">{t('statistiques.aucun')}</Text>
  return (
    <Stack gap="lg">
      <Group gap="xl">
        <Figure label={t('statistiques.nombre')} value={number(figures.nombre)} />
        <Figure label={t('statistiques.volume_total')} value={litres(figures.volume_total)} />
        <Figure label={t('statistiques.volume_moyen')} value={litres(figures.volume_moyen, 0)} />
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Shares
          title={t('statistiques.par_statut')}
          shares={figures.par_statut.map((part) => ({ ...part, key: part.statut, name: t(`statuts.${part.statut}`) }))}
        />
        <Durations durations={figures.durees} />
        <Shares
          title={t('statistiques.par_fournisseur')}
          shares={figures.par_fournisseur.map((part) => ({ ...part, key: part.id, name: text(part.nom) }))}
        />
        <Shares
          title={t('statistiques.par_produit')}
          shares={figures.par_produit.map((part) => ({ ...part, key: part.id, name: text(part.nom) }))}
        />
      </SimpleGrid>
      <Shares
        title={t('statistiques.par_semaine')}
        shares={figures.par_semaine.map((part) => ({ ...part, key: part.semaine, name: part.semaine }))}
      />
    </Stack>
  )
}

function Figure({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={22} fw={700}>
        {value}
      </Text>
    </div>
  )
}

interface Share {
  key: string
  name: string
  nombre: number
  volume: number
}

function Shares({ title, shares }: { title: string; shares: readonly Share[] }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const most = Math.max(...shares.map((share) => share.volume), 1)
  return (
    <section>
      <Title order={3} size="sm" mb={6}>
        {title}
      </Title>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th ta="right">{t('statistiques.camions')}</Table.Th>
            <Table.Th ta="right">{t('commun:champs.volume')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shares.map((share) => (
            <Table.Tr key={share.key}>
              <Table.Td>
                {share.name}
                <span aria-hidden className={classes['bar']} style={{ width: `${(share.volume / most) * 100}%` }} />
              </Table.Td>
              <Table.Td ta="right">{number(share.nombre)}</Table.Td>
              <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                {litres(share.volume)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function Durations({ durations }: { durations: readonly Schemas['DureeStatut'][] }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return (
    <section>
      <Title order={3} size="sm" mb={6}>
        {t('statistiques.durees')}
      </Title>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th ta="right">{t('statistiques.moyenne')}</Table.Th>
            <Table.Th ta="right">{t('statistiques.mediane')}</Table.Th>
            <Table.Th ta="right">{t('statistiques.camions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {durations.map((duration) => (
            <Table.Tr key={duration.statut}>
              <Table.Td>{t(`statuts.${duration.statut}`)}</Table.Td>
              <Table.Td ta="right">{t('statistiques.heures', { valeur: number(duration.moyenne_h, 1) })}</Table.Td>
              <Table.Td ta="right">{t('statistiques.heures', { valeur: number(duration.mediane_h, 1) })}</Table.Td>
              <Table.Td ta="right">{number(duration.nombre)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
