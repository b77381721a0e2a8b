// The frame of the stock screens: tabs that carry the filters along, and what they filter by.
import { Badge, CloseButton, Group, Select } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { usePartnerChoices, useProductChoices, useTankChoices } from '#app/choices'
import { useDepot } from '#app/depot'
import { useSession } from '#app/session'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { Tabs } from '#components/display/Tabs'
import { useSearchState } from '#components/list/url_state'

import { carried, ownerChoice, owners, ownerPatch, stockFilters, type StockFilters } from './filters'
import classes from './stock.module.css'
import { stockTabs } from './tabs'

interface Props {
  screen: (typeof stockTabs)[number][0]
  aside?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function StockPage({ screen, aside, actions, children }: Props): ReactNode {
  const { t } = useTranslation('stock')
  const { depot, permissions } = useSession()
  const { search } = useSearchState()
  const scope = permissions.find((permission) => permission.action === 'stock.lire')?.portee
  const lost = scope === 'depot' && (depot === null || depot === undefined)
  return (
    <Page title={t(`${screen}.titre`)} aside={aside} actions={actions}>
      <Tabs
        label={t('ecrans')}
        tabs={stockTabs.map(([name, href]) => ({ href, label: t(`${name}.onglet`) }))}
        search={carried(search)}
      />
      {lost ? <Empty title={t('sans_depot')}>{t('sans_depot_aide')}</Empty> : children}
    </Page>
  )
}

/** The filters in the URL, with the depot of the header beneath them. */
export function useStockFilters(): { filters: StockFilters; search: Readonly<Record<string, string>>; change: (patch: Record<string, string | undefined>) => void } {
  const { search, change } = useSearchState()
  const { id } = useDepot()
  const filters = useMemo(() => stockFilters(search, id), [search, id])
  return { filters, search, change }
}

/** Tank, product, owner; `children` are fields of the screen itself, first. */
export function StockFilterBar({ children }: { children?: ReactNode }): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const { filters, search, change } = useStockFilters()
  const depot = useDepot()
  const tanks = useTankChoices(filters.depot_id)
  const products = useProductChoices()
  const partners = usePartnerChoices()
  const everyone = [
    ...owners.map((owner) => ({ value: owner, label: t(owner === 'PARTENAIRE' ? 'stock:partenaires' : 'commun:proprietaires.MONALUXE') })),
    ...(partners ?? []),
  ]
  const other = search['depot_id']
  const common = { clearable: true, placeholder: t('commun:liste.tout'), comboboxProps: { withinPortal: true } }
  return (
    <>
      <div className={classes['filters']} role="search" aria-label={t('commun:liste.filtres')}>
        {children}
        <Select
          {...common}
          label={t('commun:champs.citerne')}
          data={tanks ?? []}
          searchable
          value={filters.citerne_id ?? null}
          onChange={(value) => {
            change({ citerne_id: value ?? undefined })
          }}
        />
        <Select
          {...common}
          label={t('commun:champs.produit')}
          data={products ?? []}
          value={filters.produit_id ?? null}
          onChange={(value) => {
            change({ produit_id: value ?? undefined })
          }}
        />
        <Select
          {...common}
          label={t('commun:champs.proprietaire')}
          data={everyone}
          searchable
          value={ownerChoice(filters) ?? null}
          onChange={(value) => {
            change(ownerPatch(value))
          }}
        />
      </div>
      {other !== undefined && other !== depot.id && (
        <Group mb="sm">
          <Badge
            variant="light"
            size="lg"
            tt="none"
            fw={500}
            rightSection={
              <CloseButton
                size="xs"
                aria-label={t('commun:liste.effacer')}
                onClick={() => {
                  change({ depot_id: undefined })
                }}
              />
            }
          >
            {t('commun:champs.depot')} : {depot.choices.find((d) => d.id === other)?.nom ?? other}
          </Badge>
        </Group>
      )}
    </>
  )
}
