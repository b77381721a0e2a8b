// "Expliquer ce chiffre" for both sides of an adjustment: computed again as the movement was, from the measures before and
// from those after.
import { Anchor, Group } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useMay } from '#app/session'
import { demandeOf, ExplanationModal } from '#features/mouvements/Explanation'

import type { Measure } from './correction'
import { useOrigine } from './useOrigine'

/** All measures, or nothing: a compensation leaves no litre to compute. */
function measuresOf(shown: { readonly [K in keyof Measure]?: number | null | undefined }): Measure | undefined {
  const { volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, densite_a_15_kgm3, vcf, volume_15c } = shown
  if (typeof volume_ambiant !== 'number' || typeof temperature_ambiante_c !== 'number' || typeof densite_observee_kgm3 !== 'number') return undefined
  if (typeof densite_a_15_kgm3 !== 'number' || typeof vcf !== 'number' || typeof volume_15c !== 'number' || volume_ambiant === 0) return undefined
  return { volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, densite_a_15_kgm3, vcf, volume_15c }
}

export function Explications({ row }: { row: Schemas['DetailAjustement'] }): ReactNode {
  const { t } = useTranslation('ajustements')
  const [explained, setExplained] = useState<Measure>()
  const movement = useOrigine(row)
  const may = useMay('volumetrie.calculer')
  if (movement === undefined || !may) return null
  const sides = [
    ['expliquer_avant', measuresOf(row.avant)],
    ['expliquer_apres', measuresOf(row)],
  ] as const
  return (
    <Group gap="lg" mt="xs" justify="end">
      {sides.map(
        ([name, mesure]) =>
          mesure !== undefined && (
            <Anchor
              key={name}
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                setExplained(mesure)
              }}
            >
              {t(`detail.${name}`)}
            </Anchor>
          ),
      )}
      {explained !== undefined && (
        <ExplanationModal
          body={demandeOf(movement, explained)}
          posted={explained}
          onClose={() => {
            setExplained(undefined)
          }}
        />
      )}
    </Group>
  )
}
