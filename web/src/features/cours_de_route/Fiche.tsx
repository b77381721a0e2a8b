// The facts of a truck, in the preview and on its page.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useDepot } from '#app/depot'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Facts } from '#components/display/Page'
import { day, instant, litres, text } from '#components/format'

import type { Cours } from './statut'

/** The time zone of the depot that the truck goes to. */
export function useZone(depot: string | undefined): string | undefined {
  const { choices } = useDepot()
  return choices.find((choice) => choice.id === depot)?.fuseau
}

export function Logistique({ cours }: { cours: Cours }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const fuseau = useZone(cours.depot_destination_id)
  const supplier = useMay('fournisseurs.lire')
  const name = text(cours.fournisseur_nom)
  return (
    <Facts
      items={[
        [
          t('commun:champs.fournisseur'),
          supplier ? <AppLink href={`/fournisseurs/${cours.fournisseur_id}`}>{name}</AppLink> : name,
        ],
        [t('commun:champs.produit'), text(cours.produit_nom)],
        [t('champs.volume_prevu'), litres(cours.volume)],
        [t('champs.depart'), text(cours.depart_pays)],
        [t('champs.destination'), text(cours.depot_nom)],
        [t('champs.chargement'), day(cours.date_chargement)],
        [t('champs.arrivee_prevue'), day(cours.date_arrivee_prevue)],
        [t('champs.arrive_le'), instant(cours.arrive_at, fuseau)],
      ]}
    />
  )
}

export function Transport({ cours }: { cours: Cours }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  return (
    <Facts
      items={[
        [t('champs.plaque_camion'), cours.plaque_camion],
        [t('champs.plaque_remorque'), text(cours.plaque_remorque)],
        [t('commun:champs.chauffeur'), cours.chauffeur_nom],
        [t('commun:champs.transporteur'), text(cours.transporteur)],
        [t('commun:champs.note'), text(cours.note)],
      ]}
    />
  )
}
