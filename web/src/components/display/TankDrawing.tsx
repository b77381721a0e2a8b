// A tank drawn as a tank: the owners' bands from the bottom (the partners' hatched), headroom as a dashed line, the
// minimum as a dotted one. The figure of the
// fill stands beside the drawing's liquid, never over a light band.
import { useId, type ReactNode } from 'react'

import { percent } from '#components/format'

import classes from './tank.module.css'

export interface TankLevel {
  nom: string
  capacite_l: number
  creux_l: number
  minimum_l: number
  monaluxe_l: number
  partenaires_l: number
  logique?: boolean
}

const width = 84
const height = 132
const wall = 5
const top = 8
const inside = height - 2 * top
const overMax = 0.4

function y(share: number): number {
  return top + inside * (1 - Math.min(Math.max(share, 0), 1))
}

export function TankDrawing({ tank, size = 1 }: { tank: TankLevel; size?: number }): ReactNode {
  const capacity = tank.capacite_l > 0 ? tank.capacite_l : 1
  const own = tank.monaluxe_l / capacity
  const all = (tank.monaluxe_l + tank.partenaires_l) / capacity
  // What does not fit under the headroom, as a band at the top.
  const over = all - (1 - tank.creux_l / capacity)
  const body = `M${wall} ${top} Q${width / 2} ${-top / 2} ${width - wall} ${top} V${height - top} Q${width / 2} ${height + top / 2} ${wall} ${height - top} Z`
  // Ids are of the whole page, and a tank may be drawn twice.
  const id = useId()
  const [clip, pattern] = [`citerne-${id}`, `partenaires-${id}`]
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width * size}
      height={height * size}
      className={classes['tank']}
      role="img"
      aria-label={`${tank.nom} : ${percent(all * 100)}`}
    >
      <clipPath id={clip}>
        <path d={body} />
      </clipPath>
      <PartnerPattern id={pattern} />
      <path d={body} className={classes['room']} />
      <g clipPath={`url(#${clip})`}>
        {all > own && <rect x={0} y={y(all)} width={width} height={y(own) - y(all)} fill={`url(#${pattern})`} />}
        {own > 0 && <rect x={0} y={y(own)} width={width} height={height - y(own)} className={classes['own']} />}
        {over > 0 && <rect x={0} y={0} width={width} height={y(1 - Math.min(over, overMax))} className={classes['over']} />}
      </g>
      <path d={body} className={tank.logique === true ? classes['wallLogical'] : classes['wall']} />
      {tank.creux_l > 0 && <Line share={1 - tank.creux_l / capacity} kind="headroom" />}
      {tank.minimum_l > 0 && <Line share={tank.minimum_l / capacity} kind="minimum" />}
    </svg>
  )
}

const stripePx = 6

/** The partners' product: hatched, so that it is told apart without colour. */
export function PartnerPattern({ id }: { id: string }): ReactNode {
  return (
    <pattern id={id} width={stripePx} height={stripePx} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={stripePx} height={stripePx} className={classes['partner']} />
      <rect width={1.6} height={stripePx} className={classes['own']} />
    </pattern>
  )
}

function Line({ share, kind }: { share: number; kind: 'headroom' | 'minimum' }): ReactNode {
  return <line x1={wall + 2} x2={width - wall - 2} y1={y(share)} y2={y(share)} className={classes[kind]} />
}
