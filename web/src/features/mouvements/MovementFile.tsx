// The file of one posted movement, receptions and sorties alike: what was measured, what the engine made of it, what it
// counts today, and everything that happened since.
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Facts, Panel } from '#components/display/Page'
import { celsius, density, instant, litres, number, signedLitres, text, vcf } from '#components/format'
import { JournalLink } from '#features/journal/JournalLink'

import { Compensation } from './Compensation'
import { ExplanationModal } from './Explanation'
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
      <Panel title={t('fiche.operation')} aside={<JournalLink id={movement.id} />}>
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
        <Net sens={sens} movement={movement} fuseau={fuseau} />
        {movement.autres_lignes.length > 0 && <Others sens={sens} movement={movement} />}
      </Stack>
      <Engine movement={movement} />
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
          body={{
            depot_id: movement.depot_id,
            groupe: movement.groupe,
            alpha_15c: movement.alpha_15c ?? null,
            edition: movement.edition,
            areometre: movement.areometre,
            volume_ambiant: movement.volume_ambiant,
            temperature_c: movement.temperature_ambiante_c,
            densite_observee_kgm3: movement.densite_observee_kgm3,
          }}
        />
      )}
    </Panel>
  )
}

function Net({ sens, movement, fuseau }: Omit<Props, 'facts'>): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const seen = useMay('ajustements.lire')
  return (
    <Panel title={t('fiche.net')}>
      <Facts
        items={[
          [t('commun:champs.ambiant'), <strong key="ambiant">{litres(movement.net_ambiant)}</strong>],
          [t('commun:champs.a_15c'), <strong key="a_15c">{litres(movement.net_15c)}</strong>],
        ]}
      />
      <Text size="sm" c="dimmed" mt="sm">
        {movement.ajustements.length === 0 ? t('fiche.sans_ajustement') : t('fiche.ajustements')}
      </Text>
      <Stack component="ol" gap="xs" pl="md" my="xs">
        {movement.ajustements.map((row) => (
          <li key={row.id}>
            <Text size="sm" component="div">
              {seen ? <AppLink href={`/stocks-adjustments/${row.id}`}>{row.numero}</AppLink> : row.numero} ·{' '}
              {t(`corrections.${row.type_correction}`)} ·{' '}
              {t('fiche.effet', { ambiant: signedLitres(row.delta_ambiant), a_15c: signedLitres(row.delta_15c) })}
            </Text>
            <Text size="xs" c="dimmed">
              {row.reason} — {text(row.auteur_nom)}, {instant(row.created_at, fuseau)}
            </Text>
          </li>
        ))}
      </Stack>
      <Corrections sens={sens} movement={movement} />
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
