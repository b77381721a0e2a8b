// The tank of a line: active ones of the product in natural order, with what matters for the choice.
import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Reference } from '#components/form/Reference'
import { litres } from '#components/format'
import type { Tank } from '#features/tableau_de_bord/levels'

import type { Sens } from './levels'

interface Props {
  sens: Sens
  tanks: readonly Tank[] | undefined
  value: string
  error: string | undefined
  autoFocus: boolean
  onChange: (id: string) => void
  /** What the owner of a sortie has there. */
  available: (id: string) => number | undefined
}

export function TankSelect({ sens, tanks, value, error, autoFocus, onChange, available }: Props): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const about = (tank: Tank): string =>
    sens === 'reception' ? t('libre', { volume: litres(tank.libre_l) }) : t('disponible', { volume: litres(available(tank.id)) })
  // What a reception must fit into; a logical tank has no size.
  const room = (tank: Tank): string | undefined =>
    sens === 'reception' && !tank.logique ? t('place', { capacite: litres(tank.capacite_l), creux: litres(tank.creux_l) }) : undefined
  const chosen = tanks?.find((tank) => tank.id === value)
  return (
    <Reference
      label={t('commun:champs.citerne')}
      choices={tanks?.map((tank) => ({ value: tank.id, label: tank.nom }))}
      value={value === '' ? null : value}
      onChange={(id) => {
        onChange(id ?? '')
      }}
      error={error}
      autoFocus={autoFocus}
      openOnFocus={false}
      nothingFoundMessage={t('aucune_citerne')}
      description={
        chosen === undefined
          ? undefined
          : [t('en_cuve', { volume: litres(chosen.total_l) }), about(chosen), room(chosen)].filter(Boolean).join(' · ')
      }
      renderOption={({ option }) => {
        const tank = tanks?.find(({ id }) => id === option.value)
        return (
          <Group justify="space-between" wrap="nowrap" w="100%" py={4}>
            <Text size="sm" fw={600}>
              {option.label}
            </Text>
            {tank !== undefined && (
              <Text size="xs" opacity={0.85} ta="right" component="div">
                {t('en_cuve', { volume: litres(tank.total_l) })}
                <br />
                {about(tank)}
                {room(tank) !== undefined && (
                  <>
                    <br />
                    {room(tank)}
                  </>
                )}
              </Text>
            )}
          </Group>
        )
      }}
    />
  )
}
