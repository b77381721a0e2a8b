// Sending an adjustment: asked about first when it leaves a strange stock, posted once, and then every stock figure is
// fresh. A large one may have to wait for a second person: then nothing is posted yet.
import { Button, Group, Modal, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHourglass } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { refreshStock } from '#app/query'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { useSubmission } from '#components/form/submission'

import { Doubts } from './Apercu'
import type { Consequence } from './correction'
import { isOutcome, isWaiting, type Outcome } from './reason'

interface Asked<Body> {
  body: Body
  consequence: Consequence
}

export interface Sending<Body> {
  busy: boolean
  error: unknown
  done: boolean
  /** The proposal that a second person has to confirm. */
  waiting: Outcome | undefined
  /** What has to be confirmed before it is sent. */
  asked: Asked<Body> | undefined
  ask: (body: Body, consequence: Consequence | undefined) => void
  confirm: () => void
  cancel: () => void
}

export function useSending<Body>(path: string): Sending<Body> {
  const { t } = useTranslation('ajustements')
  const navigate = useNavigate()
  const submission = useSubmission<Body, Outcome>({ path, isAnswer: isOutcome })
  const [asked, setAsked] = useState<Asked<Body>>()
  const [outcome, setOutcome] = useState<Outcome>()
  const post = async (body: Body): Promise<void> => {
    const answer = await submission.submit(body)
    if (answer === undefined) return
    await refreshStock()
    setOutcome(answer)
  }
  useEffect(() => {
    // After the form knows that it is done: it would ask before it is left.
    if (outcome === undefined || isWaiting(outcome)) return
    notifications.show({ color: 'teal', message: t('enregistre', { numero: outcome.numero }) })
    void navigate({ to: `/stocks-adjustments/${outcome.id}`, replace: true })
  }, [outcome, navigate, t])
  return {
    busy: submission.busy,
    error: submission.error,
    done: outcome !== undefined,
    waiting: outcome !== undefined && isWaiting(outcome) ? outcome : undefined,
    asked,
    ask: (body, consequence) => {
      if (consequence !== undefined && (consequence.negatif || consequence.depasse_l > 0)) setAsked({ body, consequence })
      else void post(body)
    },
    confirm: () => {
      if (asked !== undefined) void post(asked.body)
      setAsked(undefined)
    },
    cancel: () => {
      setAsked(undefined)
    },
  }
}

export function ConfirmSend<Body>({ sending }: { sending: Sending<Body> }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  if (sending.asked === undefined) return null
  return (
    <Modal opened onClose={sending.cancel} title={t('ajustements:doute.titre')}>
      <Doubts consequence={sending.asked.consequence} />
      <Text size="sm" mt="sm">
        {t('ajustements:doute.aide')}
      </Text>
      <Group justify="end" mt="md">
        <Button variant="default" onClick={sending.cancel} data-autofocus>
          {t('commun:actions.annuler')}
        </Button>
        <Button color="red" onClick={sending.confirm}>
          {t('ajustements:doute.oui')}
        </Button>
      </Group>
    </Modal>
  )
}

export function Attente(): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <Panel>
      <Group wrap="nowrap" align="start" role="status">
        <IconHourglass size={28} color="var(--mlpp-warning)" aria-hidden />
        <div>
          <Text fw={650}>{t('proposition.titre')}</Text>
          <Text size="sm" mb="sm">
            {t('proposition.aide')}
          </Text>
          <Button component={AppLink} href="/stocks-adjustments" variant="light">
            {t('proposition.liste')}
          </Button>
        </div>
      </Group>
    </Panel>
  )
}
