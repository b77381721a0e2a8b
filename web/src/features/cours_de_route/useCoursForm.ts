// The form itself: its checks before sending, its keyboard, and the server's word on fields.
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { formErrors, useRefusedFields } from '#components/form/errors'
import { firstInvalid } from '#components/form/invalid'
import { parseNumber } from '#components/format'
import { notify } from '#components/notify'

import { keys, type Values } from './values'

const plateMin = 2
const yearMs = 366 * 86_400_000

function withinAYear(date: string): boolean {
  return Math.abs(new Date(date).getTime() - Date.now()) <= yearMs
}

type Errors = Partial<Record<keyof Values, string>>

function useChecks(): (values: Values) => Errors {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  return (values) => {
    const errors: Errors = {}
    for (const key of ['fournisseur_id', 'produit_id', 'depot_destination_id', 'plaque_camion', 'chauffeur_nom', 'volume', 'date_chargement'] as const) {
      if (values[key].trim() === '') errors[key] = t('commun:formulaire.requis')
    }
    if (values.volume.trim() !== '') {
      const volume = parseNumber(values.volume)
      if (volume === undefined) errors.volume = t('commun:formulaire.nombre')
      else if (volume <= 0) errors.volume = t('formulaire.volume_invalide')
    }
    const plate = values.plaque_camion
    if (plate.trim() !== '' && plate.replace(/[^0-9a-z]/gi, '').length < plateMin) errors.plaque_camion = t('formulaire.plaque_courte')
    if (values.date_chargement !== '' && !withinAYear(values.date_chargement)) errors.date_chargement = t('formulaire.date_invalide')
    return errors
  }
}

export interface CoursForm {
  form: UseFormReturnType<Values>
  element: RefObject<HTMLFormElement | null>
  onInvalid: () => void
}

export function useCoursForm(initialValues: Values, frozen: boolean, error: unknown): CoursForm {
  const { t } = useTranslation('cours_de_route')
  const element = useRef<HTMLFormElement>(null)
  const check = useChecks()
  const form = useForm<Values>({ initialValues, validate: (values) => (frozen ? {} : check(values)) })
  const { getInputNode } = form
  useRefusedFields(form, error)
  useEffect(() => {
    const errors = formErrors(error)
    const first = keys.find((key) => key in errors)
    if (first !== undefined) getInputNode(first)?.focus()
    // Once for each answer of the server.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error])
  useHotkeys([['mod+Enter', () => element.current?.requestSubmit()]], [])
  return {
    form,
    element,
    onInvalid: () => {
      notify('red', t('formulaire.invalide'))
      // The first field that React marks invalid, in the order of the page.
      setTimeout(() => firstInvalid(element.current)?.focus())
    },
  }
}
