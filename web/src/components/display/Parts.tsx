// A few facts in one line: where it is too narrow, it breaks between them and not inside a number or a day.
import { Fragment, type ReactNode } from 'react'

export function Parts({ of }: { of: readonly (string | null | undefined)[] }): ReactNode {
  return of
    .filter((part) => part !== undefined && part !== null && part !== '')
    .map((part, place, all) => (
      <Fragment key={`${place} ${part}`}>
        {place > 0 && ' '}
        <span style={{ display: 'inline-block' }}>
          {part}
          {place < all.length - 1 && ' ·'}
        </span>
      </Fragment>
    ))
}
