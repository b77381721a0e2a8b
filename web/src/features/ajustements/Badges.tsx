// Pieces shared by the list, the form and the detail.
import { Badge, Group, Table, Text, Tooltip, VisuallyHidden, type MantineColor } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { celsius, density, litres, number, signed, signedLitres, vcf } from '#components/format'

import { isRemarkable } from './reason'

const colors: Record<Schemas['TypeCorrection'], MantineColor> = {
  VOLUME: 'monaluxe',
  TEMPERATURE: 'orange',
  DENSITE: 'violet',
  MIXTE: 'teal',
  COMPENSATION: 'red',
  MANUEL: 'gray',
}

export function CorrectionBadge({ type }: { type: Schemas['TypeCorrection'] }): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <Badge variant="light" color={colors[type]} tt="none" fw={550}>
      {t(`types.${type}`)}
    </Badge>
  )
}

const statusColors: Record<Schemas['StatutProposition'], MantineColor> = { EN_ATTENTE: 'orange', VALIDEE: 'teal', REFUSEE: 'red', RETIREE: 'gray' }

export function StatutProposition({ statut }: { statut: Schemas['StatutProposition'] }): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <Badge variant="light" color={statusColors[statut]} tt="none" fw={600}>
      {t(`propositions.statuts.${statut}`)}
    </Badge>
  )
}

export function Delta({ value, unit = false }: { value: number; unit?: boolean }): ReactNode {
  const color = value === 0 ? 'dimmed' : value < 0 ? 'var(--mlpp-danger)' : 'var(--mlpp-good)'
  return (
    <Text span inherit c={color} fw={value === 0 ? 400 : 600}>
      {unit ? signedLitres(value) : signed(value)}
    </Text>
  )
}

export function Remarkable({ row }: { row: Schemas['Ajustement'] }): ReactNode {
  const { t } = useTranslation('ajustements')
  if (!isRemarkable(row)) return null
  const text = t(row.type_correction === 'MANUEL' ? 'attention.manuel' : 'attention.grand')
  return (
    <Tooltip label={text}>
      <Group component="span" gap={0} c="var(--mlpp-warning)" display="inline-flex" pos="relative">
        <IconAlertTriangle size={16} aria-hidden />
        <VisuallyHidden>{text}</VisuallyHidden>
      </Group>
    </Tooltip>
  )
}

type Shown = { readonly [K in keyof Schemas['MesureMouvement']]?: number | null | undefined }

const measures = [
  ['volume_ambiant', litres],
  ['temperature_ambiante_c', celsius],
  ['densite_observee_kgm3', density],
  ['densite_a_15_kgm3', density],
  ['vcf', vcf],
  ['volume_15c', litres],
] as const satisfies readonly (readonly [keyof Schemas['MesureMouvement'], (value: number | null | undefined) => string])[]

const vcfDecimals = 5

function difference(before: number | null | undefined, after: number | null | undefined, name: keyof Shown): string {
  if (before === null || before === undefined || after === null || after === undefined) return ''
  const change = after - before
  return Math.abs(change) < 1e-9 ? number(0) : signed(change, name === 'vcf' ? vcfDecimals : 3)
}

interface MeasuresProps {
  before: Shown
  /** Undefined as long as it is not known. */
  after: Shown | undefined
  afterLabel: string
}

/** A measure before and after, line by line. */
export function BeforeAfter({ before, after, afterLabel }: MeasuresProps): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <Table fz="sm" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th ta="right">{t('avant')}</Table.Th>
          <Table.Th ta="right">{afterLabel}</Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            {t('ecart')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {measures.map(([name, format]) => {
          const changed = after !== undefined && before[name] !== after[name]
          return (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={450}>
                {t(`mesures.${name}`)}
              </Table.Th>
              <Table.Td ta="right">{format(before[name])}</Table.Td>
              <Table.Td ta="right" fw={changed ? 650 : 400}>
                {format(after?.[name])}
              </Table.Td>
              <Table.Td ta="right" c="dimmed" visibleFrom="xs">
                {difference(before[name], after?.[name], name)}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
