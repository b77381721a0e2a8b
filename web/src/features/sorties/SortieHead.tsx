// Whose product leaves, who gets it, what it is and when; then the truck, if anybody noted it.
import { SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Panel } from '#components/display/Page'
import { Reference } from '#components/form/Reference'
import { DayField, DepotChoice, OwnerChoice } from '#features/mouvements/FormFrame'
import { PartyField } from '#features/mouvements/PartyField'

import type { SortieDraft } from './useSortieDraft'

interface Props {
  sortie: SortieDraft
}

export function SortieHead({ sortie }: Props): ReactNode {
  const { t } = useTranslation(['sorties', 'commun'])
  const { draft, values, depot, changeHead } = sortie
  const { errors } = draft
  return (
    <Panel>
      <Stack>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <OwnerChoice
            value={values.proprietaire_type}
            error={errors['proprietaire_type']}
            onChange={(proprietaire_type) => {
              draft.change({ proprietaire_type })
            }}
          />
          <Beneficiary sortie={sortie} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
          <DepotChoice
            depot={depot}
            disabled={false}
            onChange={(depot_id) => {
              changeHead({ depot_id })
            }}
          />
          <Product sortie={sortie} />
          <DayField
            label={t('date')}
            value={values.date_sortie ?? ''}
            error={errors['date_sortie']}
            max={depot.today}
            onChange={(date_sortie) => {
              draft.change({ date_sortie })
            }}
          />
        </SimpleGrid>
      </Stack>
    </Panel>
  )
}

function Beneficiary({ sortie }: Props): ReactNode {
  const { t } = useTranslation('commun')
  const { draft, values } = sortie
  return values.proprietaire_type === 'MONALUXE' ? (
    <PartyField
      key="client"
      kind="clients"
      label={t('champs.client')}
      value={values.client_id}
      error={draft.errors['client_id']}
      autoFocus
      onChange={(client_id) => {
        draft.change({ client_id })
      }}
    />
  ) : (
    <PartyField
      key="partenaire"
      kind="partenaires"
      label={t('champs.partenaire')}
      value={values.partenaire_id}
      error={draft.errors['partenaire_id']}
      autoFocus
      onChange={(partenaire_id) => {
        draft.change({ partenaire_id })
      }}
    />
  )
}

function Product({ sortie }: Props): ReactNode {
  const { t } = useTranslation('commun')
  const { tanks, depot, changeHead } = sortie
  return (
    <Reference
      label={t('champs.produit')}
      choices={tanks.products}
      value={tanks.produit ?? null}
      disabled={depot.id === undefined}
      openOnFocus={false}
      onChange={(id) => {
        changeHead({ produit_id: id ?? '' })
      }}
    />
  )
}

const textFields = ['plaque_camion', 'plaque_remorque', 'chauffeur_nom'] as const
const lengths = { plaque_camion: 20, plaque_remorque: 20, chauffeur_nom: 120 } as const

export function SortieLogistics({ sortie }: Props): ReactNode {
  const { t } = useTranslation(['sorties', 'commun'])
  const { draft, values } = sortie
  return (
    <Panel title={t('logistique')}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
        {textFields.map((field) => (
          <TextInput
            key={field}
            label={t(`champs.${field}`)}
            maxLength={lengths[field]}
            autoComplete="off"
            value={values[field]}
            error={draft.errors[field]}
            onChange={(event) => {
              draft.change({ [field]: event.currentTarget.value })
            }}
          />
        ))}
        <PartyField
          kind="transporteurs"
          label={t('commun:champs.transporteur')}
          value={values.transporteur_id}
          error={draft.errors['transporteur_id']}
          optional
          onChange={(transporteur_id) => {
            draft.change({ transporteur_id })
          }}
        />
      </SimpleGrid>
    </Panel>
  )
}
