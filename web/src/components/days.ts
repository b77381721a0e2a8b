// Days and instants in the depot's time zone.

export const daysMax = 366
const dayMs = 86_400_000

export function isDay(value: string | undefined): value is string {
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** Days from one to the other, both counted. */
export function spanDays(du: string, au: string): number {
  return Math.round((Date.parse(au) - Date.parse(du)) / dayMs) + 1
}

/** The clock of the depot: "2026-11-22T14:05". The browser's own zone when none is given. */
export function localOf(instant: string | number | Date, fuseau?: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(fuseau === undefined ? {} : { timeZone: fuseau }),
  })
  return format.format(new Date(instant)).replace(' ', 'T')
}

export function todayIn(fuseau?: string, now: number = Date.now()): string {
  return localOf(now, fuseau).slice(0, 10)
}

/** Today in the depot; empty as long as its time zone is not known: the device may be in another one. */
export function depotToday(fuseau: string | undefined): string {
  return fuseau === undefined ? '' : todayIn(fuseau)
}

function offsetMs(at: number, fuseau: string | undefined): number {
  const minute = 60_000
  return Date.parse(`${localOf(at, fuseau)}:00Z`) - Math.floor(at / minute) * minute
}

/** The instant when the clock of the depot shows `local`; undefined when it is not a time. */
export function instantOf(local: string, fuseau?: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local)) return undefined
  const wall = Date.parse(`${local.slice(0, 16)}:00Z`)
  if (Number.isNaN(wall)) return undefined
  // Twice: the offset at the first guess may be the one of the other side of a clock change.
  const guess = wall - offsetMs(wall, fuseau)
  return new Date(wall - offsetMs(guess, fuseau)).toISOString()
}

export interface Period {
  du: string
  au: string
  fault: 'ordre' | 'longueur' | undefined
}

/** The period asked for, the last 30 days when none is. */
export function periodOf(search: Readonly<Record<string, string>>, today: string): Period {
  const au = isDay(search['au']) ? search['au'] : today
  const du = isDay(search['du']) ? search['du'] : addDays(au, -29)
  const days = spanDays(du, au)
  return { du, au, fault: days < 1 ? 'ordre' : days > daysMax ? 'longueur' : undefined }
}
