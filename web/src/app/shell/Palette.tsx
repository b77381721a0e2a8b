// Ctrl/Cmd-K: go to a screen, start an entry.
import { Modal, NavLink, ScrollArea, TextInput } from '@mantine/core'
import { IconPlus, IconSearch, type Icon } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { may, useSession } from '#app/session'

import { iconOf, isEntry } from './entries'

interface Target {
  label: string
  path: string
  icon: Icon
}

/** Ignores case and accents. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function useTargets(): Target[] {
  const { t } = useTranslation('navigation')
  const session = useSession()
  const screens = session.navigation.flatMap((entry) =>
    isEntry(entry.cle) ? [{ label: t(`entrees.${entry.cle}`), path: entry.chemin, icon: iconOf[entry.cle] }] : [],
  )
  const entries: readonly [string, string, string][] = [
    ['receptions.creer', t('creer.reception'), '/receptions/new'],
    ['sorties.creer', t('creer.sortie'), '/sorties/new'],
    ['cdr.creer', t('creer.cours'), '/cours/new'],
  ]
  const actions = entries
    .filter(([action]) => may(session, action))
    .map(([, label, path]) => ({ label, path, icon: IconPlus }))
  return [...actions, ...screens]
}

export function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('navigation')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = useTargets().filter((target) => folded(target.label).includes(folded(typed.trim())))
  const go = (path: string): void => {
    onClose()
    void navigate({ to: path })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') {
      const target = found[at]
      if (target !== undefined) go(target.path)
    } else return
    event.preventDefault()
  }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding="xs" size="lg" yOffset="12vh" centered={false} aria-label={t('rechercher')}>
      <TextInput
        data-autofocus
        size="md"
        leftSection={<IconSearch size={18} />}
        placeholder={t('recherche')}
        aria-label={t('recherche')}
        role="combobox"
        aria-expanded
        aria-controls="palette"
        aria-activedescendant={`palette-${at}`}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ScrollArea.Autosize mah="50vh" mt="xs" id="palette" role="listbox" aria-label={t('rechercher')}>
        {found.map((target, index) => (
          <NavLink
            key={target.path}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            active={index === at}
            label={target.label}
            leftSection={<target.icon size={18} />}
            onClick={() => {
              go(target.path)
            }}
          />
        ))}
      </ScrollArea.Autosize>
    </Modal>
  )
}
