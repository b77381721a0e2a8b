// What a person prefers of a list on this device: columns and density.
import { useLocalStorage } from '@mantine/hooks'

import { useSession } from '#app/session'

/** A view that the device kept before the server did. */
export interface SavedView {
  nom: string
  search: Record<string, string>
}

export interface Preferences {
  /** Keys of the columns shown; undefined: the usual ones. */
  columns?: string[] | undefined
  compact: boolean
  views?: SavedView[] | undefined
}

const usual: Preferences = { compact: false }

function isPreferences(value: unknown): value is Preferences {
  return typeof value === 'object' && value !== null && 'compact' in value
}

function read(text: string | undefined): Preferences {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (isPreferences(value)) return value
  } catch {
    // Written by another version: start afresh.
  }
  return usual
}

export function usePreferences(list: string): [Preferences, (patch: Partial<Preferences>) => void] {
  const { utilisateur } = useSession()
  const [preferences, setPreferences] = useLocalStorage<Preferences>({
    key: `mlpp.liste.${utilisateur.id}.${list}`,
    defaultValue: usual,
    getInitialValueInEffect: false,
    deserialize: read,
  })
  return [
    preferences,
    (patch) => {
      setPreferences({ ...preferences, ...patch })
    },
  ]
}
