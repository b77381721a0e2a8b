import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'

import { useReceptions } from './definition'
import { ReceptionFile } from './ReceptionFile'

export function ReceptionsListe(): ReactNode {
  const { t } = useTranslation('receptions')
  const definition = useReceptions()
  return (
    <Page title={t('titre')} actions={<Create />}>
      <DataList
        definition={definition}
        empty={<Empty title={t('vide')} action={<Create />} />}
        preview={(id) => <ReceptionFile id={id} />}
      />
    </Page>
  )
}

function Create(): ReactNode {
  const { t } = useTranslation('receptions')
  const may = useMay('receptions.creer')
  if (!may) return null
  return (
    <Button component={AppLink} href="/receptions/new" leftSection={<IconPlus size={16} />}>
      {t('nouvelle')}
    </Button>
  )
}
