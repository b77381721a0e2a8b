// The file of one sortie, on its page or beside the list.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useDepot } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { RecordBody } from '#components/display/RecordPage'
import { day, text } from '#components/format'
import { MovementFile, type FactList } from '#features/mouvements/MovementFile'
import { PrintSheet } from '#features/mouvements/PrintSheet'

export function useSortie(id: string) {
  return api.useQuery('get', '/api/v1/sorties/{id}', { params: { path: { id } } })
}

export function SortieFile({ id }: { id: string }): ReactNode {
  return (
    <RecordBody asked={useSortie(id)} list="/sorties">
      {(sortie) => <Content sortie={sortie} />}
    </RecordBody>
  )
}

function Content({ sortie }: { sortie: Schemas['DetailSortie'] }): ReactNode {
  const facts = useFacts(sortie)
  const { choices } = useDepot()
  const fuseau = choices.find((depot) => depot.id === sortie.depot_id)?.fuseau
  return <MovementFile sens="sortie" movement={sortie} facts={facts} fuseau={fuseau} />
}

function useFacts(sortie: Schemas['DetailSortie']): FactList {
  const { t } = useTranslation(['sorties', 'commun'])
  return [
    [t('commun:champs.date'), day(sortie.date_sortie)],
    [t('commun:champs.depot'), text(sortie.depot_nom)],
    [
      t('commun:champs.proprietaire'),
      <OwnerChip key="proprietaire" type={sortie.proprietaire_type} name={sortie.partenaire_nom} />,
    ],
    [t('beneficiaire'), text(sortie.client_nom ?? sortie.partenaire_nom)],
    [t('commun:champs.produit'), text(sortie.produit_nom)],
    [
      t('commun:champs.citerne'),
      <AppLink key="citerne" href="/stocks" search={{ citerne_id: sortie.citerne_id }}>
        {text(sortie.citerne_nom)}
      </AppLink>,
    ],
    [t('champs.plaque_camion'), text(sortie.plaque_camion)],
    [t('champs.plaque_remorque'), text(sortie.plaque_remorque)],
    [t('champs.chauffeur_nom'), text(sortie.chauffeur_nom)],
    [t('commun:champs.transporteur'), text(sortie.transporteur_nom)],
  ]
}

/** The paper of this sortie. */
export function SortieSheet({ sortie }: { sortie: Schemas['DetailSortie'] }): ReactNode {
  const { t } = useTranslation(['sorties', 'commun'])
  return (
    <PrintSheet
      sens="sortie"
      lines={[{ ...sortie, citerne: text(sortie.citerne_nom) }]}
      facts={[
        [t('commun:champs.date'), day(sortie.date_sortie)],
        [t('commun:champs.depot'), text(sortie.depot_nom)],
        [t('commun:champs.proprietaire'), t(`commun:proprietaires.${sortie.proprietaire_type}`)],
        [t('beneficiaire'), text(sortie.client_nom ?? sortie.partenaire_nom)],
        [t('commun:champs.produit'), text(sortie.produit_nom)],
        [t('champs.plaque_camion'), text(sortie.plaque_camion)],
        [t('champs.plaque_remorque'), text(sortie.plaque_remorque)],
        [t('champs.chauffeur_nom'), text(sortie.chauffeur_nom)],
        [t('commun:champs.transporteur'), text(sortie.transporteur_nom)],
        [t('commun:champs.auteur'), text(sortie.auteur_nom)],
        [t('commun:champs.note'), text(sortie.note)],
      ]}
    />
  )
}
