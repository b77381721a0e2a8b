// For the administrator: errors of the last 24 hours by level, tanks under their minimum, products in use.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { Facts, Panel } from '#components/display/Page'
import { number } from '#components/format'
import { given } from '#components/list/definition'

import { lastDayOf, scopeOf, type Board } from './home'

interface Props {
  board: Board
  depot: string | undefined
}

export function Control({ board, depot }: Props): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  return (
    <Panel title={t('controle')}>
      <Facts
        items={[
          [t('erreurs_24h'), <Errors key="erreurs" board={board} depot={depot} />],
          [
            t('sous_le_minimum'),
            <AppLink key="minimum" href="/citernes" search={scopeOf(depot)}>
              {number(board.citernes_sous_minimum.length)}
            </AppLink>,
          ],
          [
            t('produits_actifs'),
            <AppLink key="produits" href="/referentiels/produits" search={{ actif: 'true' }}>
              {number(board.produits_actifs)}
            </AppLink>,
          ],
        ]}
      />
    </Panel>
  )
}

/** The board's count is of both levels; the log is filtered by one. */
function Errors({ board, depot }: Props): ReactNode {
  return (
    <>
      {number(board.erreurs_24h)}
      {(board.erreurs_24h ?? 0) > 0 && (
        <>
          {' : '}
          <OfLevel niveau="CRITICAL" board={board} depot={depot} />
          {' · '}
          <OfLevel niveau="WARNING" board={board} depot={depot} />
        </>
      )}
    </>
  )
}

function OfLevel({ niveau, board, depot }: Props & { niveau: Schemas['Niveau'] }): ReactNode {
  const { t } = useTranslation('journal')
  const { depuis = '', ...scope } = lastDayOf(board, depot)
  const query = { ...given('depot_id', scope['depot_id']), du: depuis, niveau, limite: 1, total: true }
  const { data } = api.useQuery('get', '/api/v1/journal', { params: { query } }, { placeholderData: (old) => old })
  return (
    <AppLink href="/logs" search={{ ...scope, depuis, niveau }}>
      {number(data?.total)} {t(`niveaux.${niveau}`)}
    </AppLink>
  )
}
