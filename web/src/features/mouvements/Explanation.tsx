// "Expliquer ce chiffre": what went in, the edition, and every intermediate of the computation.
import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { Dialog } from '#components/display/Dialog'
import { Failure, Loading } from '#components/display/States'
import { celsius, density, litres, number, vcf } from '#components/format'

import { calculQuery } from './usePreviews'

type Calcul = Schemas['Calcul']
type Row = readonly [name: string, value: string]

const decimals = 10

function known(rows: readonly (readonly [string, string | undefined])[]): Row[] {
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

function written(value: number | null | undefined, format: (value: number) => string): string | undefined {
  return value === null || value === undefined ? undefined : format(value)
}

const plain = (value: number): string => number(value, decimals)

function useInputs(calcul: Calcul): Row[] {
  const { t } = useTranslation(['mouvements', 'commun'])
  return known([
    [t('commun:champs.ambiant'), litres(calcul.volume_ambiant)],
    [t('commun:champs.temperature'), celsius(calcul.temperature_c)],
    [t('commun:champs.densite'), density(calcul.densite_observee_kgm3)],
    [t('moteur.edition'), t(`editions.${calcul.edition}`)],
    [t('moteur.groupe'), t(`groupes.${calcul.groupe}`)],
    [t('moteur.alpha'), written(calcul.alpha_15c, plain)],
    [t('moteur.areometre'), calcul.areometre ? t('commun:oui') : t('commun:non')],
    [t('moteur.mode'), t(`arrondis.${calcul.mode_vcf}`)],
    [t('moteur.version'), calcul.moteur_version],
  ])
}

function useSteps(calcul: Calcul): Row[] {
  const { t } = useTranslation(['mouvements', 'commun'])
  return known([
    [t('etapes.temperature_retenue'), `${plain(calcul.temperature_retenue_c)}\u00a0°C`],
    [t('etapes.facteur_areometre'), written(calcul.facteur_areometre, plain)],
    [t('etapes.densite_corrigee'), plain(calcul.densite_corrigee_kgm3)],
    [t('etapes.zone'), t(`zones.${calcul.zone}`)],
    [t('etapes.densite_60f'), written(calcul.densite_a_60f_kgm3, plain)],
    [t('etapes.densite_etoile'), written(calcul.densite_etoile_kgm3, plain)],
    [t('etapes.densite_base'), written(calcul.densite_a_base_kgm3, plain)],
    [t('etapes.densite_temperature'), plain(calcul.densite_a_temperature_kgm3)],
    [t('etapes.temperature_etoile'), written(calcul.temperature_etoile_f, plain)],
    [t('etapes.pression'), written(calcul.pression_psi, plain)],
    [t('etapes.alpha_60'), written(calcul.alpha_60_par_f, plain)],
    [t('etapes.alpha_15'), written(calcul.alpha_15_par_c, plain)],
    [t('etapes.ctl_60'), written(calcul.ctl_60, plain)],
    [t('etapes.ctl_base'), written(calcul.ctl_base, plain)],
    [t('etapes.ctl'), written(calcul.ctl, plain)],
    [t('etapes.fp'), written(calcul.fp_par_psi, plain)],
    [t('etapes.cpl'), written(calcul.cpl, plain)],
    [t('etapes.ctpl_60'), written(calcul.ctpl_60, plain)],
    [t('etapes.vcf_brut'), plain(calcul.vcf_non_arrondi)],
    [t('etapes.iterations'), number(calcul.iterations)],
    [t('etapes.bord'), calcul.accepte_au_bord ? t('etapes.bord_oui') : undefined],
  ])
}

export function Explanation({ calcul }: { calcul: Calcul }): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  return (
    <Table fz="sm" verticalSpacing={5} style={{ tableLayout: 'fixed' }}>
      <Rows title={t('explication.entrees')} rows={useInputs(calcul)} />
      <Rows title={t('explication.etapes')} rows={useSteps(calcul)} />
      <Rows
        title={t('explication.resultat')}
        rows={[
          [t('densite_15'), density(calcul.densite_a_15_kgm3)],
          [t('vcf'), vcf(calcul.vcf)],
          [t('explication.produit'), `${litres(calcul.volume_ambiant)} × ${vcf(calcul.vcf)} = ${litres(calcul.volume_15c_exact)}`],
          [t('explication.arrondi_reception'), litres(calcul.volume_15c_reception)],
          [t('explication.arrondi_sortie'), litres(calcul.volume_15c_sortie)],
        ]}
      />
    </Table>
  )
}

function Rows({ title, rows }: { title: string; rows: readonly Row[] }): ReactNode {
  return (
    <Table.Tbody>
      <Table.Tr>
        <Table.Th colSpan={2} scope="rowgroup">
          {title}
        </Table.Th>
      </Table.Tr>
      {rows.map(([name, value]) => (
        <Table.Tr key={name}>
          <Table.Td c="dimmed">{name}</Table.Td>
          <Table.Td ta="right" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  )
}

/** With what a movement was computed. */
export type Computed = Pick<Schemas['DetailReception'], 'depot_id' | 'groupe' | 'alpha_15c' | 'edition' | 'areometre'>

export type Measured = Pick<Schemas['DetailReception'], 'volume_ambiant' | 'temperature_ambiante_c' | 'densite_observee_kgm3'>

/** What the engine is asked again: the movement's own setting, and its measures or the corrected ones. */
export function demandeOf(movement: Computed, mesure: Measured): Schemas['DemandeCalcul'] {
  return {
    depot_id: movement.depot_id,
    groupe: movement.groupe,
    alpha_15c: movement.alpha_15c ?? null,
    edition: movement.edition,
    areometre: movement.areometre,
    volume_ambiant: mesure.volume_ambiant,
    temperature_c: mesure.temperature_ambiante_c,
    densite_observee_kgm3: mesure.densite_observee_kgm3,
  }
}

interface ModalProps {
  body: Schemas['DemandeCalcul']
  /** Of a posted document: its official figures, which the computation must give again. */
  posted?: { vcf: number; densite_a_15_kgm3: number }
  onClose: () => void
}

/** Computed again by the server from the inputs, so that it can be followed step by step. */
export function ExplanationModal({ body, posted, onClose }: ModalProps): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const calcul = useQuery(calculQuery(body))
  return (
    <Dialog onClose={onClose} title={t('explication.titre')} size="lg">
      {calcul.isPending && <Loading />}
      {calcul.isError && <Failure error={calcul.error} retry={() => void calcul.refetch()} />}
      {calcul.data !== undefined && (
        <>
          {posted !== undefined && (
            <Text size="sm" mb="sm" c={sameFigures(posted, calcul.data) ? 'var(--mlpp-good)' : 'var(--mlpp-danger)'}>
              {t(sameFigures(posted, calcul.data) ? 'explication.identique' : 'explication.different')}
            </Text>
          )}
          <Explanation calcul={calcul.data} />
        </>
      )}
    </Dialog>
  )
}

function sameFigures(posted: { vcf: number; densite_a_15_kgm3: number }, calcul: Calcul): boolean {
  return posted.vcf === calcul.vcf && posted.densite_a_15_kgm3 === calcul.densite_a_15_kgm3
}
