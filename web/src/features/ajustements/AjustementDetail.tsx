// One adjustment: what it corrected, before and after, what it did to the stock, who and why.
import { Anchor, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { mayIn, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { Facts, Panel } from '#components/display/Page'
import { PrintButton } from '#components/display/PrintButton'
import { RecordBody, RecordPage } from '#components/display/RecordPage'
import { day, instant, litres, text } from '#components/format'
import { Neighbours } from '#components/list/Neighbours'
import { explanation } from '#features/stock/filters'

import { BeforeAfter, CorrectionBadge, Delta } from './Badges'
import { Chronologie } from './Chronologie'
import { Explications } from './Explications'
import { useAjustements } from './definition'
import { MovementLink } from './MovementLink'
import { plainReason } from './reason'

type Detail = Schemas['DetailAjustement']

function useAjustement(id: string) {
  return api.useQuery('get', '/api/v1/ajustements/{id}', { params: { path: { id } } })
}

export function AjustementDetail(): ReactNode {
  const { t } = useTranslation('ajustements')
  const { id = '' } = useParams({ strict: false })
  const definition = useAjustements()
  return (
    <RecordPage
      asked={useAjustement(id)}
      title={(row) => row?.numero ?? t('titre')}
      aside={(row) => <CorrectionBadge type={row.type_correction} />}
      actions={(row) => (
        <>
          <Neighbours definition={definition} id={id} />
          {row !== undefined && <Actions row={row} />}
        </>
      )}
    >
      <AjustementFile id={id} />
    </RecordPage>
  )
}

/** The file of one adjustment, on its page or beside the list. */
export function AjustementFile({ id }: { id: string }): ReactNode {
  return (
    <RecordBody asked={useAjustement(id)} list="/stocks-adjustments">
      {(row) => (
        <Grid gutter="md">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <What row={row} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack>
              <Figures row={row} />
              <Chronologie row={row} />
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </RecordBody>
  )
}

function Actions({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const session = useSession()
  const may = mayIn(session, 'ajustements.creer', row.depot_id)
  const { mouvement_type: type, mouvement_id: id } = row
  return (
    <>
      {may && typeof type === 'string' && typeof id === 'string' && row.type_correction !== 'COMPENSATION' && (
        <Button component={AppLink} href="/stocks-adjustments/new" search={{ type, id }} variant="light">
          {t('ajustements:detail.corriger_encore')}
        </Button>
      )}
      <PrintButton />
    </>
  )
}

function What({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const zone = useZone()
  return (
    <Panel title={t('ajustements:detail.quoi')}>
      <Text mb="md" style={{ overflowWrap: 'anywhere' }}>
        {plainReason(row.reason)}
      </Text>
      <Facts
        items={[
          [t('ajustements:mouvement'), <MovementLink key="movement" row={row} />],
          [t('commun:champs.depot'), text(row.depot_nom)],
          [t('commun:champs.citerne'), text(row.citerne_nom)],
          [t('commun:champs.produit'), text(row.produit_nom)],
          [t('commun:champs.proprietaire'), <OwnerChip key="owner" type={row.proprietaire_type} name={row.partenaire_nom} />],
          [t('ajustements:date_effet'), day(row.date_effet)],
          [t('commun:champs.auteur'), text(row.auteur_nom)],
          [t('commun:champs.cree_le'), instant(row.created_at, zone)],
        ]}
      />
    </Panel>
  )
}

function Figures({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  return (
    <Panel
      title={t('ajustements:corriger.effet')}
      aside={
        <Anchor component={AppLink} href="/stocks/mouvements" search={explanation(row)} size="sm">
          {t('ajustements:detail.lignes')}
        </Anchor>
      }
    >
      <Group gap="lg" mb="md" align="baseline">
        <Text fz={24}>
          <Delta value={row.delta_ambiant} unit />
        </Text>
        <Text c="dimmed">
          {t('ajustements:corriger.effet_15c')} <Delta value={row.delta_15c} unit />
        </Text>
      </Group>
      {row.type_correction === 'MANUEL' ? (
        <Text size="sm" c="dimmed">
          {t('ajustements:detail.manuel')}
        </Text>
      ) : (
        <>
          <BeforeAfter before={row.avant} after={row} afterLabel={t('ajustements:apres')} />
          <Explications row={row} />
          {row.mouvement_type === 'SORTIE' && (
            <Text size="xs" c="dimmed" mt="xs">
              {t('ajustements:detail.sortie', { volume: litres(row.volume_ambiant) })}
            </Text>
          )}
        </>
      )}
    </Panel>
  )
}
