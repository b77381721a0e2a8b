// A small curve of litres by day: area and line, first and last day named, exact values on hover and in a table for
// screen readers.
import { useState, type PointerEvent, type ReactNode } from 'react'

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
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const index = Math.round(((event.clientX - box.left) / box.width) * last)
    setAt(Math.min(Math.max(index, 0), last))
  }
  return (
    <figure className={classes['figure']}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className={classes['curve']}
        role="img"
        aria-label={label}
        onPointerMove={move}
        onPointerLeave={() => {
          setAt(undefined)
        }}
      >
        <path d={`${line} L${width} ${height} L0 ${height} Z`} className={classes['area']} />
        <path d={line} className={classes['line']} />
        {at !== undefined && <line x1={x(at)} x2={x(at)} y1={0} y2={height} className={classes['mark']} />}
      </svg>
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
    </figure>
  )
}
