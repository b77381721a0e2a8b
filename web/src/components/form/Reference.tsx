// A choice among records of the server, searched by typing.
import { Select, type SelectProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Choice } from '#app/choices'

export interface ReferenceProps extends Omit<SelectProps, 'data'> {
  choices: readonly Choice[] | undefined
}

export function Reference({ choices, ...rest }: ReferenceProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Select
      data={[...(choices ?? [])]}
      searchable
      // A disabled field cannot take the keyboard: the first one waits for its choices enabled.
      disabled={choices === undefined && rest.autoFocus !== true}
      placeholder={choices === undefined ? t('charger') : t('formulaire.choisir')}
      nothingFoundMessage={t(choices === undefined ? 'charger' : 'formulaire.rien_trouve')}
      allowDeselect={false}
      limit={200}
      {...rest}
    />
  )
}
