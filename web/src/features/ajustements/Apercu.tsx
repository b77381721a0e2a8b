// Before and after, side by side, and what it does to the stock. A preview: only what the server posts counts.
import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Panel } from '#components/display/Page'
import { useErrorText } from '#components/display/States'
import { litres, signedLitres } from '#components/format'

import { BeforeAfter, Delta } from './Badges'
import { unlikely, type Consequence, type Effect } from './correction'
import type { Preview } from './useApercu'
import type { Movement } from './useMouvement'

interface Props {
  movement: Movement
  preview: Preview
  effect: Effect | undefined
  consequence: Consequence | undefined
}

export function Apercu({ movement, preview, effect, consequence }: Props): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const textOf = useErrorText()
  const idle = preview.after === undefined && !preview.busy && preview.error === null
  return (
    <Panel
      title={t('ajustements:corriger.avant_apres')}
      aside={
        <Badge variant="light" color="orange" tt="none">
          {t('ajustements:corriger.apercu')}
        </Badge>
      }
    >
      <div aria-live="polite" aria-busy={preview.busy}>
        <BeforeAfter before={movement.mesure} after={preview.after} afterLabel={t('ajustements:apres')} />
        {idle && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('ajustements:corriger.attente')}
          </Text>
        )}
        {preview.error !== null && (
          <Alert color="orange" variant="light" mt="xs">
            {textOf(preview.error)}
            <div>
              <Button variant="subtle" color="orange" size="compact-sm" onClick={preview.retry}>
                {t('commun:erreur.reessayer')}
              </Button>
            </div>
          </Alert>
        )}
        {effect !== undefined && <StockEffect effect={effect} consequence={consequence} name={nameOf(movement)} />}
      </div>
    </Panel>
  )
}

function nameOf({ detail }: Movement): string {
  return detail.citerne_nom ?? ''
}

interface EffectProps {
  effect: Effect
  consequence: Consequence | undefined
  name: string
}

export function StockEffect({ effect, consequence, name }: EffectProps): ReactNode {
  const { t } = useTranslation('ajustements')
  if (effect.ambiant === 0 && effect.a_15c === 0) {
    return (
      <Alert color="gray" variant="light" mt="md">
        {t('corriger.sans_effet')}
      </Alert>
    )
  }
  return (
    <Stack gap={6} mt="md">
      <Text size="sm" fw={600}>
        {t('corriger.effet')}
      </Text>
      <Group gap="lg">
        <Text size="lg">
          <Delta value={effect.ambiant} unit />
        </Text>
        <Text size="sm" c="dimmed">
          {t('corriger.effet_15c')} <Delta value={effect.a_15c} unit />
        </Text>
      </Group>
      {consequence !== undefined && (
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t('corriger.ligne', { citerne: name })}
          </Text>
          <Text size="sm">{litres(consequence.avant)}</Text>
          <IconArrowRight size={14} aria-label={t('apres')} />
          <Text size="sm" fw={650} {...(consequence.apres < 0 ? { c: 'var(--mlpp-danger)' } : {})}>
            {litres(consequence.apres)}
          </Text>
        </Group>
      )}
      <Doubts consequence={consequence} odd={unlikely(effect) ? effect : undefined} />
    </Stack>
  )
}

/** T-ADJ-06: allowed, but said and asked about. */
export function Doubts({ consequence, odd }: { consequence: Consequence | undefined; odd?: Effect | undefined }): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <>
      {consequence?.negatif === true && <Doubt text={t('doute.negatif', { stock: litres(consequence.apres) })} />}
      {consequence !== undefined && consequence.depasse_l > 0 && <Doubt text={t('doute.depasse', { volume: litres(consequence.depasse_l) })} />}
      {odd !== undefined && <Doubt text={t('doute.rapport', { ambiant: signedLitres(odd.ambiant), a_15c: signedLitres(odd.a_15c) })} />}
    </>
  )
}

function Doubt({ text }: { text: string }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" align="start" c="var(--mlpp-danger)">
      <IconAlertTriangle size={16} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
      <Text size="sm">{text}</Text>
    </Group>
  )
}
