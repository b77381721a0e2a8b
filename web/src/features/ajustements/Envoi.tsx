// Sending an adjustment: asked about first when it leaves a strange stock, posted once, and then every stock figure is
// fresh. A large one may have to wait for a second person: then nothing is posted yet and its proposal is shown.
import { Button, Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { refreshStock } from '#app/query'
import { Dialog } from '#components/display/Dialog'
import { useSubmission } from '#components/form/submission'

import { announce } from './announce'
import { Doubts } from './Apercu'
import type { Consequence, Effect } from './correction'
import { isOutcome, outcomeHref, type Outcome } from './outcome'

interface Asked<Body> {
  body: Body
  consequence: Consequence | undefined
  odd: Effect | undefined
}

export interface Sending<Body> {
  busy: boolean
  error: unknown
  done: boolean
  /** What has to be confirmed before it is sent. */
  asked: Asked<Body> | undefined
  /** `odd`: volumes that are unlikely together. */
  ask: (body: Body, consequence: Consequence | undefined, odd?: Effect) => void
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
    setOutcome(answer)
    await refreshStock()
  }
  useEffect(() => {
    // After the form knows that it is done: it would ask before it is left.
    if (outcome === undefined) return
    announce(outcome, t)
    void navigate({ to: outcomeHref(outcome), replace: true })
  }, [outcome, navigate, t])
  return {
    busy: submission.busy,
    error: submission.error,
    done: outcome !== undefined,
    asked,
    ask: (body, consequence, odd) => {
      const strange = consequence !== undefined && (consequence.negatif || consequence.depasse_l > 0)
      if (strange || odd !== undefined) setAsked({ body, consequence, odd })
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
    <Dialog onClose={sending.cancel} title={t('ajustements:doute.titre')}>
      <Doubts consequence={sending.asked.consequence} odd={sending.asked.odd} />
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
    </Dialog>
  )
}
