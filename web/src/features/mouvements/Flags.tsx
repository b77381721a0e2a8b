// What happened to a movement after it was posted.
import { Badge, Group, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  compensee: boolean
  ajustements: number
}

export function Flags({ compensee, ajustements }: Props): ReactNode {
  const { t } = useTranslation('mouvements')
  if (ajustements === 0 && !compensee) return null
  return (
    <Group gap={4} component="span" display="inline-flex">
      {compensee ? (
        <Tooltip label={t('compensee_aide')}>
          <Badge variant="light" color="red" tt="none" size="sm" tabIndex={0}>
            {t('compensee')}
          </Badge>
        </Tooltip>
      ) : (
        <Tooltip label={t('corrigee_aide', { count: ajustements })}>
          <Badge variant="outline" color="orange" tt="none" size="sm" tabIndex={0}>
            {t('corrigee')}
          </Badge>
        </Tooltip>
      )}
    </Group>
  )
}
