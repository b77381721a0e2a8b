// Somebody else changed the record meanwhile (412): what changed, beside what stands in the form. The form keeps the
// person's own values; going on takes the current version as the base.
import { Alert, Button, Table } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isRefusal } from '#api/problem'
import { unknown } from '#components/format'

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The record as it is now, when the error is a stale version. */
export function currentOf(error: unknown): Fields | undefined {
  return isRefusal(error, 'VERSION_PERIMEE') && isFields(error.problem.actuel) ? error.problem.actuel : undefined
}

/** The version to send with If-Match. */
export function versionOf(record: Fields): number | undefined {
  const { version } = record
  return typeof version === 'number' ? version : undefined
}

/** A value as it stands in the record. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return unknown
  return typeof value === 'string' ? value : JSON.stringify(value)
}

interface Props {
  error: unknown
  /** The record as this person first saw it. */
  before: Fields
  /** Names of fields for people; others are not shown. */
  labels: Readonly<Record<string, string>>
  /** What stands in the form, under the same keys; shown beside when given. */
  mine?: Fields
  /** How a field is written, where that is not its own text: names of ids, figures. */
  show?: (key: string, value: unknown) => string
  /** Takes the record as it is now as the new base. */
  onContinue: (current: Fields) => void
}

export function Conflict({ error, before, labels, mine, show = (_, value) => shown(value), onContinue }: Props): ReactNode {
  const { t } = useTranslation()
  const current = currentOf(error)
  if (current === undefined) return null
  const changed = Object.keys(labels).filter((key) => shown(before[key]) !== shown(current[key]))
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconGitMerge size={18} />} title={t('formulaire.perime')}>
      {t('formulaire.perime_aide')}
      <Table fz="sm" my="xs">
        {mine !== undefined && (
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              {(['avant', 'maintenant', 'saisie'] as const).map((column) => (
                <Table.Th key={column}>{t(`formulaire.perime_colonnes.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
        )}
        <Table.Tbody>
          {changed.map((key) => (
            <Table.Tr key={key}>
              <Table.Th>{labels[key]}</Table.Th>
              <Table.Td td="line-through">{show(key, before[key])}</Table.Td>
              <Table.Td fw={600}>{show(key, current[key])}</Table.Td>
              {mine !== undefined && <Table.Td>{key in mine ? show(key, mine[key]) : unknown}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button
        size="compact-md"
        color="orange"
        onClick={() => {
          onContinue(current)
        }}
      >
        {t('formulaire.perime_reprendre')}
      </Button>
    </Alert>
  )
}
