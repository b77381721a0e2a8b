// A truck beside the list.
import { Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

import type { Schemas } from '#api/types'
import { Failure, Loading } from '#components/display/States'

import { MoreActions, NextStep } from './Actions'
import { Etapes } from './Etapes'
import { Logistique, Transport, useZone } from './Fiche'
import { Receptions } from './Receptions'
import { plates } from './statut'
import { StatutChip } from './StatutChip'
import { useCours } from './useCours'

export function Apercu({ id }: { id: string }): ReactNode {
  const cours = useCours(id)
  if (cours.isPending) return <Loading />
  if (cours.data === undefined) return <Failure error={cours.error} retry={() => void cours.refetch()} />
  return <Body cours={cours.data} />
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
