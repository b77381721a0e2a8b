import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api, bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { refresh } from '#app/query'
import { roles } from '#app/roles'
import { RecordForm, textOf, textOrNull, type Field, type Values } from '#components/form/RecordForm'
import { oneOf } from '#components/list/definition'
import { notify } from '#components/notify'

interface Props {
  user: Schemas['Utilisateur'] | undefined
  /** With the password that the server made up, if it did. */
  onDone: (made: { nom: string; mot_de_passe: string } | undefined) => void
  onCancel: () => void
  onDirty: (dirty: boolean) => void
}

function useFields(isNew: boolean): Field[] {
  const { t } = useTranslation(['utilisateurs', 'auth'])
  const depots = api.useQuery('get', '/api/v1/depots', { params: { query: { limite: 200 } } })
  return [
    { key: 'nom_complet', label: t('nom'), required: true, maxLength: 120 },
    { key: 'email', label: t('email'), kind: 'email', required: true },
    {
      key: 'role',
      label: t('role'),
      kind: 'choice',
      required: true,
      choices: roles.map((value) => ({ value, label: t(`auth:roles.${value}`) })),
    },
    {
      key: 'depot_id',
      label: t('depot'),
      kind: 'choice',
      choices: (depots.data?.elements ?? []).map((depot) => ({ value: depot.id, label: depot.nom })),
      help: t('tous'),
    },
    ...(isNew ? [] : [{ key: 'actif', label: t('actif'), kind: 'flag' as const }]),
    {
      key: 'mot_de_passe',
      label: t(isNew ? 'mot_de_passe' : 'nouveau_mot_de_passe'),
      kind: 'password',
      help: t(isNew ? 'mot_de_passe_aide' : 'nouveau_aide'),
    },
  ]
}

export function UtilisateurFormulaire({ user, onDone, onCancel, onDirty }: Props): ReactNode {
  const { t } = useTranslation('utilisateurs')
  const fields = useFields(user === undefined)
  const save = async (values: Values, version: number | undefined): Promise<void> => {
    const role = oneOf(textOf(values, 'role'), roles) ?? 'lecture'
    const password = textOf(values, 'mot_de_passe')
    const common = {
      nom_complet: textOf(values, 'nom_complet'),
      email: textOf(values, 'email'),
      role,
      depot_id: textOrNull(values, 'depot_id'),
      ...(password === '' ? {} : { mot_de_passe: password }),
    }
    let made: { nom: string; mot_de_passe: string } | undefined
    if (user === undefined) {
      const created = bodyOf(await send.POST('/api/v1/utilisateurs', { body: common }))
      if (typeof created.mot_de_passe === 'string') {
        made = { nom: created.nom_complet, mot_de_passe: created.mot_de_passe }
      }
    } else {
      await send.PATCH('/api/v1/utilisateurs/{id}', {
        params: { path: { id: user.id }, header: { 'If-Match': `"${version ?? user.version}"` } },
        body: { ...common, actif: values['actif'] === true },
      })
    }
    notify('teal', t('enregistre', { nom: common.nom_complet }))
    await refresh('/api/v1/utilisateurs')
    onDone(made)
  }
  return (
    <RecordForm
      fields={fields}
      initial={{
        nom_complet: user?.nom_complet ?? '',
        email: user?.email ?? '',
        role: user?.role ?? '',
        depot_id: user?.depot_id ?? '',
        actif: user?.actif ?? true,
        mot_de_passe: '',
      }}
      record={user === undefined ? undefined : { ...user }}
      save={save}
      onCancel={onCancel}
      onDirty={onDirty}
    />
  )
}
