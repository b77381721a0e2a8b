// A truck beside the list.
import { Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

import type { Schemas } from '#api/types'
import { RecordBody } from '#components/display/RecordPage'

import { MoreActions, NextStep } from './Actions'
import { Etapes } from './Etapes'
import { Logistique, Transport, useZone } from './Fiche'
import { Receptions } from './Receptions'
import { plates } from './statut'
import { StatutChip } from './StatutChip'
import { useCours } from './useCours'

export function Apercu({ id }: { id: string }): ReactNode {
  return (
    <RecordBody asked={useCours(id)} list="/cours">
      {(cours) => <Body cours={cours} />}
    </RecordBody>
  )
}

function Body({ cours }: { cours: Schemas['DetailCoursDeRoute'] }): ReactNode {
  const fuseau = useZone(cours.depot_destination_id)
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <strong>{plates(cours)}</strong>
        <StatutChip statut={cours.statut} />
        <Group gap="xs" ml="auto">
          <NextStep cours={cours} />
          <MoreActions cours={cours} size={36} />
        </Group>
      </Group>
      <Etapes statut={cours.statut} historique={cours.historique} fuseau={fuseau} />
      <Logistique cours={cours} />
      <Transport cours={cours} />
      <Receptions cours={cours} />
    </Stack>
  )
}
