// What people type finds a text whatever the case and the accents, as the server's searches do (app.plier).
import { isOptionsGroup, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core'

export function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
}

export function holds(text: string, typed: string): boolean {
  return folded(text).includes(folded(typed.trim()))
}

/** The choices of a field that hold what was typed: how every Select and Autocomplete filters. */
export const choicesHolding: OptionsFilter = ({ options, search, limit }) => {
  const found: ComboboxParsedItem[] = []
  for (const option of options) {
    if (found.length >= limit) break
    if (isOptionsGroup(option)) {
      const items = option.items.filter(({ label }) => holds(label, search)).slice(0, limit - found.length)
      found.push({ group: option.group, items })
    } else if (holds(option.label, search)) {
      found.push(option)
    }
  }
  return found
}
