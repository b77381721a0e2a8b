// The list of suppliers.
import { Badge } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { text } from '#components/format'
import { flag, given, pick, type ListDefinition } from '#components/list/definition'

type Supplier = Schemas['Tiers']

const load: ListDefinition<Supplier>['load'] = async (paging, filters, signal) => {
  const query = { ...paging, ...pick(filters, 'q'), ...given('actif', flag(filters['actif'])) }
  return bodyOf(await send.GET('/api/v1/fournisseurs', { params: { query }, signal }))
}

export function Etat({ actif }: { actif: boolean }): ReactNode {
  const { t } = useTranslation('fournisseurs')
  return (
    <Badge variant="light" color={actif ? 'teal' : 'gray'} tt="none">
      {t(actif ? 'etats.true' : 'etats.false')}
    </Badge>
  )
}

export function useFournisseurs(): ListDefinition<Supplier> {
  const { t } = useTranslation(['fournisseurs', 'commun'])
  return useMemo(
    () => ({
      path: '/api/v1/fournisseurs',
      columns: [
        { key: 'nom', label: t('commun:champs.nom'), render: (row) => row.nom, card: 'title' },
        { key: 'pays', label: t('commun:champs.pays'), render: (row) => text(row.pays), card: 'line' },
        { key: 'contact_personne', label: t('contact'), render: (row) => text(row.contact_personne), card: 'line' },
        { key: 'telephone', label: t('commun:champs.telephone'), render: (row) => text(row.telephone), card: 'line' },
        { key: 'email', label: t('commun:champs.email'), render: (row) => text(row.email) },
        { key: 'actif', label: t('etat'), render: (row) => <Etat actif={row.actif} />, card: 'aside' },
      ],
      filters: [
        { kind: 'search', key: 'q', label: t('recherche') },
        {
          kind: 'choice',
          key: 'actif',
          label: t('etat'),
          choices: [
            { value: 'true', label: t('etats.true') },
            { value: 'false', label: t('etats.false') },
          ],
        },
      ],
      sort: 'nom',
      load,
      pages: '/fournisseurs',
      name: (row) => row.nom,
    }),
    [t],
  )
}
