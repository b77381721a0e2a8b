// The arrived truck that a reception discharges.
import { Badge, Button, Group, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { arrivedQuery } from '#app/choices'
import { mayIn, useSession } from '#app/session'
import { Parts } from '#components/display/Parts'
import { refusedMark } from '#components/form/invalid'
import { Reference } from '#components/form/Reference'
import { day, litres } from '#components/format'

export type Cours = Schemas['CoursDeRoute']

export interface Arrived {
  trucks: readonly Cours[] | undefined
  error: unknown
  /** The chosen one, also when it was named by a link. */
  chosen: Cours | undefined
}

export function useArrived(id: string): Arrived {
  const session = useSession()
  const arrived = useQuery(arrivedQuery())
  const trucks = arrived.data?.elements.filter((truck) => mayIn(session, 'receptions.creer', truck.depot_destination_id))
  const listed = trucks?.find((truck) => truck.id === id)
  const named = api.useQuery(
    'get',
    '/api/v1/cours-de-route/{id}',
    { params: { path: { id } } },
    { enabled: id !== '' && trucks !== undefined && listed === undefined },
  )
  return { trucks, error: arrived.error ?? named.error, chosen: listed ?? (id === '' ? undefined : named.data) }
}

function roadOf(truck: Cours): string {
  return [truck.depart_pays, truck.depot_nom].filter(Boolean).join(' → ')
}

/** What tells one truck from another at the gate (10.7). */
function Told({ truck }: { truck: Cours }): ReactNode {
  return (
    <div style={{ flex: 1, minWidth: 0 }}>
      <Group justify="space-between" gap="0 8px">
        <Text size="sm" fw={600}>
          {truck.plaque_camion} · {truck.numero}
        </Text>
        <Text size="xs">{day(truck.date_chargement)}</Text>
      </Group>
      <Text size="xs">
        <Parts of={[truck.fournisseur_nom, truck.produit_nom, litres(truck.volume)]} />
      </Text>
      <Text size="xs" opacity={0.85}>
        <Parts of={[roadOf(truck), truck.transporteur, truck.chauffeur_nom]} />
      </Text>
    </div>
  )
}

interface Props {
  arrived: Arrived
  /** Trucks to other depots are not shown once the depot is known. */
  depot: string | undefined
  value: string
  error: string | undefined
  autoFocus: boolean
  onChange: (id: string) => void
}

export function CoursPicker({ arrived, depot, value, error, autoFocus, onChange }: Props): ReactNode {
  const { t } = useTranslation('receptions')
  const { chosen } = arrived
  const trucks = arrived.trucks?.filter((truck) => depot === undefined || truck.depot_destination_id === depot)
  if (chosen !== undefined) return <Chosen truck={chosen} error={error} onChange={onChange} />
  return (
    <Reference
      label={t('cours')}
      description={trucks?.length === 0 ? t('aucun_camion') : t('cours_aide')}
      choices={trucks?.map((truck) => ({ value: truck.id, label: `${truck.plaque_camion} · ${truck.numero}` }))}
      value={value === '' ? null : value}
      error={error}
      autoFocus={autoFocus}
      openOnFocus={false}
      maxDropdownHeight={300}
      onChange={(id) => {
        onChange(id ?? '')
      }}
      renderOption={({ option }) => {
        const truck = trucks?.find(({ id }) => id === option.value)
        return truck === undefined ? option.label : <Told truck={truck} />
      }}
    />
  )
}

interface ChosenProps {
  truck: Cours
  error: string | undefined
  onChange: (id: string) => void
}

function Chosen({ truck, error, onChange }: ChosenProps): ReactNode {
  const { t } = useTranslation(['receptions', 'commun'])
  return (
    <div {...refusedMark(t('cours'), error)}>
      <Text component="span" size="sm" fw={500}>
        {t('cours')}
      </Text>
      <Paper withBorder radius="md" p="sm" {...(error === undefined ? {} : { style: { borderColor: 'var(--mlpp-danger)' } })}>
        <Group justify="space-between" wrap="nowrap" align="start">
          <div>
            <Group gap="xs">
              <Text fw={700}>{truck.plaque_camion}</Text>
              {truck.statut !== 'ARRIVE' && (
                <Badge color="red" variant="light" tt="none">
                  {t('pas_arrive')}
                </Badge>
              )}
            </Group>
            <Text size="sm" c="dimmed">
              <Parts of={[truck.numero, day(truck.date_chargement), truck.fournisseur_nom, roadOf(truck)]} />
            </Text>
            <Text size="sm">
              {truck.produit_nom} · {t('prevu', { volume: litres(truck.volume) })}
            </Text>
            <Text size="xs" c="dimmed">
              <Parts of={[truck.transporteur, truck.chauffeur_nom, truck.plaque_remorque]} />
            </Text>
          </div>
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ flexShrink: 0 }}
            onClick={() => {
              onChange('')
            }}
          >
            {t('changer')}
          </Button>
        </Group>
      </Paper>
      {error !== undefined && (
        <Text size="xs" c="var(--mlpp-danger)" mt={4}>
          {error}
        </Text>
      )}
    </div>
  )
}
