// A small curve of litres by day: area and line, first and last day named. Exact values under the pointer, by the arrow
// keys, and in a table for screen readers.
import { VisuallyHidden } from '@mantine/core'
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { litres } from '#components/format'

import classes from './curve.module.css'

export interface CurvePoint {
  day: string
  value_l: number
}

const width = 420
const height = 120
const margin = 6

export function Curve({ points, label }: { points: readonly CurvePoint[]; label: string }): ReactNode {
  const [at, setAt] = useState<number>()
  const last = points.length - 1
  if (last < 1) return null
  const top = Math.max(...points.map((point) => point.value_l), 1)
  const x = (index: number): number => (index / last) * width
  const y = (value: number): number => margin + (height - 2 * margin) * (1 - Math.max(value, 0) / top)
  const line = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(point.value_l)}`).join(' ')
  const shown = at === undefined ? undefined : points[at]
  const move = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const index = Math.round(((event.clientX - box.left) / box.width) * last)
    setAt(Math.min(Math.max(index, 0), last))
  }
  const step = (event: KeyboardEvent): void => {
    const next = target(event.key, at ?? last, last)
    if (next === undefined) return
    event.preventDefault()
    setAt(next === 'none' ? undefined : next)
  }
  const read = points[at ?? last]
  return (
    <figure className={classes['figure']}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={read === undefined ? '' : `${read.day} : ${litres(read.value_l)}`}
        className={classes['reader']}
        onKeyDown={step}
        onBlur={() => {
          setAt(undefined)
        }}
        onPointerMove={move}
        onPointerLeave={() => {
          setAt(undefined)
        }}
      >
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className={classes['curve']}
          aria-hidden
        >
          <path d={`${line} L${width} ${height} L0 ${height} Z`} className={classes['area']} />
          <path d={line} className={classes['line']} />
          {at !== undefined && <line x1={x(at)} x2={x(at)} y1={0} y2={height} className={classes['mark']} />}
        </svg>
      </div>
      <figcaption className={classes['caption']}>
        {shown === undefined ? (
          <>
            <span>{points[0]?.day}</span>
            <span>{points[last]?.day}</span>
          </>
        ) : (
          <strong>
            {shown.day} : {litres(shown.value_l)}
          </strong>
        )}
      </figcaption>
      <Values points={points} label={label} />
    </figure>
  )
}

/** Where a key leads on the curve. */
function target(key: string, at: number, last: number): number | 'none' | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(at - 1, 0)
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(at + 1, last)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'Escape':
      return 'none'
    default:
      return undefined
  }
}

function Values({ points, label }: { points: readonly CurvePoint[]; label: string }): ReactNode {
  const { t } = useTranslation()
  return (
    <VisuallyHidden>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('champs.date')}</th>
            <th scope="col">{t('champs.ambiant')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.day}>
              <th scope="row">{point.day}</th>
              <td>{litres(point.value_l)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
