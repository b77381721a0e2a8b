// Suppliers, to be read: their records are kept in the referentials.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'

import { useFournisseurs } from './definition'
import { FournisseurFile } from './FournisseurDetail'

export function FournisseursListe(): ReactNode {
  const { t } = useTranslation('fournisseurs')
  const definition = useFournisseurs()
  const mayWrite = useMay('referentiels.ecrire')
  return (
    <Page
      title={t('titre')}
      actions={
        mayWrite && (
          <Button component={AppLink} href="/referentiels/fournisseurs" variant="default">
            {t('gerer')}
          </Button>
        )
      }
    >
      <DataList
        definition={definition}
        empty={<Empty title={t('aucun')} />}
        preview={(id) => <FournisseurFile id={id} />}
      />
    </Page>
  )
}
