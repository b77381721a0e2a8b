// The values of the tank form as the server takes them.
import type { Schemas } from '#api/types'
import { number, parseNumber } from '#components/format'
import { textOf, type Values } from '#components/form/RecordForm'
import { oneOf } from '#components/list/definition'

export const statuts = ['active', 'maintenance', 'inactive'] as const satisfies readonly Schemas['StatutCiterne'][]

function shown(value: number | undefined): string {
  return value === undefined ? '' : number(value)
}

export function valuesOf(tank: Schemas['Citerne'] | undefined, depot: string | undefined): Values {
  return {
    depot_id: tank?.depot_id ?? depot ?? '',
    nom: tank?.nom ?? '',
    produit_id: tank?.produit_id ?? '',
    capacite_totale: shown(tank?.capacite_totale),
    creux_securite: shown(tank?.creux_securite),
    stock_minimum: shown(tank?.stock_minimum),
    localisation: tank?.localisation ?? '',
    statut: tank?.statut ?? 'active',
    logique: tank?.logique ?? false,
  }
}

/** The whole tank; an empty headroom or minimum is none. */
export function bodyOfTank(values: Values): Required<Schemas['DemandeCiterne']> {
  const litres = (key: string): number => parseNumber(textOf(values, key)) ?? 0
  return {
    depot_id: textOf(values, 'depot_id'),
    nom: textOf(values, 'nom'),
    produit_id: textOf(values, 'produit_id'),
    capacite_totale: litres('capacite_totale'),
    creux_securite: litres('creux_securite'),
    stock_minimum: litres('stock_minimum'),
    localisation: textOf(values, 'localisation'),
    statut: oneOf(textOf(values, 'statut'), statuts) ?? 'active',
    logique: values['logique'] === true,
  }
}

/** Only what this person changed: what others changed meanwhile stays theirs. */
export function changesOf(first: Values, values: Values): Schemas['ModificationCiterne'] {
  const before = bodyOfTank(first)
  // A tank does not move to another depot.
  const fields = Object.entries(bodyOfTank(values)).filter(([key]) => key !== 'depot_id')
  return Object.fromEntries(fields.filter(([key, value]) => !Object.is(value, Reflect.get(before, key))))
}
