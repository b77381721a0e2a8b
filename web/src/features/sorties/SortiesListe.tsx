import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'

import { useSorties } from './definition'
import { SortieFile } from './SortieFile'

export function SortiesListe(): ReactNode {
  const { t } = useTranslation('sorties')
  const definition = useSorties()
  return (
    <Page title={t('titre')} actions={<Create />}>
      <DataList
        definition={definition}
        empty={<Empty title={t('vide')} action={<Create />} />}
        preview={(id) => <SortieFile id={id} />}
      />
    </Page>
  )
}

function Create(): ReactNode {
  const { t } = useTranslation('sorties')
  const may = useMay('sorties.creer')
  if (!may) return null
  return (
    <Button component={AppLink} href="/sorties/new" leftSection={<IconPlus size={16} />}>
      {t('nouvelle')}
    </Button>
  )
}
