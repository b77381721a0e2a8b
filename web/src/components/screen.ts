// The width of the screen, where the layout alone does not do.
import { useMediaQuery } from '@mantine/hooks'

function useQuery(query: string): boolean {
  return useMediaQuery(query, undefined, { getInitialValueInEffect: false })
}

/** A phone: rows are cards. */
export function useSmall(): boolean {
  return useQuery('(max-width: 37.49em)')
}

export function useAtLeast(em: number): boolean {
  return useQuery(`(min-width: ${em}em)`)
}
