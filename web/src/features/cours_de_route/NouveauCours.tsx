// A truck begins loading. Posted once whatever the network does; kept on the device when nobody answers.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isRefusal } from '#api/problem'
import { refresh } from '#app/query'
import { Page } from '#components/display/Page'
import { FormMessage } from '#components/form/FormMessage'
import { LeaveGuard } from '#components/form/LeaveGuard'
import { useSubmission } from '#components/form/submission'
import { litres } from '#components/format'
import { notify } from '#components/notify'

import type { Unsent } from '../../offline/queue'

import { Champs } from './Champs'
import { useReferences } from './references'
import type { Cours } from './statut'
import { useCoursForm } from './useCoursForm'
import { bodyOf, isCours, type Body, type Values } from './values'

interface Props {
  title: string
  initial: Values
  /** The refused form that this one corrects. */
  kept?: Unsent
}

export function NouveauCours({ title, initial, kept }: Props): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const navigate = useNavigate()
  const submission = useSubmission<Body, Cours>({ path: '/api/v1/cours-de-route', kind: 'cours', isAnswer: isCours, kept })
  const { form, element, onInvalid } = useCoursForm(initial, false, submission.error)
  const references = useReferences(initial)
  const save = async (values: Values): Promise<void> => {
    const cours = await submission.submit(bodyOf(values))
    if (cours === undefined) return
    notify('teal', t('formulaire.enregistre', { numero: cours.numero }))
    await navigate({ to: `/cours/${cours.id}`, replace: true, ignoreBlocker: true })
    await refresh('/api/v1/cours-de-route', '/api/v1/tableau-de-bord')
  }
  const keep = async (): Promise<void> => {
    const body = bodyOf(form.values)
    const isKept = await submission.keepForLater(body, `${body.plaque_camion} · ${litres(body.volume)}`)
    if (isKept) await navigate({ to: '/cours', ignoreBlocker: true })
  }
  return (
    <Page title={title}>
      <LeaveGuard dirty={form.isDirty()} />
      <form ref={element} noValidate onSubmit={form.onSubmit(save, onInvalid)}>
        <Stack maw={860}>
          <Champs form={form} references={references} frozen={false} busyTruck={isRefusal(submission.error, 'CAMION_DEJA_EN_ROUTE')} />
          <FormMessage error={submission.error} onKeep={submission.unanswered ? () => void keep() : undefined} />
          <Group justify="end">
            <Text size="xs" c="dimmed" visibleFrom="sm" mr="auto">
              {t('formulaire.raccourcis')}
            </Text>
            <Button variant="default" onClick={() => void navigate({ to: '/cours' })}>
              {t('commun:actions.annuler')}
            </Button>
            <Button type="submit" loading={submission.busy}>
              {t('commun:actions.enregistrer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  )
}
