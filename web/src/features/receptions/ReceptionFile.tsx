// The file of one reception, on its page or beside the list.
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

export function useReception(id: string) {
  return api.useQuery('get', '/api/v1/receptions/{id}', { params: { path: { id } } })
}

export function ReceptionFile({ id }: { id: string }): ReactNode {
  return (
    <RecordBody asked={useReception(id)} list="/receptions">
      {(reception) => <Content reception={reception} />}
    </RecordBody>
  )
}

function Content({ reception }: { reception: Schemas['DetailReception'] }): ReactNode {
  const facts = useFacts(reception)
  const { choices } = useDepot()
  const fuseau = choices.find((depot) => depot.id === reception.depot_id)?.fuseau
  return <MovementFile sens="reception" movement={reception} facts={facts} fuseau={fuseau} />
}

function useFacts(reception: Schemas['DetailReception']): FactList {
  const { t } = useTranslation(['receptions', 'commun'])
  const { cours_de_route_id, dechargement } = reception
  return [
    [t('commun:champs.date'), day(reception.date_reception)],
    [t('commun:champs.depot'), text(reception.depot_nom)],
    [
      t('commun:champs.proprietaire'),
      <OwnerChip key="proprietaire" type={reception.proprietaire_type} name={reception.partenaire_nom} />,
    ],
    [t('commun:champs.produit'), text(reception.produit_nom)],
    [
      t('commun:champs.citerne'),
      <AppLink key="citerne" href="/stocks" search={{ citerne_id: reception.citerne_id }}>
        {text(reception.citerne_nom)}
      </AppLink>,
    ],
    [t('source'), text(reception.fournisseur_nom ?? reception.partenaire_nom)],
    [
      t('cours'),
      typeof cours_de_route_id === 'string' ? (
        <span key="cours">
          <AppLink href={`/cours/${cours_de_route_id}`}>{text(reception.cdr_numero)}</AppLink> · {text(reception.plaque_camion)}
          {typeof dechargement === 'number' && dechargement > 1 && ` · ${t('dechargement', { numero: String(dechargement) })}`}
        </span>
      ) : (
        text(undefined)
      ),
    ],
  ]
}

/** The paper of this reception. */
export function ReceptionSheet({ reception }: { reception: Schemas['DetailReception'] }): ReactNode {
  const { t } = useTranslation(['receptions', 'commun'])
  return (
    <PrintSheet
      sens="reception"
      lines={[{ ...reception, citerne: text(reception.citerne_nom) }]}
      facts={[
        [t('commun:champs.date'), day(reception.date_reception)],
        [t('commun:champs.depot'), text(reception.depot_nom)],
        [t('commun:champs.proprietaire'), t(`commun:proprietaires.${reception.proprietaire_type}`)],
        [t('commun:champs.produit'), text(reception.produit_nom)],
        [t('source'), text(reception.fournisseur_nom ?? reception.partenaire_nom)],
        [t('cours'), text(reception.cdr_numero)],
        [t('commun:champs.plaque'), text(reception.plaque_camion)],
        [t('commun:champs.auteur'), text(reception.auteur_nom)],
        [t('commun:champs.note'), text(reception.note)],
      ]}
    />
  )
}
