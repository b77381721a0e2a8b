import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'

export function Refused(): ReactNode {
  const { t } = useTranslation('auth')
  return (
    <Page title={t('refuse')}>
      <Empty title={t('refuse')} action={<BackHome />}>
        {t('refuse_aide')}
      </Empty>
    </Page>
  )
}

export function NotFound(): ReactNode {
  const { t } = useTranslation('auth')
  return (
    <Page title={t('introuvable')}>
      <Empty title={t('introuvable')} action={<BackHome />}>
        {t('introuvable_aide')}
      </Empty>
    </Page>
  )
}

function BackHome(): ReactNode {
  const { t } = useTranslation('auth')
  return (
    <Button variant="light" component={AppLink} href="/">
      {t('retour_accueil')}
    </Button>
  )
}
