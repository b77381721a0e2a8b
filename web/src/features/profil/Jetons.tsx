// Own tokens for programs.
import { Button, Group, Paper, Stack, Table, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api, bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { refresh } from '#app/query'
import { Dialog } from '#components/display/Dialog'
import { Page } from '#components/display/Page'
import { SecretOnce } from '#components/display/SecretOnce'
import { Empty, Failure, Loading } from '#components/display/States'
import { RecordForm, textOf, type Values } from '#components/form/RecordForm'
import { day, instant } from '#components/format'

const path = '/api/v1/jetons'

export function Jetons(): ReactNode {
  const { t } = useTranslation('profil')
  const tokens = api.useQuery('get', path, { params: { query: { limite: 200 } } })
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<Schemas['JetonCree']>()
  const rows = tokens.data?.elements ?? []
  const save = async (values: Values): Promise<void> => {
    const expires = textOf(values, 'expire_le')
    const body = { nom: textOf(values, 'nom'), ...(expires === '' ? {} : { expire_le: `${expires}T23:59:59Z` }) }
    setMade(bodyOf(await send.POST(path, { body })))
    setMaking(false)
    await refresh(path)
  }
  return (
    <Page
      title={t('jetons')}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => { setMaking(true) }}>
          {t('nouveau_jeton')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('jetons_aide')}
      </Text>
      {tokens.isPending && <Loading />}
      {tokens.isError && <Failure error={tokens.error} retry={() => void tokens.refetch()} />}
      {tokens.isSuccess && rows.length === 0 && <Empty title={t('aucun')} />}
      {rows.length > 0 && <TokenTable rows={rows} />}
      {making && (
        <Dialog onClose={() => { setMaking(false) }} title={t('nouveau_jeton')}>
          <RecordForm
            fields={[
              { key: 'nom', label: t('jeton_nom'), required: true, maxLength: 80 },
              { key: 'expire_le', label: t('expire'), kind: 'date' },
            ]}
            initial={{ nom: '', expire_le: '' }}
            save={save}
            onCancel={() => { setMaking(false) }}
          />
        </Dialog>
      )}
      {made !== undefined && (
        <SecretOnce
          title={t('jeton_titre', { nom: made.nom })}
          help={t('jeton_secret')}
          secret={made.jeton}
          onClose={() => { setMade(undefined) }}
        />
      )}
    </Page>
  )
}

function TokenTable({ rows }: { rows: readonly Schemas['Jeton'][] }): ReactNode {
  const { t } = useTranslation(['profil', 'commun'])
  const zone = useZone()
  const [doomed, setDoomed] = useState<Schemas['Jeton']>()
  const revoke = async (id: string): Promise<void> => {
    await send.DELETE('/api/v1/jetons/{id}', { params: { path: { id } } })
    setDoomed(undefined)
    await refresh(path)
  }
  return (
    <Paper withBorder radius="lg">
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('jeton_nom')}</Table.Th>
              <Table.Th>{t('cree')}</Table.Th>
              <Table.Th>{t('vu')}</Table.Th>
              <Table.Th>{t('expire')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>{row.nom}</Table.Td>
                <Table.Td>{instant(row.created_at, zone)}</Table.Td>
                <Table.Td>{instant(row.vu_le, zone)}</Table.Td>
                <Table.Td>{day(row.expire_le)}</Table.Td>
                <Table.Td ta="right">
                  <Button size="compact-sm" color="red" variant="light" onClick={() => { setDoomed(row) }}>
                    {t('revoquer')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {doomed !== undefined && (
        <Dialog onClose={() => { setDoomed(undefined) }} title={t('revoquer')}>
          <Stack>
            <Text size="sm">{t('revoquer_sur', { nom: doomed.nom })}</Text>
            <Group justify="end">
              <Button variant="default" onClick={() => { setDoomed(undefined) }}>
                {t('commun:actions.annuler')}
              </Button>
              <Button color="red" onClick={() => void revoke(doomed.id)}>
                {t('revoquer')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Paper>
  )
}
