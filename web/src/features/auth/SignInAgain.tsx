// The session ended while a screen was open: its person signs in over it and goes on with what was typed. Anyone else
// leaves it first.
import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { leaveEnded, sessionQuery, signInAgain, useSession } from '#app/session'
import { useSessionEnd } from '#app/session_end'
import { Dialog } from '#components/display/Dialog'

import { useSignInText } from './sign_in'

export function SignInAgain(): ReactNode {
  const motive = useSessionEnd()
  return motive === undefined ? null : <Again />
}

function Again(): ReactNode {
  const { t } = useTranslation('auth')
  const { utilisateur } = useSession()
  const textOf = useSignInText()
  const [error, setError] = useState<unknown>(null)
  // Signed in again in another window: this one goes on as soon as it is looked at.
  useQuery({ ...sessionQuery, staleTime: 0, refetchOnMount: false, retryOnMount: false })
  const form = useForm({
    initialValues: { mot_de_passe: '' },
    validate: { mot_de_passe: (value) => (value === '' ? t('requis') : null) },
  })
  const enter = async ({ mot_de_passe }: typeof form.values): Promise<void> => {
    setError(null)
    try {
      await signInAgain(utilisateur.email, mot_de_passe)
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <Dialog
      onClose={() => undefined}
      title={t('retour.titre')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={900}
    >
      <form noValidate onSubmit={form.onSubmit(enter)}>
        <Stack>
          <Text size="sm">{t('retour.aide')}</Text>
          <TextInput label={t('email')} type="email" autoComplete="username" readOnly value={utilisateur.email} />
          <PasswordInput
            label={t('mot_de_passe')}
            autoComplete="current-password"
            data-autofocus
            {...form.getInputProps('mot_de_passe')}
          />
          {error !== null && (
            <Alert color="red" variant="light" role="alert">
              {textOf(error)}
            </Alert>
          )}
          <Button type="submit" loading={form.submitting} fullWidth>
            {t('se_connecter')}
          </Button>
          <Leave />
        </Stack>
      </form>
    </Dialog>
  )
}

/** Asks once more: what was typed goes. */
function Leave(): ReactNode {
  const { t } = useTranslation('auth')
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const leave = async (): Promise<void> => {
    await leaveEnded(() => navigate({ to: '/login', ignoreBlocker: true }))
  }
  if (!sure) {
    return (
      <Button variant="subtle" color="gray" fullWidth onClick={() => { setSure(true) }}>
        {t('retour.autre')}
      </Button>
    )
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t('retour.perdu')}</Text>
      <Group grow>
        <Button variant="default" onClick={() => { setSure(false) }}>
          {t('retour.rester')}
        </Button>
        <Button color="red" onClick={() => void leave()}>
          {t('retour.quitter')}
        </Button>
      </Group>
    </Stack>
  )
}
