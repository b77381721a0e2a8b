// Master data, one tab a kind. Who may not write reads.
import { Badge, Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { refresh } from '#app/query'
import { may, useMay, useSession } from '#app/session'
import { SidePanel } from '#components/display/Dialog'
import { Page } from '#components/display/Page'
import { RecordForm, textOf } from '#components/form/RecordForm'
import { DataList } from '#components/list/DataList'
import { oneOf, type ListDefinition } from '#components/list/definition'

import { genres, type Genre, type Kind, type MasterRecord } from './kind'
import { clients, depots, fournisseurs, partenaires, produits, transporteurs, type T } from './kinds'

export function Referentiels(): ReactNode {
  const { t } = useTranslation('referentiels')
  const session = useSession()
  const navigate = useNavigate()
  const { genre } = useParams({ strict: false })
  const shown = genres.filter((item) => item !== 'fournisseurs' || may(session, 'fournisseurs.lire'))
  const current = oneOf(genre, shown) ?? 'clients'
  return (
    <Page title={t('titre')}>
      <Tabs value={current} onChange={(next) => void navigate({ to: `/referentiels/${next ?? 'clients'}` })} keepMounted={false}>
        <Tabs.List mb="md">
          {shown.map((item) => (
            <Tabs.Tab key={item} value={item}>
              {t(`genres.${item}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((item) => (
          <Tabs.Panel key={item} value={item}>
            <Liste genre={item} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

function Liste({ genre }: { genre: Genre }): ReactNode {
  switch (genre) {
    case 'clients':
      return <KindList make={clients} />
    case 'fournisseurs':
      return <KindList make={fournisseurs} />
    case 'partenaires':
      return <KindList make={partenaires} />
    case 'transporteurs':
      return <KindList make={transporteurs} />
    case 'produits':
      return <KindList make={produits} />
    case 'depots':
      return <KindList make={depots} />
  }
}

function useDefinition<Row extends MasterRecord>(kind: Kind<Row>): ListDefinition<Row> {
  const { t } = useTranslation(['referentiels', 'commun'])
  return useMemo(
    (): ListDefinition<Row> => ({
      path: kind.path,
      sort: 'nom',
      name: (row) => row.nom,
      columns: [
        { key: 'nom', label: t('commun:champs.nom'), render: (row) => row.nom, card: 'title' },
        ...kind.columns.map((column, index) => ({
          key: column.key,
          label: column.label,
          render: (row: Row) => column.value(row),
          card: index === 0 ? ('aside' as const) : ('line' as const),
        })),
        {
          key: 'actif',
          label: t('commun:champs.actif'),
          render: (row) => (row.actif ? '✓' : <Badge color="gray" tt="none">{t('inactif')}</Badge>),
          card: 'line',
        },
      ],
      filters: [
        { kind: 'search', key: 'q', label: t('recherche') },
        { kind: 'flag', key: 'actif', label: t('actifs') },
      ],
      load: kind.load,
    }),
    [kind, t],
  )
}

function KindList<Row extends MasterRecord>({ make }: { make: (t: T) => Kind<Row> }): ReactNode {
  const { t } = useTranslation(['referentiels', 'commun', 'mouvements'])
  const kind = useMemo(() => make(t), [make, t])
  const writes = useMay('referentiels.ecrire')
  const [edited, setEdited] = useState<Row | 'new'>()
  const close = (): void => {
    setEdited(undefined)
  }
  return (
    <>
      <DataList
        definition={useDefinition(kind)}
        {...(writes ? { onOpen: setEdited } : {})}
        actions={
          writes && (
            <Button
              leftSection={<IconPlus size={16} />}
              onClick={() => {
                setEdited('new')
              }}
            >
              {t('nouveau')}
            </Button>
          )
        }
      />
      {edited !== undefined && (
        <SidePanel onClose={close} title={edited === 'new' ? t('nouveau') : t('modifier', { nom: edited.nom })}>
          <Editor kind={kind} row={edited === 'new' ? undefined : edited} onDone={close} />
        </SidePanel>
      )}
    </>
  )
}

interface EditorProps<Row extends MasterRecord> {
  kind: Kind<Row>
  row: Row | undefined
  onDone: () => void
}

function Editor<Row extends MasterRecord>({ kind, row, onDone }: EditorProps<Row>): ReactNode {
  const { t } = useTranslation('referentiels')
  return (
    <RecordForm
      fields={kind.fields}
      initial={kind.values(row)}
      record={row}
      save={async (values, version) => {
        if (row === undefined) await kind.create(values)
        else await kind.update(row.id, `"${version ?? row.version}"`, values)
        notifications.show({ color: 'teal', message: t('enregistre', { nom: textOf(values, 'nom') }) })
        await refresh(kind.path)
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
