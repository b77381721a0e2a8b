// What asks for attention: decisions that wait, findings of the checks, tanks under their minimum, the role's alerts.
// Each line leads to what it is about; "nothing to report" is said only when there is no line.
import { Anchor, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useToDecide } from '#app/attention'
import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { litres, number } from '#components/format'

import { lastDayOf, scopeOf, todayOf, type Board } from './home'

interface Alert {
  key: string
  urgent: boolean
  text: string
  href: string
  search?: Record<string, string>
}

interface Props {
  board: Board
  depot: string | undefined
}

export function Alerts({ board, depot }: Props): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const alerts = useAlerts({ board, depot })
  return (
    <Stack gap={8} mt="md" component="section" aria-label={t('alertes')}>
      <Group justify="space-between">
        <Text size="sm" fw={600} c="dimmed">
          {t('alertes')}
        </Text>
        {board.integrite !== null && board.integrite !== undefined && (
          <Anchor component={AppLink} href="/governance/integrity" size="sm">
            {t('tout_voir')}
          </Anchor>
        )}
      </Group>
      {alerts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('aucune_alerte')}
        </Text>
      )}
      {alerts.map((alert) => (
        <Line key={alert.key} alert={alert} />
      ))}
    </Stack>
  )
}

function useAlerts({ board, depot }: Props): Alert[] {
  const { t } = useTranslation('tableau_de_bord')
  const decisions = useToDecide()
  const { critical = 0, warn = 0 } = board.integrite ?? {}
  const found: Alert[] = []
  if (decisions > 0) {
    const to = { href: '/stocks-adjustments/propositions', search: { statut: 'EN_ATTENTE' } }
    found.push({ key: 'decisions', urgent: true, text: t('a_decider', { count: decisions }), ...to })
  }
  const findings = { href: '/governance/integrity' }
  if (critical > 0) {
    found.push({ key: 'critiques', urgent: true, text: t('critiques', { count: critical }), ...findings, search: { ...scopeOf(depot), severity: 'CRITICAL' } })
  }
  for (const tank of board.citernes_sous_minimum) {
    const text = t('sous_minimum', {
      citerne: tank.citerne_nom,
      stock: litres(tank.stock_ambiant),
      minimum: litres(tank.stock_minimum),
    })
    found.push({ key: tank.citerne_id, urgent: true, text, href: `/citernes/${tank.citerne_id}` })
  }
  for (const { code, valeur } of board.alertes) {
    found.push({ key: code, urgent: false, text: t(`codes.${code}`, { valeur: number(valeur) }), ...behind(code, { board, depot }) })
  }
  if (warn > 0) {
    found.push({ key: 'avertissements', urgent: false, text: t('avertissements', { count: warn }), ...findings, search: { ...scopeOf(depot), severity: 'WARN' } })
  }
  return found
}

/** The rows that an alert of the role was computed from. */
function behind(code: Schemas['CodeAlerte'], { board, depot }: Props): Pick<Alert, 'href' | 'search'> {
  switch (code) {
    case 'ERREURS_NOMBREUSES':
      return { href: '/logs', search: lastDayOf(board, depot) }
    case 'CITERNES_SOUS_MINIMUM':
      return { href: '/citernes', search: scopeOf(depot) }
    case 'UTILISATION_ELEVEE':
      return { href: '/stocks', search: scopeOf(depot) }
    case 'SORTIES_SUPERIEURES':
      return { href: '/stocks/mouvements', search: todayOf(board, depot) }
    case 'AUCUNE_RECEPTION':
      return { href: '/receptions', search: todayOf(board, depot) }
  }
}

function Line({ alert }: { alert: Alert }): ReactNode {
  const color = alert.urgent ? 'var(--mlpp-danger)' : 'var(--mlpp-warning)'
  return (
    <Group gap={8} wrap="nowrap" align="start">
      <span aria-hidden style={{ width: 9, height: 9, borderRadius: 9, background: color, marginTop: 6, flex: 'none' }} />
      <Anchor component={AppLink} href={alert.href} search={alert.search} size="sm" c="inherit">
        {alert.text}
      </Anchor>
    </Group>
  )
}
