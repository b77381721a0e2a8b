import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'
import { SidePreview } from '#features/mouvements/Neighbours'

import { useReceptions } from './definition'
import { ReceptionFile } from './ReceptionFile'

export function ReceptionsListe(): ReactNode {
  const { t } = useTranslation('receptions')
  const definition = useReceptions()
  const router = useRouter()
  const wide = useMediaQuery('(min-width: 62.5em)')
  const [shown, setShown] = useState<Schemas['Reception']>()
  const close = (): void => {
    setShown(undefined)
  }
  const href = (row: Schemas['Reception']): string => definition.href?.(row) ?? `/receptions/${row.id}`
  return (
    <Page title={t('titre')} actions={<Create />}>
      <DataList
        definition={definition}
        empty={<Empty title={t('vide')} action={<Create />} />}
        onOpen={(row) => {
          if (wide) setShown(row)
          else router.history.push(href(row))
        }}
      />
      {shown !== undefined && (
        <SidePreview definition={definition} id={shown.id} onGo={setShown} title={shown.numero} href={href(shown)} onClose={close}>
          <ReceptionFile id={shown.id} />
        </SidePreview>
      )}
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
