// The corrected movement at 15 °C, as the server computes it before anything is posted.
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'

import type { Schemas } from '#api/types'
import { calculQuery } from '#features/mouvements/usePreviews'

import { afterOf, type Corrected, type Measure } from './correction'
import type { Movement } from './useMouvement'

export interface Preview {
  after: Measure | undefined
  busy: boolean
  error: unknown
  retry: () => void
}

const restMs = 350

function demandOf({ detail, mesure }: Movement, values: Corrected['values']): Schemas['DemandeCalcul'] {
  return {
    produit_id: detail.produit_id,
    depot_id: detail.depot_id,
    edition: detail.edition,
    areometre: detail.areometre,
    volume_ambiant: values.volume_ambiant ?? mesure.volume_ambiant,
    temperature_c: values.temperature_ambiante_c ?? mesure.temperature_ambiante_c,
    densite_observee_kgm3: values.densite_observee_kgm3 ?? mesure.densite_observee_kgm3,
  }
}

export function useApercu(movement: Movement, values: Corrected['values']): Preview {
  const wanted = Object.keys(values).length > 0
  const body = demandOf(movement, values)
  const [rested] = useDebouncedValue(JSON.stringify(body), restMs)
  const resting = rested === JSON.stringify(body)
  const calcul = useQuery({ ...calculQuery(body), enabled: wanted && resting })
  const { data } = calcul
  return {
    after: wanted && data !== undefined ? afterOf(movement.mesure, values, data, movement.detail.arrondi_l) : undefined,
    busy: wanted && data === undefined && !calcul.isError,
    error: wanted && calcul.isError ? calcul.error : null,
    retry: () => void calcul.refetch(),
  }
}
