// The file of one posted movement, receptions and sorties alike: what was measured, what the engine made of it, what it
// counts today, and everything that happened since.
import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Facts, Panel } from '#components/display/Page'
import { Timeline } from '#components/display/Timeline'
import { celsius, density, instant, litres, number, signedLitres, text, vcf } from '#components/format'
import { JournalLink } from '#features/journal/JournalLink'

import { Compensation } from './Compensation'
import { demandeOf, ExplanationModal } from './Explanation'
import type { Sens } from './levels'
import classes from './mouvements.module.css'

/** What the files of both directions have in common. */
export type Movement = Pick<
  Schemas['DetailReception'],
  Extract<keyof Schemas['DetailReception'], keyof Schemas['DetailSortie']>
>

export type FactList = readonly (readonly [string, ReactNode])[]

interface Props {
  sens: Sens
  movement: Movement
  /** Who and what this movement was about. */
  facts: FactList
  /** The depot's time zone. */
  fuseau: string | undefined
}

const folders: Record<Sens, string> = { reception: '/receptions', sortie: '/sorties' }

export function MovementFile({ sens, movement, facts, fuseau }: Props): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  return (
    <div className={classes['facts']}>
      <Panel title={t('fiche.operation')}>
        <Facts
          items={[
            ...facts,
            [t('commun:champs.note'), text(movement.note)],
            [t('commun:champs.auteur'), text(movement.auteur_nom)],
            [t('commun:champs.cree_le'), instant(movement.created_at, fuseau)],
          ]}
        />
      </Panel>
      <Stack>
        <Measures movement={movement} />
        <Net sens={sens} movement={movement} />
        {movement.autres_lignes.length > 0 && <Others sens={sens} movement={movement} />}
      </Stack>
      <Stack>
        <Engine movement={movement} />
        <Chronologie sens={sens} movement={movement} fuseau={fuseau} />
      </Stack>
    </div>
  )
}

function Measures({ movement }: Pick<Props, 'movement'>): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  return (
    <Panel title={t('mesures')}>
      <Facts
        items={[
          [t('champs.index_avant'), number(movement.index_avant)],
          [t('champs.index_apres'), number(movement.index_apres)],
          [t('commun:champs.ambiant'), <strong key="ambiant">{litres(movement.volume_ambiant)}</strong>],
          [t('commun:champs.temperature'), celsius(movement.temperature_ambiante_c)],
          [t('commun:champs.densite'), density(movement.densite_observee_kgm3)],
        ]}
      />
    </Panel>
  )
}

/** Other tanks of the same operation. */
function Others({ sens, movement }: Pick<Props, 'sens' | 'movement'>): ReactNode {
  const { t } = useTranslation('mouvements')
  return (
    <Panel title={t('fiche.autres')}>
      <Facts
        items={movement.autres_lignes.map((line) => [
          text(line.citerne_nom),
          <span key={line.id}>
            <AppLink href={`${folders[sens]}/${line.id}`}>{line.numero}</AppLink> · {litres(line.volume_ambiant)} ·{' '}
            {t('a_15c_de', { volume: litres(line.volume_15c) })}
          </span>,
        ])}
      />
    </Panel>
  )
}

function Engine({ movement }: { movement: Movement }): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const [explained, { open, close }] = useDisclosure()
  const may = useMay('volumetrie.calculer')
  return (
    <Panel
      title={t('moteur.titre')}
      aside={
        may && (
          <Anchor component="button" type="button" size="sm" onClick={open}>
            {t('expliquer_chiffre')}
          </Anchor>
        )
      }
    >
      <Facts
        items={[
          [t('commun:champs.a_15c'), <strong key="volume">{litres(movement.volume_15c)}</strong>],
          [t('vcf'), vcf(movement.vcf)],
          [
            t('densite_15'),
            <span key="densite">
              {density(movement.densite_a_15_kgm3)}
              <br />
              {number(movement.densite_a_15_g_cm3, 7)} g/cm³
            </span>,
          ],
          [t('moteur.exact'), litres(movement.volume_15c_exact)],
          [t('moteur.arrondi'), litres(movement.arrondi_l)],
          [t('moteur.edition'), t(`editions.${movement.edition}`)],
          [t('moteur.groupe'), t(`groupes.${movement.groupe}`)],
          ...(typeof movement.alpha_15c === 'number' ? [[t('moteur.alpha'), number(movement.alpha_15c, 8)] as const] : []),
          [t('moteur.areometre'), movement.areometre ? t('commun:oui') : t('commun:non')],
          [t('moteur.mode'), t(`arrondis.${movement.mode_vcf}`)],
          [t('moteur.version'), movement.moteur_version],
        ]}
      />
      {explained && (
        <ExplanationModal
          onClose={close}
          posted={movement}
          body={demandeOf(movement, movement)}
        />
      )}
    </Panel>
  )
}

