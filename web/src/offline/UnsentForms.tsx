// The visible queue of unsent forms (on phones behind the bell); a refused one can be read, corrected, sent
// again or dropped.
import { Alert, Badge, Button, Group, Indicator, Stack, Text } from '@mantine/core'
import { IconCloudUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { postForm } from '#api/client'
import { Refusal } from '#api/problem'
import type { Probleme } from '#api/types'
import { useZone } from '#app/depot'
import { refresh, refreshStock } from '#app/query'
import { useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { SidePanel } from '#components/display/Dialog'
import { Facts } from '#components/display/Page'
import { useErrorText } from '#components/display/States'
import { instant } from '#components/format'

import { useAboutForm } from './about'
import { documentsOf } from './posted'
import { discard, sendAgain, useUnsent, type Unsent } from './queue'
import { kept } from './useKept'

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
              <UnsentForm key={form.id} form={form} onClose={onClose} />
            ))}
          </Stack>
        </SidePanel>
      )}
    </>
  )
}

interface CardProps {
  form: Unsent
  onClose: () => void
}

function UnsentForm({ form, onClose }: CardProps): ReactNode {
  const { t } = useTranslation('hors_ligne')
  const zone = useZone()
  const navigate = useNavigate()
  const { facts, nameOf } = useAboutForm(form)
  const again = async (): Promise<void> => {
    const [posted] = documentsOf(await sendAgain(form, postForm))
    await Promise.all([refreshStock(), refresh('/api/v1/cours-de-route')])
    if (posted === undefined) return
    onClose()
    await navigate({ to: posted.href })
  }
  return (
    <Alert color={form.refused === undefined ? 'orange' : 'red'} variant="light" title={`${t(`genres.${form.kind}`)} · ${form.label}`}>
      <Text size="xs" c="dimmed" mb={4}>
        {instant(form.made, zone)}
      </Text>
      <Facts items={facts} />
      {form.refused !== undefined && <Reason refused={form.refused} nameOf={nameOf} />}
      <Group gap="xs" mt="xs">
        {isCorrectable(form) && (
          <Button size="compact-sm" component={AppLink} href={`${screens[form.kind]}?${kept}=${form.id}`} onClick={onClose}>
            {t('corriger')}
          </Button>
        )}
        <Button size="compact-sm" variant="light" onClick={() => void again()}>
          {t('renvoyer')}
        </Button>
        <Drop id={form.id} />
      </Group>
    </Alert>
  )
}

const screens: Record<Unsent['kind'], string> = { reception: '/receptions/new', sortie: '/sorties/new', cours: '/cours/new' }

/** One that merely waits, or whose first version arrived, would be posted twice. */
function isCorrectable({ refused }: Unsent): boolean {
  return refused !== undefined && refused.code !== 'CLE_IDEMPOTENCE_REUTILISEE'
}

/** The server's words, with the names of fields that people know. */
function Reason({ refused, nameOf }: { refused: Probleme; nameOf: (champ: string) => string }): ReactNode {
  const { t } = useTranslation()
  const textOf = useErrorText()
  return (
    <Stack gap={4} mt="xs">
      <Text size="sm" fw={600}>
        {textOf(new Refusal(refused))}
      </Text>
      {refused.erreurs.map((field) => (
        <Text key={`${field.champ} ${field.code}`} size="sm">
          {field.champ === '' ? '' : `${nameOf(field.champ)} : `}
          {field.message}
        </Text>
      ))}
      {refused.code === 'CLE_IDEMPOTENCE_REUTILISEE' && <Text size="sm">{t('formulaire.deja_arrive')}</Text>}
    </Stack>
  )
}

function Drop({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('hors_ligne')
  const [sure, setSure] = useState(false)
  if (sure) {
    return (
      <Button size="compact-sm" color="red" onClick={() => void discard(id)}>
        {t('abandonner_oui')}
      </Button>
    )
  }
  return (
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
  )
}
