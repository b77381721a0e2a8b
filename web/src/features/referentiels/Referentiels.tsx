// Master data, one tab a kind. Who may not write reads.
import { Badge, Button, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { refresh } from '#app/query'
import { may, useMay, useSession } from '#app/session'
import { Facts, Page } from '#components/display/Page'
import { GuardedPanel } from '#components/form/GuardedPanel'
import { RecordForm, textOf } from '#components/form/RecordForm'
import { text, unknown } from '#components/format'
import { DataList } from '#components/list/DataList'
import { oneOf, type ListDefinition } from '#components/list/definition'
import { notify } from '#components/notify'

import { genres, type Genre, type Kind, type MasterRecord } from './kind'
import { clients, depots, fournisseurs, partenaires, produits, transporteurs, type T } from './kinds'

export function Referentiels(): ReactNode {
  const { t, i18n } = useTranslation('referentiels')
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
            {/* Made anew in another language: its labels are texts. */}
            <Liste key={i18n.language} genre={item} />
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
  const [kind] = useState(() => make(t))
  const writes = useMay('referentiels.ecrire')
  const [edited, setEdited] = useState<Row | 'new'>()
  const close = (): void => {
    setEdited(undefined)
  }
  return (
    <>
      <DataList
        definition={useDefinition(kind)}
        onOpen={setEdited}
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
        <GuardedPanel onClose={close} title={edited === 'new' ? t('nouveau') : writes ? t('modifier', { nom: edited.nom }) : edited.nom}>
          {(onDirty) =>
            writes || edited === 'new' ? (
              <Editor kind={kind} row={edited === 'new' ? undefined : edited} onDirty={onDirty} onDone={close} />
            ) : (
              <Facts items={factsOf(kind, edited, [t('commun:oui'), t('commun:non')])} />
            )
          }
        </GuardedPanel>
      )}
    </>
  )
}

/** A record as who may not write reads it: every field, by the names of the form. */
function factsOf<Row extends MasterRecord>(kind: Kind<Row>, row: Row, [yes, no]: readonly [string, string]): (readonly [string, string])[] {
  const values = kind.values(row)
  return kind.fields.map(({ key, label, choices, unit }) => {
    const value = values[key]
    if (typeof value === 'boolean') return [label, value ? yes : no]
    const shown = text(choices?.find((choice) => choice.value === value)?.label ?? value)
    return [label, unit === undefined || shown === unknown ? shown : `${shown} ${unit}`]
  })
}

interface EditorProps<Row extends MasterRecord> {
  kind: Kind<Row>
  row: Row | undefined
  onDirty: (dirty: boolean) => void
  onDone: () => void
}

function Editor<Row extends MasterRecord>({ kind, row, onDirty, onDone }: EditorProps<Row>): ReactNode {
  const { t } = useTranslation('referentiels')
  return (
    <RecordForm
      fields={kind.fields}
      initial={kind.values(row)}
      record={row}
      onDirty={onDirty}
      save={async (values, version, key) => {
        if (row === undefined) await kind.create(values, key)
        else await kind.update(row.id, `"${version ?? row.version}"`, values)
        notify('teal', t('enregistre', { nom: textOf(values, 'nom') }))
        await refresh(kind.path)
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
