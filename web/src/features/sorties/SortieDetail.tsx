import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { PrintButton } from '#components/display/PrintButton'
import { RecordPage } from '#components/display/RecordPage'
import { Neighbours } from '#components/list/Neighbours'
import { PdfButton } from '#components/SaveFile'
import { Flags } from '#features/mouvements/Flags'
import classes from '#features/mouvements/mouvements.module.css'

import { useSorties } from './definition'
import { SortieFile, SortieSheet, useSortie } from './SortieFile'

export function SortieDetail(): ReactNode {
  const { t } = useTranslation(['sorties', 'commun'])
  const id = useParams({ strict: false, select: (params) => params.id ?? '' })
  const definition = useSorties()
  const sortie = useSortie(id)
  return (
    <>
      <div className={classes['screen']}>
        <RecordPage
          asked={sortie}
          title={(row) => row?.numero ?? t('une')}
          aside={(row) => <Flags compensee={row.compensee} ajustements={row.ajustements.length} />}
          actions={(row) => (
            <>
              <Neighbours definition={definition} id={id} />
              <PrintButton disabled={row === undefined} />
              {row !== undefined && <PdfButton path={`/api/v1/sorties/${id}`} />}
            </>
          )}
        >
          <SortieFile id={id} />
        </RecordPage>
      </div>
      {sortie.data !== undefined && <SortieSheet sortie={sortie.data} />}
    </>
  )
}
