// One proposal: what is asked for and why, before and after, what it would do to the stock, what became of it,
// and the decision while it waits.
import { Alert, Grid, Group, Stack, Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { OwnerChip } from '#components/display/Chips'
import { Facts, Panel } from '#components/display/Page'
import { PrintButton } from '#components/display/PrintButton'
import { RecordBody, RecordPage } from '#components/display/RecordPage'
import { TankDrawing } from '#components/display/TankDrawing'
import { instant, litres, text } from '#components/format'
import { Neighbours } from '#components/list/Neighbours'
import { tanksOf } from '#features/tableau_de_bord/levels'

import { StockEffect } from './Apercu'
import { BeforeAfter, CorrectionBadge, Delta, StatutProposition } from './Badges'
import { ChronologieProposition } from './ChronologieProposition'
import { MovementLink } from './MovementLink'
import { consequenceOf } from './correction'
import { Decision } from './Decision'
import { usePropositions } from './propositions'
import { plainReason } from './reason'

type Detail = Schemas['DetailProposition']

function useProposition(id: string) {
  return api.useQuery('get', '/api/v1/ajustements/propositions/{id}', { params: { path: { id } } })
}

export function PropositionDetail(): ReactNode {
  const { t } = useTranslation('ajustements')
  const { id = '' } = useParams({ strict: false })
  const definition = usePropositions()
  return (
    <RecordPage
      asked={useProposition(id)}
      title={(row) => (row === undefined ? t('propositions.une') : t('propositions.une_de', { numero: row.numero }))}
      aside={(row) => <StatutProposition statut={row.statut} />}
      actions={(row) => (
        <>
          <Neighbours definition={definition} id={id} />
          <PrintButton disabled={row === undefined} />
        </>
      )}
    >
      <PropositionFile id={id} />
    </RecordPage>
  )
}

/** The file of one proposal, on its page or beside the list. */
export function PropositionFile({ id }: { id: string }): ReactNode {
  return (
    <RecordBody asked={useProposition(id)} list="/stocks-adjustments/propositions">
      {(row) => <Fiche row={row} />}
    </RecordBody>
  )
}

function Fiche({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <>
      {row.statut === 'EN_ATTENTE' && (
        <Alert color="orange" variant="light" mb="md" icon={<IconHourglass size={18} />} title={t('proposition.titre')} role="status">
          {t('proposition.aide')}
        </Alert>
      )}
      <Grid gutter="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Asked row={row} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Figures row={row} />
            <ChronologieProposition row={row} />
          </Stack>
        </Grid.Col>
        {row.statut === 'EN_ATTENTE' && (
          <Grid.Col span={12}>
            <Decision row={row} />
          </Grid.Col>
        )}
      </Grid>
    </>
  )
}

function Asked({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const zone = useZone()
  return (
    <Panel title={t('ajustements:propositions.demande')} aside={<CorrectionBadge type={row.type_correction} />}>
      <Text mb="md" style={{ overflowWrap: 'anywhere' }}>
        {plainReason(row.reason)}
      </Text>
      <Facts
        items={[
          [t('ajustements:propositions.auteur'), text(row.auteur_nom)],
          [t('ajustements:propositions.demande_le'), instant(row.created_at, zone)],
          [
            t('ajustements:mouvement'),
            <MovementLink key="movement" row={row} />,
          ],
          [t('commun:champs.depot'), text(row.depot_nom)],
          [t('commun:champs.citerne'), text(row.citerne_nom)],
          [t('commun:champs.produit'), text(row.produit_nom)],
          [t('commun:champs.proprietaire'), <OwnerChip key="owner" type={row.proprietaire_type} name={row.partenaire_nom} />],
        ]}
      />
    </Panel>
  )
}

function Figures({ row }: { row: Detail }): ReactNode {
  const { t } = useTranslation('ajustements')
  const waiting = row.statut === 'EN_ATTENTE'
  const stock = api.useQuery('get', '/api/v1/stock/actuel', { params: { query: { citerne_id: row.citerne_id } } }, { enabled: waiting })
  return (
    <Panel title={t('corriger.avant_apres')}>
      {row.type_correction === 'MANUEL' ? (
        <Text size="sm" c="dimmed">
          {t('detail.manuel')}
        </Text>
      ) : (
        <BeforeAfter before={row.demande.avant} after={row.demande.apres} afterLabel={t('apres')} />
      )}
      {waiting ? (
        <>
          <StockEffect
            effect={{ ambiant: row.delta_ambiant, a_15c: row.delta_15c }}
            consequence={consequenceOf(stock.data?.lignes ?? [], row, row.delta_ambiant)}
            name={row.citerne_nom ?? ''}
          />
          <TankChange row={row} lines={stock.data?.lignes ?? []} />
        </>
      ) : (
        <Group gap="lg" mt="md" align="baseline">
          <Text fz={20}>
            <Delta value={row.delta_ambiant} unit />
          </Text>
          <Text c="dimmed">
            {t('corriger.effet_15c')} <Delta value={row.delta_15c} unit />
          </Text>
        </Group>
      )}
    </Panel>
  )
}

/** The tank as it is, and as it would be. */
function TankChange({ row, lines }: { row: Detail; lines: readonly Schemas['LigneStock'][] }): ReactNode {
  const { t } = useTranslation('ajustements')
  const tank = tanksOf(lines).find(({ id }) => id === row.citerne_id)
  if (tank === undefined) return null
  const key = row.proprietaire_type === 'MONALUXE' ? 'monaluxe_l' : 'partenaires_l'
  const after = { ...tank, [key]: tank[key] + row.delta_ambiant, total_l: tank.total_l + row.delta_ambiant }
  return (
    <Group mt="md" gap="lg">
      {[{ level: tank, label: t('avant') }, { level: after, label: t('apres') }].map(({ level, label }) => (
        <Group key={label} gap="sm">
          <TankDrawing tank={{ ...level, nom: `${tank.nom} ${label}` }} size={0.7} />
          <div>
            <Text size="sm" fw={600}>
              {label}
            </Text>
            <Text size="sm">{litres(level.total_l)}</Text>
          </div>
        </Group>
      ))}
    </Group>
  )
}
