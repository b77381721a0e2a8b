// The bell: what needs this person now, most urgent first, each line a link to the place.
import { ActionIcon, Indicator, NavLink, Popover, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconBell,
  IconBellRinging,
  IconCloudUpload,
  IconCloudX,
  IconHourglass,
  IconShieldCheck,
  IconShieldX,
  IconTruck,
  type Icon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useAttention, type Attention, type AttentionKey } from '#app/attention'
import { AppLink } from '#components/AppLink'
import { number } from '#components/format'

const icons: Record<AttentionKey, Icon> = {
  refusees: IconCloudX,
  constats_critiques: IconShieldX,
  propositions: IconHourglass,
  camions: IconTruck,
  en_attente: IconCloudUpload,
  constats: IconShieldCheck,
}

const shownMax = 99

export function Bell({ onForms }: { onForms: () => void }): ReactNode {
  const { t } = useTranslation('navigation')
  const [opened, { toggle, close }] = useDisclosure()
  const items = useAttention()
  const count = items.reduce((sum, item) => sum + item.count, 0)
  const urgent = items.some((item) => item.urgent)
  const BellIcon = urgent ? IconBellRinging : IconBell
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-end" shadow="md" width={320} trapFocus returnFocus>
      <Indicator
        disabled={count === 0}
        label={count > shownMax ? `${shownMax}+` : number(count)}
        size={17}
        offset={5}
        color={urgent ? 'red.8' : 'monaluxe'}
        styles={{ indicator: { pointerEvents: 'none', fontSize: 10.5, fontWeight: 700, paddingInline: 4 } }}
      >
        <Popover.Target>
          <ActionIcon variant="default" size={40} onClick={toggle} aria-label={t('cloche.nom', { count })}>
            <BellIcon size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={6}>
        <Text size="xs" fw={600} c="dimmed" px={10} py={6}>
          {t('cloche.titre')}
        </Text>
        {items.length === 0 && (
          <Text size="sm" c="dimmed" px={10} pb={10} tabIndex={-1} data-autofocus>
            {t('cloche.vide')}
          </Text>
        )}
        {items.map((item) => (
          <Line
            key={item.key}
            item={item}
            onGo={() => {
              close()
              if (item.href === undefined) onForms()
            }}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}

function Line({ item, onGo }: { item: Attention; onGo: () => void }): ReactNode {
  const { t } = useTranslation('navigation')
  const ItemIcon = icons[item.key]
  const common = {
    label: t(`cloche.${item.key}`, { count: item.count }),
    leftSection: <ItemIcon size={18} stroke={1.7} color={item.urgent ? 'var(--mlpp-danger)' : 'var(--mlpp-warning)'} />,
    styles: { root: { borderRadius: 8, minHeight: 44 }, label: { whiteSpace: 'normal' as const } },
    onClick: onGo,
  }
  return item.href === undefined ? <NavLink component="button" type="button" {...common} /> : <NavLink component={AppLink} href={item.href} {...common} />
}
