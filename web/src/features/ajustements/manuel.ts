// The manual adjustment: a direction and two volumes, because a phone's number keyboard has no minus sign.
import type { Schemas } from '#api/types'
import { parseNumber } from '#components/format'

import { longEnough } from './reason'

export interface ManualValues {
  citerne_id: string
  proprietaire_type: Schemas['Proprietaire']
  partenaire_id: string
  sens: string
  ambiant: string
  a_15c: string
  raison: string
}

export type ManualFault = 'requis' | 'nombre' | 'positif' | 'courte'

function measureFault(typed: string): ManualFault | undefined {
  if (typed.trim() === '') return 'requis'
  const value = parseNumber(typed)
  if (value === undefined) return 'nombre'
  return value < 0 ? 'positif' : undefined
}

export function manualFaults(values: ManualValues): Partial<Record<keyof ManualValues, ManualFault>> {
  const faults: Partial<Record<keyof ManualValues, ManualFault>> = {}
  const check = (field: keyof ManualValues, fault: ManualFault | undefined): void => {
    if (fault !== undefined) faults[field] = fault
  }
  check('citerne_id', values.citerne_id === '' ? 'requis' : undefined)
  check('partenaire_id', values.proprietaire_type === 'PARTENAIRE' && values.partenaire_id === '' ? 'requis' : undefined)
  check('sens', values.sens === '' ? 'requis' : undefined)
  check('ambiant', measureFault(values.ambiant))
  check('a_15c', measureFault(values.a_15c))
  check('raison', longEnough(values.raison) ? undefined : 'courte')
  return faults
}

export function manualBody(values: ManualValues): Schemas['DemandeAjustementManuel'] {
  const sign = values.sens === 'RETIRER' ? -1 : 1
  const delta = (typed: string): number => {
    const value = parseNumber(typed) ?? 0
    return value === 0 ? 0 : sign * value
  }
  return {
    citerne_id: values.citerne_id,
    proprietaire_type: values.proprietaire_type,
    ...(values.proprietaire_type === 'PARTENAIRE' ? { partenaire_id: values.partenaire_id } : {}),
    delta_ambiant: delta(values.ambiant),
    delta_15c: delta(values.a_15c),
    raison: values.raison.trim(),
  }
}
