// Own name, e-mail, language and password.
import { Button, PasswordInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { send } from '#api/client'
import { isRefusal } from '#api/problem'
import { isLanguage } from '#app/i18n'
import { changeProfile, useSession } from '#app/session'
import { Facts, Page, Panel } from '#components/display/Page'
import { formErrors } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { notify } from '#components/notify'

export function Profil(): ReactNode {
  const { t } = useTranslation(['profil', 'auth'])
  const { role, depot } = useSession()
  return (
    <Page title={t('titre')}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Panel title={t('moi')}>
          <Stack>
            <Facts
              items={[
                [t('role'), t(`auth:roles.${role}`)],
                [t('depot'), depot?.nom ?? t('tous_les_depots')],
              ]}
            />
            <Identity />
          </Stack>
        </Panel>
        <Panel title={t('mot_de_passe')}>
          <Password />
        </Panel>
      </SimpleGrid>
    </Page>
  )
}

function Identity(): ReactNode {
  const { t } = useTranslation(['profil', 'commun'])
  const { utilisateur } = useSession()
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    initialValues: { nom_complet: utilisateur.nom_complet, email: utilisateur.email, langue: utilisateur.langue },
    validate: {
      nom_complet: (nom) => (nom.trim() === '' ? t('commun:formulaire.requis') : null),
      email: (email) => (email.trim() === '' ? t('commun:formulaire.requis') : null),
    },
  })
  const save = async (values: typeof form.values): Promise<void> => {
    setError(null)
    try {
      await changeProfile(values)
      notify('teal', t('enregistre'))
    } catch (refused) {
      setError(refused)
      form.setErrors(formErrors(refused))
    }
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack>
        <TextInput label={t('nom')} maxLength={120} withAsterisk {...form.getInputProps('nom_complet')} />
        <TextInput
          type="email"
          label={t('commun:champs.email')}
          description={t('email_aide')}
          maxLength={254}
          autoComplete="email"
          withAsterisk
          {...form.getInputProps('email')}
        />
        <Select
          label={t('langue')}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          allowDeselect={false}
          value={form.values.langue}
          onChange={(value) => {
            if (isLanguage(value)) form.setFieldValue('langue', value)
          }}
        />
        <FormMessage error={error} />
        <Button type="submit" loading={form.submitting} style={{ alignSelf: 'end' }}>
          {t('commun:actions.enregistrer')}
        </Button>
      </Stack>
    </form>
  )
}

function Password(): ReactNode {
  const { t } = useTranslation(['profil', 'commun'])
  const [error, setError] = useState<unknown>(null)
  const filled = (text: string): string | null => (text === '' ? t('commun:formulaire.requis') : null)
  const form = useForm({ initialValues: { ancien: '', nouveau: '' }, validate: { ancien: filled, nouveau: filled } })
  const save = async (values: typeof form.values): Promise<void> => {
    setError(null)
    try {
      await send.POST('/api/v1/session/mot-de-passe', { body: values })
      form.reset()
      notify('teal', t('change'))
    } catch (refused) {
      const wrong = isRefusal(refused) && refused.problem.erreurs.some(({ code }) => code === 'IDENTIFIANTS_INVALIDES')
      setError(wrong ? null : refused)
      form.setErrors(wrong ? { ancien: t('ancien_incorrect') } : formErrors(refused))
    }
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack>
        <PasswordInput label={t('ancien')} autoComplete="current-password" withAsterisk {...form.getInputProps('ancien')} />
        <PasswordInput
          label={t('nouveau')}
          description={t('nouveau_aide')}
          autoComplete="new-password"
          withAsterisk
          {...form.getInputProps('nouveau')}
        />
        <FormMessage error={error} />
        <Button type="submit" loading={form.submitting} style={{ alignSelf: 'end' }}>
          {t('changer')}
        </Button>
      </Stack>
    </form>
  )
}
