// What can be done with a truck, the same on a row, a card of the board, the preview and the page. The questions asked
// before stand at the top of the screen, outside of rows that open on a click.
import { ActionIcon, Button, Group, Menu } from '@mantine/core'
import { IconArrowRight, IconCopy, IconDots, IconEye, IconPencil, IconTrash } from '@tabler/icons-react'
import { createContext, use, useMemo, useState, type MouseEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useSession } from '#app/session'
import { AppLink } from '#components/AppLink'

import { Questions, type Question } from './Questions'
import { rightsOn, type Cours } from './statut'

const Ask = createContext<(question: Question) => void>(() => undefined)

export function CoursActions({ children, onDeleted }: { children: ReactNode; onDeleted?: () => void }): ReactNode {
  const [question, setQuestion] = useState<Question>()
  return (
    <Ask value={setQuestion}>
      {children}
      {question !== undefined && (
        <Questions
          question={question}
          onDeleted={onDeleted}
          onClose={() => {
            setQuestion(undefined)
          }}
        />
      )}
    </Ask>
  )
}

export function useAsk(): (question: Question) => void {
  return use(Ask)
}

/** A click on a button in a row is not a click on the row. */
function stop(event: MouseEvent): void {
  event.stopPropagation()
}

/** The next step: to another status, or the reception of a truck that arrived. */
export function NextStep({ cours, short = false }: { cours: Cours; short?: boolean }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const ask = useAsk()
  const size = short ? 'compact-xs' : 'sm'
  const { advance, receive } = rightsOn(useSession(), cours)
  if (receive) {
    return (
      <Button component={AppLink} href="/receptions/new" search={{ coursId: cours.id }} size={size} onClick={stop}>
        {t('actions.receptionner')}
      </Button>
    )
  }
  if (advance === undefined) return null
  const label = t(`actions.avancer.${advance}`)
  return (
    <Button
      size={size}
      variant="light"
      {...(short ? { 'aria-label': label, title: label, leftSection: <IconArrowRight size={14} /> } : {})}
      onClick={(event) => {
        stop(event)
        ask({ kind: 'advance', cours, to: advance })
      }}
    >
      {short ? t(`statuts.${advance}`) : label}
    </Button>
  )
}

interface MoreProps {
  cours: Cours
  /** On its own page the record is already open. */
  here?: boolean
  size?: number
}

export function MoreActions({ cours, here = false, size = 30 }: MoreProps): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const ask = useAsk()
  const session = useSession()
  const rights = useMemo(() => rightsOn(session, cours), [session, cours])
  if (here && !rights.duplicate && !rights.remove) return null
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant={here ? 'default' : 'subtle'} color="gray" size={size} aria-label={t('actions.plus', { numero: cours.numero })} onClick={stop}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={stop}>
        {!here && (
          <Menu.Item component={AppLink} href={`/cours/${cours.id}`} leftSection={<IconEye size={16} />}>
            {t('commun:actions.voir')}
          </Menu.Item>
        )}
        {!here && rights.edit && (
          <Menu.Item component={AppLink} href={`/cours/${cours.id}/edit`} leftSection={<IconPencil size={16} />}>
            {t('commun:actions.modifier')}
          </Menu.Item>
        )}
        {rights.duplicate && (
          <Menu.Item component={AppLink} href={`/cours/new?copie=${cours.id}`} leftSection={<IconCopy size={16} />}>
            {t('actions.dupliquer')}
          </Menu.Item>
        )}
        {rights.remove && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => {
              ask({ kind: 'delete', cours })
            }}
          >
            {t('commun:actions.supprimer')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** On a card of a phone: whole words, as large as a finger. */
export function CardActions({ cours }: { cours: Cours }): ReactNode {
  const rights = rightsOn(useSession(), cours)
  if (!rights.receive && rights.advance === undefined && !rights.edit && !rights.duplicate && !rights.remove) return null
  return (
    <>
      <NextStep cours={cours} />
      <span style={{ marginLeft: 'auto' }}>
        <MoreActions cours={cours} size={44} />
      </span>
    </>
  )
}

export function RowActions({ cours }: { cours: Cours }): ReactNode {
  return (
    <Group gap={4} wrap="nowrap" justify="space-between">
      <NextStep cours={cours} short />
      <MoreActions cours={cours} size={28} />
    </Group>
  )
}
