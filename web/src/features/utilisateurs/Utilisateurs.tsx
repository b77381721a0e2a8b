// Accounts: who may sign in, with which role, in which depot.
import { Badge, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { roles } from '#app/roles'
import { Page } from '#components/display/Page'
import { SecretOnce } from '#components/display/SecretOnce'
import { GuardedPanel } from '#components/form/GuardedPanel'
import { instant, text } from '#components/format'
import { DataList } from '#components/list/DataList'
import { flag, given, oneOf, pick, type ListDefinition } from '#components/list/definition'

import { UtilisateurFormulaire } from './UtilisateurFormulaire'

type User = Schemas['Utilisateur']

export function Utilisateurs(): ReactNode {
  const { t } = useTranslation('utilisateurs')
  const [edited, setEdited] = useState<User | 'new'>()
  const [secret, setSecret] = useState<{ nom: string; mot_de_passe: string }>()
  const close = (): void => {
    setEdited(undefined)
  }
  return (
    <Page
      title={t('titre')}
      actions={
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => {
            setEdited('new')
          }}
        >
          {t('nouveau')}
        </Button>
      }
    >
      <DataList definition={useDefinition()} onOpen={setEdited} />
      {edited !== undefined && (
        <GuardedPanel onClose={close} title={edited === 'new' ? t('nouveau') : t('modifier', { nom: edited.nom_complet })}>
          {(onDirty) => (
            <UtilisateurFormulaire
              onDirty={onDirty}
              user={edited === 'new' ? undefined : edited}
              onDone={(made) => {
                close()
                setSecret(made)
              }}
              onCancel={close}
            />
          )}
        </GuardedPanel>
      )}
      {secret !== undefined && (
        <SecretOnce
          title={t('secret_titre', { nom: secret.nom })}
          help={t('secret_aide')}
          secret={secret.mot_de_passe}
          onClose={() => {
            setSecret(undefined)
          }}
        />
      )}
    </Page>
  )
}

function useDefinition(): ListDefinition<User> {
  const { t } = useTranslation(['utilisateurs', 'auth'])
  const zone = useZone()
  return useMemo(
    (): ListDefinition<User> => ({
      path: '/api/v1/utilisateurs',
      sort: 'nom_complet',
      name: (row) => row.nom_complet,
      columns: [
        { key: 'nom_complet', label: t('nom'), render: (row) => row.nom_complet, card: 'title' },
        { key: 'email', label: t('email'), render: (row) => row.email, card: 'line' },
        { key: 'role', label: t('role'), render: (row) => t(`auth:roles.${row.role}`), card: 'aside' },
        { key: 'depot_nom', label: t('depot'), render: (row) => text(row.depot_nom), card: 'line' },
        {
          key: 'actif',
          label: t('actif'),
          render: (row) => (row.actif ? '✓' : <Badge color="gray" tt="none">{t('inactif')}</Badge>),
          card: 'line',
        },
        { key: 'created_at', label: t('cree_le'), newest: true, render: (row) => instant(row.created_at, zone), optional: true },
      ],
      filters: [
        { kind: 'search', key: 'q', label: t('recherche') },
        {
          kind: 'choice',
          key: 'role',
          label: t('role'),
          choices: roles.map((value) => ({ value, label: t(`auth:roles.${value}`) })),
        },
        { kind: 'flag', key: 'actif', label: t('actifs') },
      ],
      load: async (paging, filters, signal) =>
        bodyOf(
          await send.GET('/api/v1/utilisateurs', {
            signal,
            params: {
              query: {
                ...paging,
                ...pick(filters, 'q'),
                ...given('role', oneOf(filters['role'], roles)),
                ...given('actif', flag(filters['actif'])),
              },
            },
          }),
        ),
    }),
    [t, zone],
  )
}
