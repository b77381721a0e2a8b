// A new adjustment: of a movement (from its page, or chosen here), or by hand.
import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Page } from '#components/display/Page'
import { oneOf } from '#components/list/definition'
import { useSearchState } from '#components/list/url_state'

import { Choix } from './Choix'
import { Corriger } from './Corriger'
import { Manuel } from './Manuel'

const kinds = ['RECEPTION', 'SORTIE', 'MANUEL'] as const

export function AjustementFormulaire(): ReactNode {
  const { t } = useTranslation('ajustements')
  const { search, change } = useSearchState()
  const kind = oneOf(search['type'], kinds)
  const id = search['id']
  if (kind !== undefined && kind !== 'MANUEL' && id !== undefined) {
    return (
      <Page title={t('corriger.titre')}>
        <Corriger key={id} type={kind} id={id} />
      </Page>
    )
  }
  return (
    <Page title={t('nouveau')}>
      <SegmentedControl
        mb="md"
        fullWidth
        maw={440}
        // A wide font takes a second line rather than a wider screen.
        styles={{ label: { whiteSpace: 'normal' } }}
        aria-label={t('nouveau')}
        data={[
          { value: 'MOUVEMENT', label: t('choix.onglet') },
          { value: 'MANUEL', label: t('manuel.onglet') },
        ]}
        value={kind === 'MANUEL' ? 'MANUEL' : 'MOUVEMENT'}
        onChange={(value) => {
          change({ type: value === 'MANUEL' ? 'MANUEL' : undefined, id: undefined })
        }}
      />
      {kind === 'MANUEL' ? <Manuel /> : <Choix />}
    </Page>
  )
}
