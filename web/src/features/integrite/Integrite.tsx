// What the daily checks find now, worst first.
import { Badge, Code, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty, Failure, Loading } from '#components/display/States'
import { instant, number } from '#components/format'
import { given, oneOf } from '#components/list/definition'
import { readSearch } from '#components/list/url_state'

const severities = ['CRITICAL', 'WARN'] as const

const folders: Readonly<Record<string, string>> = {
  CDR: '/cours',
  RECEPTION: '/receptions',
  SORTIE: '/sorties',
  AJUSTEMENT: '/stocks-adjustments/propositions',
}

const told = [
  'STOCK_NEGATIF',
  'SORTIE_STOCK_INSUFFISANT_15C',
  'STOCK_OVER_CAPACITY',
  'CITERNE_SOUS_MINIMUM',
  'CITERNE_INACTIVE_USED',
  'CDR_ARRIVE_STALE',
  'RECEPTION_ECART_15C',
  'SORTIE_ECART_15C',
  'AJUSTEMENT_EN_ATTENTE',
] as const

function hrefOf(finding: Schemas['Constat']): string {
  return `${folders[finding.entity_type] ?? '/citernes'}/${finding.entity_id}`
}

export function Integrite(): ReactNode {
  const { t } = useTranslation('integrite')
  const zone = useZone()
  const navigate = useNavigate()
  const search = useSearch({ strict: false, select: (raw: Record<string, unknown>) => readSearch(raw) })
  const severity = oneOf(search['severity'], severities)
  // Where the home of one depot led here from.
  const scope = given('depot_id', search['depot_id'])
  const checks = api.useQuery('get', '/api/v1/integrite', { params: { query: { ...given('severity', severity), ...scope } } })
  const { data } = checks
  return (
    <Page
      title={t('titre')}
      aside={data !== undefined && <Text size="sm">{t('verifie', { heure: instant(new Date(checks.dataUpdatedAt).toISOString(), zone) })}</Text>}
      actions={
        <SegmentedControl
          value={severity ?? ''}
          onChange={(value) => void navigate({ to: '.', search: { ...scope, ...(value !== '' && { severity: value }) } })}
          data={[{ value: '', label: t('total') }, ...severities.map((value) => ({ value, label: t(`gravites.${value}`) }))]}
        />
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('aide')}
      </Text>
      {checks.isPending && <Loading />}
      {checks.isError && data === undefined && <Failure error={checks.error} retry={() => void checks.refetch()} />}
      {data !== undefined && (
        <Stack>
          <Group gap="xs" wrap="nowrap">
            <Counter label={t('total')} value={data.compteurs.total} />
            <Counter label={t('critiques')} value={data.compteurs.critical} color="var(--mlpp-danger)" />
            <Counter label={t('avertissements')} value={data.compteurs.warn} color="var(--mlpp-warning)" />
          </Group>
          {data.constats.length === 0 && <Empty title={t('rien')}>{t('rien_aide')}</Empty>}
          {data.constats.map((finding) => (
            <Finding key={`${finding.check_code} ${finding.entity_id}`} finding={finding} />
          ))}
        </Stack>
      )}
    </Page>
  )
}

function Counter({ label, value, color }: { label: string; value: number; color?: string }): ReactNode {
  return (
    // On a phone as wide as its name: the three stand in one line.
    <Paper withBorder radius="lg" px={{ base: 'sm', xs: 'md' }} py={{ base: 6, xs: 'md' }} flex={{ base: '1 1 auto', xs: '1 1 0' }}>
      <Text fz={{ base: 'xs', xs: 'sm' }} c="dimmed" fw={600}>
        {label}
      </Text>
      <Text fz={{ base: 18, xs: 26 }} fw={700} {...(value > 0 && color !== undefined ? { c: color } : {})}>
        {number(value)}
      </Text>
    </Paper>
  )
}

function Finding({ finding }: { finding: Schemas['Constat'] }): ReactNode {
  const { t } = useTranslation('integrite')
  const code = oneOf(finding.check_code, told)
  return (
    <Paper withBorder radius="lg" p="md" component="section">
      <Group gap="xs" mb={4}>
        <Badge color={finding.severity === 'CRITICAL' ? 'red' : 'orange'} variant="light" tt="none">
          {t(`gravites.${finding.severity}`)}
        </Badge>
        <Text size="xs" c="dimmed">
          {finding.check_code}
        </Text>
      </Group>
      <AppLink href={hrefOf(finding)}>{code === undefined ? `${finding.check_code} ${finding.objet}` : t(`constats.${code}`, { objet: finding.objet })}</AppLink>
      <details>
        <summary>
          <Text component="span" size="sm" c="dimmed">
            {t('details')}
          </Text>
        </summary>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {JSON.stringify(finding.payload, null, 2)}
        </Code>
      </details>
    </Paper>
  )
}
