// All adjustments, newest first.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'

import { AjustementFile } from './AjustementDetail'
import { useAjustements } from './definition'
import { Onglets } from './Onglets'

export function AjustementsListe(): ReactNode {
  const { t } = useTranslation('ajustements')
  const definition = useAjustements()
  const mayCreate = useMay('ajustements.creer')
  return (
    <Page
      title={t('titre')}
      actions={
        mayCreate && (
          <Button component={AppLink} href="/stocks-adjustments/new" leftSection={<IconPlus size={16} />}>
            {t('nouveau')}
          </Button>
        )
      }
    >
      <Onglets />
      <DataList
        definition={definition}
        empty={<Empty title={t('vide')}>{t('vide_aide')}</Empty>}
        preview={(id) => <AjustementFile id={id} />}
      />
    </Page>
  )
}
