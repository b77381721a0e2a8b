// Sign-in: why one is here, what a refusal means; in a demonstration the accounts are one tap away.
import { Alert, Button, Center, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDocumentTitle } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { signIn } from '#app/session'
import { motives } from '#app/session_end'
import { oneOf } from '#components/list/definition'
import { readSearch } from '#components/list/url_state'

import { DemoAccounts } from './DemoAccounts'
import { useSignInText } from './sign_in'

/** Only a path of ours: never another site. */
function safePath(vers: string | undefined): string {
  return vers !== undefined && /^\/(?![/\\])/.test(vers) ? vers : '/'
}

export function Login(): ReactNode {
  const { t } = useTranslation('auth')
  useDocumentTitle(`${t('titre')} · ML_PP`)
  const navigate = useNavigate()
  const search = useSearch({ strict: false, select: (raw: Record<string, unknown>) => readSearch(raw) })
  const motive = oneOf(search['motif'], motives)
  const textOf = useSignInText()
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    initialValues: { email: '', mot_de_passe: '' },
    validate: {
      email: (value) => (/^[^@\s]+@[^@\s]+$/.test(value.trim()) ? null : t('email_invalide')),
      mot_de_passe: (value) => (value === '' ? t('requis') : null),
    },
  })
  const enter = async (email: string, mot_de_passe: string): Promise<void> => {
    setError(null)
    try {
      await signIn(email.trim(), mot_de_passe)
      await navigate({ to: safePath(search['vers']), replace: true })
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    // Hung from above: the accounts of a demonstration come later and must not move what is being typed into.
    <Center mih="100dvh" p="md" pt="12dvh" component="main" style={{ alignItems: 'start' }}>
      <Stack w="100%" maw={380} gap="lg">
        <Group gap="sm" justify="center">
          <img src="/icone.svg" width={44} height={44} alt="" />
          <div>
            <Title order={1} size="h3">
              ML_PP
            </Title>
            <Text size="sm" c="dimmed">
              {t('accroche')}
            </Text>
          </div>
        </Group>
        <Paper withBorder radius="lg" p="lg">
          <form
            noValidate
            onSubmit={form.onSubmit(async ({ email, mot_de_passe }) => {
              await enter(email, mot_de_passe)
            })}
          >
            <Stack>
              {motive !== undefined && error === null && (
                <Alert color={motive === 'session' ? 'orange' : 'red'} variant="light" role="status">
                  {t(`motifs.${motive}`)}
                </Alert>
              )}
              <TextInput label={t('email')} type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
              <PasswordInput
                label={t('mot_de_passe')}
                autoComplete="current-password"
                {...form.getInputProps('mot_de_passe')}
              />
              {error !== null && (
                <Alert color="red" variant="light" role="alert">
                  {textOf(error)}
                </Alert>
              )}
              <Button type="submit" loading={form.submitting} fullWidth size="md">
                {t('se_connecter')}
              </Button>
              <Text size="xs" c="dimmed" ta="center">
                {t('creation')}
              </Text>
            </Stack>
          </form>
        </Paper>
        <DemoAccounts enter={enter} />
      </Stack>
    </Center>
  )
}
