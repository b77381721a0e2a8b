import { Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Page } from '#components/display/Page'
import { Neighbours } from '#components/list/Neighbours'
import { PdfButton } from '#components/SaveFile'
import { Flags } from '#features/mouvements/Flags'
import classes from '#features/mouvements/mouvements.module.css'

import { useReceptions } from './definition'
import { ReceptionFile, ReceptionSheet, useReception } from './ReceptionFile'

export function ReceptionDetail(): ReactNode {
  const { t } = useTranslation(['receptions', 'commun'])
  const id = useParams({ strict: false, select: (params) => params.id ?? '' })
  const definition = useReceptions()
  const { data } = useReception(id)
  return (
    <>
      <div className={classes['screen']}>
        <Page
          title={data?.numero ?? t('une')}
          aside={data !== undefined && <Flags compensee={data.compensee} ajustements={data.ajustements.length} />}
          actions={
            <Group gap="xs">
              <Neighbours definition={definition} id={id} />
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} />}
                disabled={data === undefined}
                onClick={() => {
                  window.print()
                }}
              >
                {t('commun:actions.imprimer')}
              </Button>
              {data !== undefined && <PdfButton path={`/api/v1/receptions/${id}`} />}
            </Group>
          }
        >
          <ReceptionFile id={id} />
        </Page>
      </div>
      {data !== undefined && <ReceptionSheet reception={data} />}
    </>
  )
}
