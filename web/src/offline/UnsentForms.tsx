// The visible queue of unsent forms (on phones behind the bell); a refused one can be read, sent again or dropped.
import { Alert, Badge, Button, Code, Group, Indicator, Stack, Text } from '@mantine/core'
import { IconCloudUpload } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { postForm } from '#api/client'
import { useZone } from '#app/depot'
import { refresh, refreshStock } from '#app/query'
import { useSession } from '#app/session'
import { SidePanel } from '#components/display/Dialog'
import { instant } from '#components/format'

import { discard, keep, sendUnsent, useUnsent, type Unsent } from './queue'

interface Props {
  opened: boolean
  onOpen: () => void
  onClose: () => void
}

export function UnsentForms({ opened, onOpen, onClose }: Props): ReactNode {
  const { t } = useTranslation('hors_ligne')
  const { utilisateur } = useSession()
  const forms = useUnsent(utilisateur.id)
  if (forms.length === 0) return null
  const refused = forms.filter((form) => form.refused !== undefined).length
  return (
    <>
      <Indicator disabled={refused === 0} color="red" size={9} visibleFrom="sm">
        <Badge
          component="button"
          type="button"
          style={{ cursor: 'pointer' }}
          color={refused > 0 ? 'red' : 'orange'}
          variant="light"
          tt="none"
          leftSection={<IconCloudUpload size={14} />}
          onClick={onOpen}
        >
          {t('en_attente', { count: forms.length })}
        </Badge>
      </Indicator>
      {opened && (
        <SidePanel onClose={onClose} title={t('titre')}>
          <Stack>
            <Text size="sm" c="dimmed">
              {t('aide')}
            </Text>
            {forms.map((form) => (
              <UnsentForm key={form.id} form={form} author={utilisateur.id} />
            ))}
          </Stack>
        </SidePanel>
      )}
    </>
  )
}

function UnsentForm({ form, author }: { form: Unsent; author: string }): ReactNode {
  const { t } = useTranslation('hors_ligne')
  const zone = useZone()
  const [sure, setSure] = useState(false)
  const again = async (): Promise<void> => {
    await keep({ ...form, refused: undefined })
    await sendUnsent(author, postForm)
    await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
  }
  return (
    <Alert color={form.refused === undefined ? 'orange' : 'red'} variant="light" title={`${t(`genres.${form.kind}`)} · ${form.label}`}>
      <Text size="xs" c="dimmed">
        {instant(form.made, zone)}
      </Text>
      {form.refused !== undefined && (
        <Stack gap={4} mt={4}>
          <Text size="sm">{form.refused.title}</Text>
          {form.refused.erreurs.map((field) => (
            <Text key={`${field.champ} ${field.code}`} size="sm">
              <Code>{field.champ}</Code> {field.message}
            </Text>
          ))}
        </Stack>
      )}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="light" onClick={() => void again()}>
          {t('renvoyer')}
        </Button>
        {sure ? (
          <Button size="compact-sm" color="red" onClick={() => void discard(form.id)}>
            {t('abandonner_oui')}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            onClick={() => {
              setSure(true)
            }}
          >
            {t('abandonner')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
