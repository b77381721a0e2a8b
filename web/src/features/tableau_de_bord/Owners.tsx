// Whose the stock is: ambient first, at 15 °C second, over all products.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { CorrectedChip } from '#components/display/Chips'
import { litres } from '#components/format'
import { given } from '#components/list/definition'
import { corrections, linesOf } from '#features/stock/lines'

import classes from './accueil.module.css'
import { scopeOf, useStock, type Board } from './home'

export function Owners({ board, depot }: { board: Board; depot: string | undefined }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const owners = board.stock.par_proprietaire
  if (owners.length === 0) return null
  return (
    <section aria-label={t('proprietaires')} className={classes['owners']}>
      {owners.map((owner) => (
        <Owner key={owner.partenaire_id ?? owner.proprietaire_type} owner={owner} depot={depot} />
      ))}
    </section>
  )
}

function Owner({ owner, depot }: { owner: Schemas['TotalProprietaire']; depot: string | undefined }): ReactNode {
  const { t } = useTranslation(['tableau_de_bord', 'commun'])
  const lines = linesOf(useStock(depot).data?.lignes ?? [], owner)
  const search = {
    ...scopeOf(depot),
    proprietaire_type: owner.proprietaire_type,
    ...given('partenaire_id', owner.partenaire_id ?? undefined),
  }
  return (
    <AppLink href="/stocks" search={search} className={classes['owner']} data-owner={owner.proprietaire_type}>
      <Text size="xs" c="dimmed" fw={600}>
        {owner.partenaire_nom ?? t(`commun:proprietaires.${owner.proprietaire_type}`)} <CorrectedChip delta={corrections(lines)} />
      </Text>
      <Text fw={650} {...(owner.stock_ambiant < 0 ? { c: 'var(--mlpp-danger)' } : {})}>
        {litres(owner.stock_ambiant)}
      </Text>
      <Text size="xs" c="dimmed">
        {t('tableau_de_bord:a_15c', { volume: litres(owner.stock_15c) })}
      </Text>
    </AppLink>
  )
}
