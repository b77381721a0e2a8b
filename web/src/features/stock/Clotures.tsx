// Closed days of each depot, and closing one: nothing may be dated on it or before any more, for good.
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { bodyOf, send } from '#api/client'
import type { Page as PageOf, Schemas } from '#api/types'
import { useDepot, useZone } from '#app/depot'
import { refresh } from '#app/query'
import { useMay } from '#app/session'
import { Dialog } from '#components/display/Dialog'
import { Empty } from '#components/display/States'
import { useFieldMessages } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { Reference } from '#components/form/Reference'
import { useSubmission } from '#components/form/submission'
import { day, instant, text } from '#components/format'
import { DataList } from '#components/list/DataList'
import { given, pick, type FilterValues, type ListDefinition, type Paging } from '#components/list/definition'
import { notify } from '#components/notify'
import { NoteField } from '#features/mouvements/FormFrame'
import { useOperationDepot } from '#features/mouvements/useOperationDepot'

import { StockPage } from './StockPage'

type Row = Schemas['ClotureListee']

async function load(paging: Paging, filters: FilterValues, signal: AbortSignal): Promise<PageOf<Row>> {
  const query = { ...paging, ...pick(filters, 'depot_id', 'du', 'au') }
  return bodyOf(await send.GET('/api/v1/stock/clotures', { params: { query }, signal }))
}

type Translate = TFunction<readonly ['stock', 'commun']>

function columns(t: Translate, zone: string | undefined): ListDefinition<Row>['columns'] {
  return [
    { key: 'jour', label: t('stock:clotures.jour'), render: (row) => day(row.jour), card: 'title' },
    { key: 'depot_nom', label: t('commun:champs.depot'), render: (row) => text(row.depot_nom), card: 'aside' },
    { key: 'auteur_nom', label: t('stock:clotures.par'), render: (row) => text(row.auteur_nom), card: 'line' },
    { key: 'created_at', label: t('stock:clotures.le'), newest: true, render: (row) => instant(row.created_at, zone), card: 'line' },
    { key: 'note', label: t('commun:champs.note'), render: (row) => text(row.note), sort: false, card: 'line' },
  ]
}

export function Clotures(): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const { id } = useDepot()
  const zone = useZone()
  const mayClose = useMay('jours.cloturer')
  const [closing, setClosing] = useState(false)
  const definition = useMemo(
    (): ListDefinition<Row> => ({
      path: '/api/v1/stock/clotures',
      columns: columns(t, zone),
      filters: [{ kind: 'period', key: 'du', until: 'au', label: t('stock:clotures.jour') }],
      sort: '-jour',
      scope: { ...given('depot_id', id) },
      load,
      name: (row) => `${row.jour} ${text(row.depot_nom)}`,
    }),
    [t, zone, id],
  )
  return (
    <StockPage
      screen="clotures"
      actions={
        mayClose && (
          <Button
            leftSection={<IconLock size={16} />}
            onClick={() => {
              setClosing(true)
            }}
          >
            {t('stock:clotures.cloturer')}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('stock:clotures.aide')}
      </Text>
      <DataList definition={definition} empty={<Empty title={t('stock:clotures.vide')}>{t('stock:clotures.vide_aide')}</Empty>} />
      {closing && (
        <CloseDay
          onClose={() => {
            setClosing(false)
          }}
        />
      )}
    </StockPage>
  )
}

function isClosed(value: unknown): value is Schemas['Cloture'] {
  return typeof value === 'object' && value !== null && 'jour' in value && typeof value.jour === 'string'
}

function CloseDay({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const [chosen, setChosen] = useState('')
  const [jour, setJour] = useState('')
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const depot = useOperationDepot('jours.cloturer', chosen)
  const { busy, error, submit } = useSubmission<Schemas['DemandeCloture'], Schemas['Cloture']>({
    path: '/api/v1/stock/clotures',
    isAnswer: isClosed,
  })
  const { messages, changed } = useFieldMessages(error)
  const errors = { ...messages, ...missing }
  const close = async (): Promise<void> => {
    const faults = {
      ...given('depot_id', depot.id === undefined ? t('commun:formulaire.requis') : undefined),
      ...given('jour', jour === '' ? t('commun:formulaire.requis') : undefined),
    }
    setMissing(faults)
    if (depot.id === undefined || jour === '') return
    const closed = await submit({ depot_id: depot.id, jour, ...given('note', note.trim() === '' ? undefined : note.trim()) })
    if (closed === undefined) return
    notify('teal', t('stock:clotures.fait', { jour: closed.jour }))
    onClose()
    await refresh('/api/v1/stock/clotures')
  }
  return (
    <Dialog onClose={onClose} title={t('stock:clotures.cloturer')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void close()
        }}
      >
        <Stack>
          {depot.choices.length > 0 && (
            <Reference
              label={t('commun:champs.depot')}
              choices={depot.choices}
              value={depot.id ?? null}
              error={errors['depot_id']}
              onChange={(id) => {
                setChosen(id ?? '')
                changed('depot_id')
              }}
            />
          )}
          <TextInput
            type="date"
            label={t('stock:clotures.jour')}
            data-autofocus
            max={depot.today}
            value={jour}
            error={errors['jour']}
            onChange={(event) => {
              setJour(event.currentTarget.value)
              changed('jour')
              setMissing({})
            }}
          />
          <NoteField
            value={note}
            error={errors['note']}
            hint={undefined}
            onChange={(value) => {
              setNote(value)
              changed('note')
            }}
          />
          <Alert color="orange" variant="light" icon={<IconLock size={18} />}>
            {jour === '' ? t('stock:clotures.definitif') : t('stock:clotures.definitif_jour', { jour })}
          </Alert>
          <FormMessage error={error} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('commun:actions.annuler')}
            </Button>
            <Button type="submit" color="orange" loading={busy}>
              {t('stock:clotures.oui')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
