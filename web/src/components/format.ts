// How figures and dates are written. One place; every screen, export name and test goes through here.

/** No figure: never a zero. */
export const unknown = '—'

// A narrow no-break space keeps thousands together, as French typography asks.
const thousands = '\u202f'
const minus = '−'

export type Figure = number | null | undefined

function isFigure(value: Figure): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function group(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, thousands)
}

/** The locale decides the decimal sign only: thousands are thin spaces in both languages. */
let decimalSign = ','

export function setDecimalSign(language: string): void {
  decimalSign = language === 'fr' ? ',' : '.'
}

/** A plain number: at least `decimals_min` decimals, at most `decimals_max`, never rounded to thousands. */
export function number(value: Figure, decimals_max = 3, decimals_min = 0): string {
  if (!isFigure(value)) return unknown
  const [whole = '0', decimals = ''] = Math.abs(value).toFixed(decimals_max).split('.')
  const kept = decimals.replace(/0+$/, '').padEnd(decimals_min, '0')
  const text = group(whole) + (kept === '' ? '' : decimalSign + kept)
  return value < 0 && /[1-9]/.test(text) ? minus + text : text
}

/** 2500 → "2 500 L". */
export function litres(value: Figure, decimals_max = 3): string {
  return isFigure(value) ? `${number(value, decimals_max)}\u00a0L` : unknown
}

/** A change: "+ 1 200 L", "− 100 L", "0 L". */
export function signedLitres(value: Figure): string {
  if (!isFigure(value)) return unknown
  return `${signed(value)}\u00a0L`
}

export function signed(value: Figure, decimals_max = 3): string {
  if (!isFigure(value)) return unknown
  const text = number(Math.abs(value), decimals_max)
  if (!/[1-9]/.test(text)) return text
  return `${value < 0 ? minus : '+'}\u00a0${text}`
}

/** One decimal. */
export function percent(value: Figure): string {
  return isFigure(value) ? `${number(value, 1)}\u00a0%` : unknown
}

export function celsius(value: Figure): string {
  return isFigure(value) ? `${number(value, 2)}\u00a0°C` : unknown
}

export function density(value: Figure): string {
  return isFigure(value) ? `${number(value, 4)}\u00a0kg/m³` : unknown
}

/** Five decimals, as the standard prints the factor, or all that there are. */
export function vcf(value: Figure): string {
  return number(value, 10, 5)
}

export function text(value: string | null | undefined): string {
  return value === null || value === undefined || value.trim() === '' ? unknown : value
}

/** A day as it is stored: YYYY-MM-DD. */
export function day(value: string | null | undefined): string {
  return value === null || value === undefined ? unknown : value.slice(0, 10)
}

/** An instant in the depot's time zone: "2026-11-22 14:05". */
export function instant(value: string | null | undefined, fuseau?: string): string {
  if (value === null || value === undefined) return unknown
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return unknown
  const parts = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(fuseau === undefined ? {} : { timeZone: fuseau }),
  })
  return parts.format(date)
}

/** How long ago, in the words of the language: "il y a 3 heures". */
export function ago(value: string, language: string, now: number = Date.now()): string {
  const seconds = (new Date(value).getTime() - now) / 1000
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ]
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return relative.format(0, 'minute')
}

/**
 * A number as people type or paste it (T-KPI-09): "1 234,5", "1.234,56", "1,234.56", "1.234.567", "12,5", "12.5".
 * Nothing else: an empty or odd text is `undefined`, never zero.
 */
export function parseNumber(typed: string): number | undefined {
  const compact = typed.replace(/[\s\u00a0\u202f]/g, '').replace(/^\u2212/, '-')
  const match = /^(-?)((?:\d+)(?:[.,]\d+)*)$/.exec(compact)
  const [, minusSign = '', body] = match ?? []
  if (body === undefined) return undefined
  const last = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'))
  if (last < 0) return Number(minusSign + body)
  const sign = body.charAt(last)
  const repeated = body.indexOf(sign) !== last
  if (repeated) {
    // "1.234.567": thousands. A repeated sign beside another one is nonsense.
    const groups = body.split(sign)
    const whole = groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))
    return whole ? Number(minusSign + groups.join('')) : undefined
  }
  const whole = body.slice(0, last)
  if (/[.,]/.test(whole) && !/^\d{1,3}(?:[.,]\d{3})+$/.test(whole)) return undefined
  return Number(`${minusSign}${whole.replace(/[.,]/g, '')}.${body.slice(last + 1)}`)
}
