// A secret that the server shows this once: to copy, then gone.
import { Alert, Button, Code, CopyButton, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Dialog } from './Dialog'

interface Props {
  title: string
  help: string
  secret: string
  onClose: () => void
}

export function SecretOnce({ title, help, secret, onClose }: Props): ReactNode {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={title} closeOnClickOutside={false}>
      <Alert color="orange" variant="light" mb="sm">
        {help}
      </Alert>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {secret}
      </Code>
      <Group justify="end" mt="md">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="light" onClick={copy}>
              {t(copied ? 'actions.copie' : 'actions.copier')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('actions.fermer')}</Button>
      </Group>
    </Dialog>
  )
}
