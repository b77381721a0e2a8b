// The fields of a form that are marked wrong, as the page has them: whatever made them so, in every form alike.
import { useEffect, useState, type RefObject } from 'react'

export interface InvalidField {
  element: HTMLElement
  /** As people read it: its label, with the part of the form where two have the same. */
  name: string
  /** What stands beside it. */
  message: string
}

/** Marks what is no input and yet may be wrong, as a chosen record on its card. */
export function refusedMark(name: string, message: string | undefined): Readonly<Record<string, string>> {
  return message === undefined ? {} : { 'data-refused': message, 'data-name': name }
}

const marked = '[aria-invalid="true"], [data-refused]'

/** Where the keyboard goes to correct it. */
function controlOf(wrong: HTMLElement): HTMLElement {
  return wrong.dataset['refused'] === undefined ? wrong : (wrong.querySelector<HTMLElement>('button, input') ?? wrong)
}

export function firstInvalid(form: HTMLElement | null): HTMLElement | null {
  const first = form?.querySelector<HTMLElement>(marked)
  return first === null || first === undefined ? null : controlOf(first)
}

function labelOf(element: HTMLElement): string {
  const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null
  return (labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? '').replace(/\s*\*$/, '')
}

function invalidFields(form: HTMLElement): InvalidField[] {
  const found = [...form.querySelectorAll<HTMLElement>(marked)].map((wrong) => ({
    element: controlOf(wrong),
    name: wrong.dataset['name'] ?? labelOf(wrong),
    message: wrong.dataset['refused'] ?? document.getElementById(`${wrong.id}-error`)?.textContent ?? '',
  }))
  return found.map((field) => {
    const part = field.element.closest('section')?.querySelector('h2')?.textContent ?? ''
    const unique = found.filter(({ name }) => name === field.name).length === 1
    return unique || part === '' ? field : { ...field, name: `${part} · ${field.name}` }
  })
}

function same(a: readonly InvalidField[], b: readonly InvalidField[]): boolean {
  return a.length === b.length && a.every((field, at) => field.element === b[at]?.element && field.message === b[at].message && field.name === b[at].name)
}

/** The wrong fields of the form around `inside`, as they come and go. */
export function useInvalidFields(inside: RefObject<HTMLElement | null>): readonly InvalidField[] {
  const [fields, setFields] = useState<readonly InvalidField[]>([])
  useEffect(() => {
    const form = inside.current?.closest('form')
    if (form === null || form === undefined) return undefined
    const look = (): void => {
      const found = invalidFields(form)
      setFields((old) => (same(old, found) ? old : found))
    }
    const observer = new MutationObserver(look)
    observer.observe(form, { subtree: true, childList: true, attributeFilter: ['aria-invalid', 'data-refused'] })
    look()
    return () => {
      observer.disconnect()
    }
  }, [inside])
  return fields
}
