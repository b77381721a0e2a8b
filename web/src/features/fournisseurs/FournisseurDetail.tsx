// One supplier: who to call, and the trucks that come from there.
import { Anchor, Grid, Group, Stack, Table, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { StatusChip } from '#components/display/Chips'
import { Facts, Panel } from '#components/display/Page'
import { RecordBody, RecordPage } from '#components/display/RecordPage'
import { Failure, Loading } from '#components/display/States'
import { day, litres, number, text } from '#components/format'
import { Neighbours } from '#components/list/Neighbours'
import { JournalLink } from '#features/journal/JournalLink'

import { Etat, useFournisseurs } from './definition'

const shownMax = 10

function useFournisseur(id: string) {
  return api.useQuery('get', '/api/v1/fournisseurs/{id}', { params: { path: { id } } })
}

export function FournisseurDetail(): ReactNode {
  const { t } = useTranslation('fournisseurs')
  const { id = '' } = useParams({ strict: false })
  const definition = useFournisseurs()
  return (
    <RecordPage
      asked={useFournisseur(id)}
      title={(row) => row?.nom ?? t('titre')}
      aside={(row) => <Etat actif={row.actif} />}
      actions={() => <Neighbours definition={definition} id={id} />}
    >
      <FournisseurFile id={id} />
    </RecordPage>
  )
}

/** The file of one supplier, on its page or beside the list. */
export function FournisseurFile({ id }: { id: string }): ReactNode {
  return (
    <RecordBody asked={useFournisseur(id)} list="/fournisseurs">
      {(supplier) => <Fiche supplier={supplier} />}
    </RecordBody>
  )
}

function Fiche({ supplier }: { supplier: Schemas['Tiers'] }): ReactNode {
  const { t } = useTranslation('fournisseurs')
  const trucks = useMay('cdr.lire')
  const { id } = supplier
  return (
    <Grid gutter="md">
      <Grid.Col span={{ base: 12, md: trucks ? 5 : 12 }}>
        <Panel title={t('coordonnees')} aside={<JournalLink id={id} />}>
          <Contact supplier={supplier} />
        </Panel>
      </Grid.Col>
      {trucks && (
        <>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Activity id={id} />
          </Grid.Col>
          <Grid.Col span={12}>
            <LastTrucks id={id} />
          </Grid.Col>
        </>
      )}
    </Grid>
  )
}

function Contact({ supplier }: { supplier: Schemas['Tiers'] }): ReactNode {
  const { t } = useTranslation(['fournisseurs', 'commun'])
  const { email, telephone } = supplier
  return (
    <Facts
      items={[
        [t('contact'), text(supplier.contact_personne)],
        [
          t('commun:champs.telephone'),
          telephone ? (
            <Anchor size="sm" href={`tel:${telephone.replace(/\s/g, '')}`}>
              {telephone}
            </Anchor>
          ) : (
            text(telephone)
          ),
        ],
        [
          t('commun:champs.email'),
          email ? (
            <Anchor size="sm" href={`mailto:${email}`}>
              {email}
            </Anchor>
          ) : (
            text(email)
          ),
        ],
        [t('commun:champs.adresse'), text(supplier.adresse)],
        [t('commun:champs.pays'), text(supplier.pays)],
        [t('commun:champs.note'), text(supplier.note_supplementaire)],
      ]}
    />
  )
}

function Activity({ id }: { id: string }): ReactNode {
  const { t } = useTranslation(['fournisseurs', 'cours_de_route'])
  const figures = api.useQuery('get', '/api/v1/cours-de-route/statistiques', { params: { query: { fournisseur_id: id } } })
  if (figures.data === undefined) {
    return (
      <Panel title={t('activite')}>
        {figures.isPending ? <Loading /> : <Failure error={figures.error} retry={() => void figures.refetch()} />}
      </Panel>
    )
  }
  const { nombre, volume_total, volume_moyen, par_statut } = figures.data
  const active = par_statut.filter((part) => part.statut !== 'DECHARGE').reduce((sum, part) => sum + part.nombre, 0)
  return (
    <Panel
      title={t('activite')}
      aside={
        <AppLink href="/cours" search={{ fournisseur_id: id, actifs: 'tous' }}>
          {t('tous')}
        </AppLink>
      }
    >
      <Facts
        items={[
          [t('nombre'), number(nombre)],
          [t('en_cours'), number(active)],
          [t('volume_total'), litres(volume_total)],
          [t('volume_moyen'), litres(volume_moyen, 0)],
        ]}
      />
      <Group gap="md" mt="md">
        {par_statut.map((part) => (
          <Group key={part.statut} gap={6}>
            <StatusChip statut={part.statut} label={t(`cours_de_route:statuts.${part.statut}`)} />
            <Text size="sm">{number(part.nombre)}</Text>
          </Group>
        ))}
      </Group>
    </Panel>
  )
}

function LastTrucks({ id }: { id: string }): ReactNode {
  const { t } = useTranslation(['fournisseurs', 'commun', 'cours_de_route'])
  const trucks = api.useQuery('get', '/api/v1/cours-de-route', {
    params: { query: { fournisseur_id: id, limite: shownMax, tri: '-date_chargement' } },
  })
  const rows = trucks.data?.elements ?? []
  return (
    <Panel title={t('derniers')}>
      {trucks.isPending && <Loading />}
      {trucks.isError && trucks.data === undefined && <Failure error={trucks.error} retry={() => void trucks.refetch()} />}
      {trucks.isSuccess && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('aucun_cours')}
        </Text>
      )}
      {rows.length > 0 && (
        <Stack gap={0}>
          <Table.ScrollContainer minWidth={520}>
            <Table fz="sm" style={{ whiteSpace: 'nowrap' }}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('commun:champs.numero')}</Table.Th>
                  <Table.Th>{t('commun:champs.plaque')}</Table.Th>
                  <Table.Th>{t('commun:champs.produit')}</Table.Th>
                  <Table.Th ta="right">{t('commun:champs.volume')}</Table.Th>
                  <Table.Th>{t('commun:champs.date')}</Table.Th>
                  <Table.Th>{t('commun:champs.statut')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.id}>
                    <Table.Td>
                      <AppLink href={`/cours/${row.id}`}>{row.numero}</AppLink>
                    </Table.Td>
                    <Table.Td>{row.plaque_camion}</Table.Td>
                    <Table.Td>{text(row.produit_nom)}</Table.Td>
                    <Table.Td ta="right">{litres(row.volume)}</Table.Td>
                    <Table.Td>{day(row.date_chargement)}</Table.Td>
                    <Table.Td>
                      <StatusChip statut={row.statut} label={t(`cours_de_route:statuts.${row.statut}`)} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Stack>
      )}
    </Panel>
  )
}
