// What a person prefers of a list on this device: columns, density, saved views.
import { useLocalStorage } from '@mantine/hooks'

import { useSession } from '#app/session'

export interface SavedView {
  nom: string
  search: Record<string, string>
}

export interface Preferences {
  /** Keys of the columns shown; undefined: the usual ones. */
  columns?: string[] | undefined
  compact: boolean
  views: SavedView[]
}

const viewsMax = 30

function isPreferences(value: unknown): value is Preferences {
  return typeof value === 'object' && value !== null && 'compact' in value && 'views' in value && Array.isArray(value.views)
}

function read(text: string | undefined): Preferences {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (isPreferences(value)) return value
  } catch {
    // Written by another version: start afresh.
  }
  return { compact: false, views: [] }
}

export function usePreferences(list: string): [Preferences, (patch: Partial<Preferences>) => void] {
  const { utilisateur } = useSession()
  const [preferences, setPreferences] = useLocalStorage<Preferences>({
    key: `mlpp.liste.${utilisateur.id}.${list}`,
    defaultValue: { compact: false, views: [] },
    getInitialValueInEffect: false,
    deserialize: read,
  })
  return [
    preferences,
    (patch) => {
      const next = { ...preferences, ...patch }
      setPreferences({ ...next, views: next.views.slice(-viewsMax) })
    },
  ]
}
