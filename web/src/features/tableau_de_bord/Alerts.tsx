// What asks for attention: the role's alerts, tanks under their minimum, counters of the checks.
import { Anchor, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { litres, number } from '#components/format'

export function Alerts({ board }: { board: Schemas['TableauDeBord'] }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const { integrite, citernes_sous_minimum, alertes } = board
  const calm = alertes.length === 0 && citernes_sous_minimum.length === 0 && (integrite?.total ?? 0) === 0
  return (
    <Stack gap={8} mt="md">
      <Group justify="space-between">
        <Text size="sm" fw={600} c="dimmed">
          {t('alertes')}
        </Text>
        {integrite !== null && integrite !== undefined && (
          <Anchor component={AppLink} href="/governance/integrity" size="sm">
            {t('tout_voir')}
          </Anchor>
        )}
      </Group>
      {calm && (
        <Text size="sm" c="dimmed">
          {t('aucune_alerte')}
        </Text>
      )}
      {integrite !== null && integrite !== undefined && integrite.critical > 0 && (
        <Line color="var(--mlpp-danger)">{t('critiques', { count: integrite.critical })}</Line>
      )}
      {citernes_sous_minimum.map((tank) => (
        <Line key={tank.citerne_id} color="var(--mlpp-danger)">
          {t('sous_minimum', {
            citerne: tank.citerne_nom,
            stock: litres(tank.stock_ambiant),
            minimum: litres(tank.stock_minimum),
          })}
        </Line>
      ))}
      {alertes.map((alerte) => (
        <Line key={alerte.code} color="var(--mlpp-warning)">
          {t(`codes.${alerte.code}`, { valeur: number(alerte.valeur) })}
        </Line>
      ))}
    </Stack>
  )
}

function Line({ color, children }: { color: string; children: ReactNode }): ReactNode {
  return (
    <Group gap={8} wrap="nowrap" align="start">
      <span aria-hidden style={{ width: 9, height: 9, borderRadius: 9, background: color, marginTop: 6, flex: 'none' }} />
      <Text size="sm">{children}</Text>
    </Group>
  )
}
