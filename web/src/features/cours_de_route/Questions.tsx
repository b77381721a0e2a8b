// Asked before something that does not come back: the next status, a deletion, a re-opening with its reason.
import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { send } from '#api/client'
import { refresh } from '#app/query'
import { Dialog } from '#components/display/Dialog'
import { useFieldMessages } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { notify } from '#components/notify'

import type { Cours, Suivant } from './statut'

export type Question =
  | { kind: 'advance'; cours: Cours; to: Suivant }
  | { kind: 'delete'; cours: Cours }
  | { kind: 'reopen'; cours: Cours }

interface Props {
  question: Question
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

async function act(question: Question, raison: string): Promise<void> {
  const params = { path: { id: question.cours.id } }
  if (question.kind === 'advance') await send.POST('/api/v1/cours-de-route/{id}/statut', { params, body: { statut: question.to } })
  else if (question.kind === 'reopen') await send.POST('/api/v1/cours-de-route/{id}/reouverture', { params, body: { raison } })
  else await send.DELETE('/api/v1/cours-de-route/{id}', { params })
}

function useTexts(question: Question): { title: string; help: string; yes: string; done: string } {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const { numero, plaque_camion: plaque } = question.cours
  if (question.kind === 'advance') {
    return {
      title: t(`avancer.titre.${question.to}`, { plaque }),
      help: t('avancer.aide'),
      yes: t(`actions.avancer.${question.to}`),
      done: t(`avancer.fait.${question.to}`, { plaque }),
    }
  }
  const texts = question.kind === 'delete' ? 'supprimer' : 'rouvrir'
  return {
    title: t(`${texts}.titre`, { numero }),
    help: texts === 'supprimer' ? t('supprimer.aide', { plaque }) : t('rouvrir.aide'),
    yes: t(`${texts}.oui`),
    done: t(`${texts}.fait`, { numero }),
  }
}

export function Questions({ question, onClose, onDeleted }: Props): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const texts = useTexts(question)
  const [raison, setRaison] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { messages, changed } = useFieldMessages(error)
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await act(question, raison.trim())
      notify('teal', texts.done)
      onClose()
      // Left first: what was deleted is not asked for again.
      if (question.kind === 'delete') onDeleted?.()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
      // Also after a refusal: most often somebody else was faster.
      await refresh('/api/v1/cours-de-route', '/api/v1/tableau-de-bord')
    }
  }
  return (
    <Dialog onClose={onClose} title={texts.title}>
      <form noValidate onSubmit={submit}>
        <Text size="sm" mb="sm">
          {texts.help}
        </Text>
        {question.kind === 'reopen' && (
          <Textarea
            label={t('rouvrir.raison')}
            withAsterisk
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            value={raison}
            error={messages['raison']}
            onChange={(event) => {
              setRaison(event.currentTarget.value)
              changed('raison')
            }}
          />
        )}
        <FormMessage error={error} />
        <Group justify="end" mt="md">
          <Button variant="default" onClick={onClose} {...(question.kind === 'delete' ? { 'data-autofocus': true } : {})}>
            {t('commun:actions.annuler')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            {...(question.kind === 'delete' ? { color: 'red' } : {})}
            {...(question.kind === 'advance' ? { 'data-autofocus': true } : {})}
          >
            {texts.yes}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
