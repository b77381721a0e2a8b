// Who owns what comes, where it comes from, what it is and when.
import { SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Panel } from '#components/display/Page'
import { Reference } from '#components/form/Reference'
import { DayField, DepotChoice, OwnerChoice } from '#features/mouvements/FormFrame'
import classes from '#features/mouvements/mouvements.module.css'
import { PartyField } from '#features/mouvements/PartyField'

import { CoursPicker } from './CoursPicker'
import type { ReceptionDraft } from './useReceptionDraft'

interface Props {
  reception: ReceptionDraft
  errors: Readonly<Record<string, string>>
  /** The truck came with a link: the keyboard starts further down. */
  preselected: boolean
}

export function ReceptionHead({ reception, errors, preselected }: Props): ReactNode {
  const { t } = useTranslation(['receptions', 'commun'])
  const { draft, values, depot, arrived, changeHead } = reception
  const chosen = arrived.chosen !== undefined
  const own = values.proprietaire_type === 'MONALUXE'
  return (
    <Panel>
      <div className={classes['head']} data-chosen={chosen}>
        <OwnerChoice
          value={values.proprietaire_type}
          error={errors['proprietaire_type']}
          onChange={(proprietaire_type) => {
            changeHead({ proprietaire_type })
          }}
        />
        {own ? (
          <CoursPicker
            arrived={arrived}
            depot={depot.id}
            value={values.cours_de_route_id}
            error={errors['cours_de_route_id']}
            autoFocus={!preselected}
            onChange={(cours_de_route_id) => {
              changeHead({ cours_de_route_id })
            }}
          />
        ) : (
          <PartyField
            kind="partenaires"
            label={t('commun:champs.partenaire')}
            value={values.partenaire_id}
            error={errors['partenaire_id']}
            autoFocus
            onChange={(partenaire_id) => {
              draft.change({ partenaire_id })
            }}
          />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2, md: chosen ? 2 : 3 }} spacing="md">
          <DepotChoice
            depot={depot}
            disabled={chosen}
            onChange={(depot_id) => {
              changeHead({ depot_id })
            }}
          />
          <Product reception={reception} />
          <DayField
            label={t('date')}
            value={values.date_reception ?? ''}
            error={errors['date_reception']}
            max={depot.today}
            onChange={(date_reception) => {
              draft.change({ date_reception })
            }}
          />
        </SimpleGrid>
      </div>
    </Panel>
  )
}

function Product({ reception }: { reception: ReceptionDraft }): ReactNode {
  const { t } = useTranslation('commun')
  const { tanks, arrived, depot, changeHead } = reception
  // The cours de route, shown above, decides it.
  if (arrived.chosen !== undefined) return null
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
