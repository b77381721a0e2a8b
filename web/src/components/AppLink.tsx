// A link inside the application whose address is made at run time: a plain anchor (open in a new tab, copy) that the
// router follows without a reload.
import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react'

export interface AppLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  search?: Readonly<Record<string, string>> | undefined
  ref?: Ref<HTMLAnchorElement>
}

export function hrefOf(path: string, search: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(search).toString()
  return query === '' ? path : `${path}?${query}`
}

function opensHere(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
}

export function AppLink({ href, search, onClick, ref, ...rest }: AppLinkProps): ReactNode {
  const router = useRouter()
  const target = hrefOf(href, search)
  return (
    // The content is the caller's.
    // eslint-disable-next-line jsx-a11y/anchor-has-content
    <a
      ref={ref}
      href={target}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || !opensHere(event)) return
        event.preventDefault()
        router.history.push(target)
      }}
      {...rest}
    />
  )
}
