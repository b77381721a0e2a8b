// What a log entry changed, field by field: in words where the field has some, with the names of products and depots.
import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useProductChoices } from '#app/choices'
import { useDepot } from '#app/depot'
import { number, text } from '#components/format'
import { oneOf } from '#components/list/definition'

import { changesOf } from './summary'

const named = [
  'nom',
  'produit_id',
  'capacite_totale',
  'creux_securite',
  'stock_minimum',
  'localisation',
  'statut',
  'logique',
  'depot_id',
  'actif',
] as const

const statuts = ['active', 'inactive', 'maintenance'] as const

function written(t: TFunction<['journal', 'commun', 'citernes']>, value: unknown): string {
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return t(value ? 'commun:oui' : 'commun:non')
  const statut = typeof value === 'string' ? oneOf(value, statuts) : undefined
  if (statut !== undefined) return t(`citernes:statuts.${statut}`)
  if (typeof value === 'string') return text(value)
  return value === null || value === undefined ? text(undefined) : JSON.stringify(value)
}

export function Changes({ details }: { details: unknown }): ReactNode {
  const { t } = useTranslation(['journal', 'commun', 'citernes'])
  const products = useProductChoices()
  const { choices } = useDepot()
  const names = new Map([...(products ?? []).map(({ value, label }) => [value, label] as const), ...choices.map(({ id, nom }) => [id, nom] as const)])
  const shown = (value: unknown): string => (typeof value === 'string' ? names.get(value) : undefined) ?? written(t, value)
  return changesOf(details).map(({ key, avant, apres }) => {
    const known = oneOf(key, named)
    const champ = known === undefined ? key : t(`journal:champs.${known}`)
    return (
      <Text key={key} size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('journal:avant_apres', { champ, avant: shown(avant), apres: shown(apres) })}
      </Text>
    )
  })
}
