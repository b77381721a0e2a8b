// Large adjustments that wait, or waited, for a second person.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'

import { Onglets } from './Onglets'
import { PropositionFile } from './PropositionDetail'
import { usePropositions } from './propositions'

export function PropositionsListe(): ReactNode {
  const { t } = useTranslation('ajustements')
  const definition = usePropositions()
  return (
    <Page title={t('propositions.titre')}>
      <Onglets />
      <DataList
        definition={definition}
        empty={<Empty title={t('propositions.vide')}>{t('propositions.vide_aide')}</Empty>}
        preview={(id) => <PropositionFile id={id} />}
      />
    </Page>
  )
}
