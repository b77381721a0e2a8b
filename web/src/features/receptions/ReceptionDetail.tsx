import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { PrintButton } from '#components/display/PrintButton'
import { RecordPage } from '#components/display/RecordPage'
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
  const reception = useReception(id)
  return (
    <>
      <div className={classes['screen']}>
        <RecordPage
          asked={reception}
          title={(row) => row?.numero ?? t('une')}
          aside={(row) => <Flags compensee={row.compensee} ajustements={row.ajustements.length} />}
          actions={(row) => (
            <>
              <Neighbours definition={definition} id={id} />
              <PrintButton disabled={row === undefined} />
              {row !== undefined && <PdfButton path={`/api/v1/receptions/${id}`} />}
            </>
          )}
        >
          <ReceptionFile id={id} />
        </RecordPage>
      </div>
      {reception.data !== undefined && <ReceptionSheet reception={reception.data} />}
    </>
  )
}
