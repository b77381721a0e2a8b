// What the server says of a line before it is posted, and the tank before and after.
import { ActionIcon, Alert, Anchor, Box, Group, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { Dialog } from '#components/display/Dialog'
import { useErrorText } from '#components/display/States'
import { TankDrawing } from '#components/display/TankDrawing'
import { density, litres, percent, signed, signedLitres, vcf } from '#components/format'
import type { Tank } from '#features/tableau_de_bord/levels'

import { Explanation } from './Explanation'
import { after, type Difference, type Sens } from './levels'
import classes from './mouvements.module.css'
import type { Preview } from './usePreviews'

interface Props {
  sens: Sens
  owner: Schemas['Proprietaire']
  tank: Tank | undefined
  /** Litres between the readings, as soon as both are there. */
  volume: number | undefined
  preview: Preview
  /** What the owner has in the tank: a sortie cannot take more. */
  available?: number | undefined
  difference?: Difference | undefined
}

export function LinePreview(props: Props): ReactNode {
  const { sens, tank, volume, preview, difference } = props
  const { t } = useTranslation(['mouvements', 'commun'])
  const [explained, { open, close }] = useDisclosure()
  const { calcul } = preview
  return (
    <section className={classes['preview']} aria-label={t('apercu.titre')}>
      <Group justify="space-between" mb={8}>
        <Text size="sm" c="dimmed" fw={600}>
          {t('apercu.titre')}
        </Text>
        {calcul !== undefined && (
          <Anchor component="button" type="button" size="sm" onClick={open}>
            {t('expliquer')}
          </Anchor>
        )}
      </Group>
      <div className={classes['seen']}>
        <div className={classes['measured']}>
          <div role="status">
            <Figures sens={sens} volume={volume} preview={preview} />
          </div>
          {tank !== undefined && difference !== undefined && <PlanDifference difference={difference} />}
        </div>
        <div className={classes['tanks']}>
          {tank === undefined ? <NoTank /> : <TankAt tank={tank} label={t('apercu.avant')} />}
          {tank !== undefined && volume !== undefined && volume > 0 && <After {...props} tank={tank} volume={volume} />}
        </div>
      </div>
      {explained && calcul !== undefined && (
        <Dialog onClose={close} title={t('explication.titre')} size="lg">
          <Explanation calcul={calcul} />
        </Dialog>
      )}
    </section>
  )
}

function Figures({ sens, volume, preview }: Pick<Props, 'sens' | 'volume' | 'preview'>): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const { calcul, busy, complete, error } = preview
  const textOf = useErrorText()
  if (volume !== undefined && volume <= 0) {
    return (
      <Text size="sm" c="var(--mlpp-danger)" mb="sm">
        {t('apercu.index_ordre')}
      </Text>
    )
  }
  if (error !== null) {
    return (
      <Alert color="orange" variant="light" mb="sm" py="xs">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{textOf(error)}</Text>
          <ActionIcon variant="subtle" color="orange" onClick={preview.retry} aria-label={t('commun:erreur.reessayer')}>
            <IconRefresh size={18} />
          </ActionIcon>
        </Group>
      </Alert>
    )
  }
  return (
    <>
      <dl className={`${classes['figures'] ?? ''} ${busy ? (classes['busy'] ?? '') : ''}`}>
        <Figure name={t('commun:champs.ambiant')} value={litres(volume)} />
        <Figure name={t('vcf')} value={vcf(calcul?.vcf)} />
        <Figure name={t('densite_15')} value={density(calcul?.densite_a_15_kgm3)} />
        <Figure
          name={t('commun:champs.a_15c')}
          value={litres(sens === 'reception' ? calcul?.volume_15c_reception : calcul?.volume_15c_sortie)}
        />
      </dl>
      {!complete && (
        <Text size="xs" c="dimmed" mb="sm">
          {t('apercu.attente')}
        </Text>
      )}
      {busy && <VisuallyHidden>{t('commun:charger')}</VisuallyHidden>}
    </>
  )
}

export function Figure({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** The place of the drawing, where it stands beside the fields. */
function NoTank(): ReactNode {
  const { t } = useTranslation('mouvements')
  return (
    <Box component="figure" visibleFrom="lg">
      <span aria-hidden>
        <TankDrawing tank={{ nom: '', capacite_l: 0, creux_l: 0, minimum_l: 0, monaluxe_l: 0, partenaires_l: 0 }} size={0.85} />
      </span>
      <Text component="figcaption" size="xs" c="dimmed">
        {t('apercu.sans_citerne')}
      </Text>
    </Box>
  )
}

function TankAt({ tank, label, danger }: { tank: Tank; label: string; danger?: boolean }): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const share = tank.capacite_l > 0 ? (tank.total_l / tank.capacite_l) * 100 : 0
  return (
    <figure>
      <TankDrawing tank={{ ...tank, nom: `${tank.nom} ${label}` }} size={0.85} />
      <figcaption>
        <Text size="sm" fw={600} {...(danger === true ? { c: 'var(--mlpp-danger)' } : {})}>
          {label} · {percent(share)}
        </Text>
        <Text size="xs">{litres(tank.total_l)}</Text>
        {tank.total_l >= 0 && (
          <Text size="xs" c="dimmed">
            {t('libre', { volume: litres(tank.libre_l) })}
          </Text>
        )}
      </figcaption>
    </figure>
  )
}

function After({ sens, owner, tank, volume, available }: Props & { tank: Tank; volume: number }): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const result = after(tank, sens, owner, volume)
  const missing = sens === 'sortie' && available !== undefined ? Math.max(0, volume - available) : 0
  const warnings = [
    result.overflow_l > 0 ? t('apercu.deborde', { volume: litres(result.overflow_l) }) : undefined,
    missing > 0 ? t('apercu.manque', { volume: litres(missing), disponible: litres(available) }) : undefined,
    missing === 0 && result.under_minimum_l > 0
      ? t('apercu.sous_minimum', { volume: litres(result.under_minimum_l), minimum: litres(tank.minimum_l) })
      : undefined,
  ].filter((warning) => warning !== undefined)
  return (
    <>
      <IconArrowRight size={20} aria-hidden />
      <TankAt tank={result.tank} label={t('apercu.apres')} danger={warnings.length > 0} />
      {warnings.length > 0 && (
        <Alert color="red" variant="light" py={6} px="sm" role="alert" maw={260}>
          {warnings.map((warning) => (
            <Text key={warning} size="sm" fw={600}>
              {warning}
            </Text>
          ))}
        </Alert>
      )}
    </>
  )
}

export function PlanDifference({ difference }: { difference: Difference }): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('apercu.ecart')}
      </Text>
      <Text fw={700} c={difference.litres < 0 ? 'var(--mlpp-warning)' : 'inherit'}>
        {signedLitres(difference.litres)}
      </Text>
      {difference.percent !== undefined && (
        <Text size="xs" c="dimmed">
          {signedPercent(difference.percent)}
        </Text>
      )}
    </div>
  )
}

function signedPercent(value: number): string {
  return `${signed(Math.round(value * 100) / 100, 1)}\u00a0%`
}