/** What it counts today, with every step there: as it was measured, and each adjustment. */
function Net({ sens, movement }: Pick<Props, 'sens' | 'movement'>): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const seen = useMay('ajustements.lire')
  return (
    <Panel title={t('fiche.net')}>
      <Table fz="sm" verticalSpacing={5} horizontalSpacing={4} aria-label={t('fiche.net')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th ta="right">{t('commun:champs.ambiant')}</Table.Th>
            <Table.Th ta="right">{t('commun:champs.a_15c')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row" fw={450}>
              {t('fiche.mesure')}
            </Table.Th>
            <Table.Td ta="right">{litres(movement.volume_ambiant)}</Table.Td>
            <Table.Td ta="right">{litres(movement.volume_15c)}</Table.Td>
          </Table.Tr>
          {movement.ajustements.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Th scope="row" fw={450}>
                {seen ? <AppLink href={`/stocks-adjustments/${row.id}`}>{row.numero}</AppLink> : row.numero}
                <Text size="xs" c="dimmed">
                  {t(`corrections.${row.type_correction}`)}
                </Text>
              </Table.Th>
              <Table.Td ta="right">{signedLitres(effectOn(sens, row.delta_ambiant))}</Table.Td>
              <Table.Td ta="right">{signedLitres(effectOn(sens, row.delta_15c))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('fiche.compte')}</Table.Th>
            <Table.Th ta="right">{litres(movement.net_ambiant)}</Table.Th>
            <Table.Th ta="right">{litres(movement.net_15c)}</Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {movement.ajustements.length === 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('fiche.sans_ajustement')}
        </Text>
      )}
      <Corrections sens={sens} movement={movement} />
    </Panel>
  )
}

/** Adjustments say what they do to the stock; more of a sortie takes more out of it. */
function effectOn(sens: Sens, delta: number): number {
  return sens === 'reception' ? delta : -delta
}

/** Who posted it, and who corrected it why. */
function Chronologie({ sens, movement, fuseau }: Omit<Props, 'facts'>): ReactNode {
  const { t } = useTranslation('mouvements')
  return (
    <Panel title={t('fiche.chronologie')} aside={<JournalLink id={movement.id} />}>
      <Timeline
        label={t('fiche.chronologie')}
        fuseau={fuseau}
        happenings={[
          { key: movement.id, at: movement.created_at, who: movement.auteur_nom, what: t(`fiche.enregistree_${sens}`), here: true },
          ...movement.ajustements.map((row) => ({
            key: row.id,
            at: row.created_at,
            who: row.auteur_nom,
            what: `${t(`corrections.${row.type_correction}`)} ${row.numero}`,
            note: row.reason,
          })),
        ]}
      />
    </Panel>
  )
}

function Corrections({ sens, movement }: Pick<Props, 'sens' | 'movement'>): ReactNode {
  const { t } = useTranslation('mouvements')
  const [compensating, { open, close }] = useDisclosure()
  const may = useMay('ajustements.creer')
  if (!may || movement.compensee) return null
  return (
    <Group gap="xs" mt="sm">
      <Button
        size="compact-md"
        variant="light"
        component={AppLink}
        href="/stocks-adjustments/new"
        search={{ type: sens === 'reception' ? 'RECEPTION' : 'SORTIE', id: movement.id }}
      >
        {t('fiche.corriger')}
      </Button>
      <Button size="compact-md" variant="subtle" color="red" onClick={open}>
        {t('fiche.compenser')}
      </Button>
      {compensating && (
        <Compensation path={`/api/v1${folders[sens]}/${movement.id}`} numero={movement.numero} onClose={close} />
      )}
    </Group>
  )
}
