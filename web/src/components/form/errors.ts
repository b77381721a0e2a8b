// Server's field names on a Mantine form: `lignes[0].index_apres` is `lignes.0.index_apres` there.
import { fieldMessages } from '#api/problem'

export function formErrors(error: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldMessages(error)).map(([field, message]) => [field.replace(/\[(\d+)\]/g, '.$1'), message]),
  )
}
