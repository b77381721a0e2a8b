// A truck beside the list, with the previous and the next one of what is filtered.
import { ActionIcon, Button, Group, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { SidePanel } from '#components/display/Dialog'
import { Failure, Loading } from '#components/display/States'
import { useListPages } from '#components/list/DataList'
import type { ListDefinition } from '#components/list/definition'

import { MoreActions, NextStep } from './Actions'
import { Etapes } from './Etapes'
import { Logistique, Transport, useZone } from './Fiche'
import { Receptions } from './Receptions'
import { plates, type Cours } from './statut'
import { StatutChip } from './StatutChip'
import type { View } from './view'

interface Props {
  id: string
  definition: ListDefinition<Cours>
  view: View
}

export function Apercu({ id, definition, view }: Props): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const { rows } = useListPages(definition)
  const cours = api.useQuery('get', '/api/v1/cours-de-route/{id}', { params: { path: { id } } })
  const at = rows.findIndex((row) => row.id === id)
  const title = cours.data?.numero ?? rows[at]?.numero ?? t('apercu.titre')
  return (
    <SidePanel
      onClose={view.close}
      size="lg"
      title={title}
      overlayProps={{ backgroundOpacity: 0.15 }}
    >
      <Group justify="space-between" mb="md">
        <Walk rows={rows} at={at} onOpen={view.open} />
        <Button component={AppLink} href={`/cours/${id}`} variant="default">
          {t('actions.ouvrir')}
        </Button>
      </Group>
      {cours.isPending && <Loading />}
      {cours.isError && cours.data === undefined && <Failure error={cours.error} retry={() => void cours.refetch()} />}
      {cours.data !== undefined && <Body cours={cours.data} />}
    </SidePanel>
  )
}

function Walk({ rows, at, onOpen }: { rows: readonly Cours[]; at: number; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation()
  const go = (step: number): void => {
    const row = at < 0 ? undefined : rows[at + step]
    if (row !== undefined) onOpen(row.id)
  }
  useHotkeys([
    ['alt+ArrowUp', () => { go(-1) }],
    ['alt+ArrowDown', () => { go(1) }],
  ])
  return (
    <ActionIcon.Group>
      <ActionIcon
        variant="default"
        size={36}
        disabled={at <= 0}
        aria-label={t('liste.precedent')}
        onClick={() => {
          go(-1)
        }}
      >
        <IconChevronUp size={18} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        disabled={at < 0 || at >= rows.length - 1}
        aria-label={t('liste.suivant')}
        onClick={() => {
          go(1)
        }}
      >
        <IconChevronDown size={18} />
      </ActionIcon>
    </ActionIcon.Group>
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
