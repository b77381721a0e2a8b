// One tank: drawn with its level, ambient first, then 15 °C, its limits, and what is wrong.
import { Anchor, Badge, Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useDepot, useZone } from '#app/depot'
import { mayIn, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { CorrectedChip } from '#components/display/Chips'
import { TankDrawing } from '#components/display/TankDrawing'
import { instant, litres, percent } from '#components/format'
import { JournalLink } from '#features/journal/JournalLink'

import classes from './citernes.module.css'
import { gaugeOf, type TankCard } from './tanks'

interface Props {
  card: TankCard
  onOpening: () => void
}

export function Carte({ card, onOpening }: Props): ReactNode {
  const { t } = useTranslation('citernes')
  const { choices } = useDepot()
  const zone = useZone()
  const limits = [
    [t('capacite'), card.capacite_l],
    [t('libre'), card.libre_l],
    [t('creux'), card.creux_l],
    [t('minimum'), card.minimum_l],
  ] as const
  return (
    <Paper withBorder radius="lg" p="md" component="article" className={classes['card'] ?? ''} aria-label={card.nom}>
      <Group justify="space-between" gap="xs" align="start">
        <div>
          <Title order={2} size="h5">
            {card.nom}
          </Title>
          <Text size="xs" c="dimmed">
            {[card.produit_nom, choices.length > 1 ? card.depot_nom : '', card.localisation].filter((part) => part !== '').join(' · ')}
          </Text>
        </div>
        <Group gap={4}>
          {card.logique === true && <Tag>{t('logique')}</Tag>}
          {card.statut !== 'active' && <Tag>{t(`statuts.${card.statut}`)}</Tag>}
          <CorrectedChip delta={card.ajuste_l} />
        </Group>
      </Group>
      <div className={classes['body']}>
        <TankDrawing tank={{ ...card, monaluxe_l: Math.max(0, card.monaluxe_l), partenaires_l: Math.max(0, card.partenaires_l) }} />
        <div className={classes['figures']}>
          <Level card={card} />
          <dl className={classes['limits']}>
            {limits.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{litres(value)}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {t('dernier')} {instant(card.dernier, choices.find((depot) => depot.id === card.depot_id)?.fuseau ?? zone)}
      </Text>
      <Warnings card={card} />
      <Actions card={card} onOpening={onOpening} />
    </Paper>
  )
}

function Tag({ children }: { children: ReactNode }): ReactNode {
  return (
    <Badge variant="light" color="gray" tt="none" fw={550}>
      {children}
    </Badge>
  )
}

function Level({ card }: { card: TankCard }): ReactNode {
  const { t } = useTranslation('citernes')
  return (
    <div>
      <Text fz={22} fw={700} lh={1.25}>
        {litres(card.affiche_l)}
      </Text>
      <Text size="sm" c="dimmed">
        {t('a_15c', { volume: litres(Math.max(0, card.total_15c_l)) })}
      </Text>
      <Group gap={8} mt={4} wrap="nowrap">
        <div className={classes['gauge']} aria-hidden>
          <div data-gauge={gaugeOf(card.part)} style={{ width: `${Math.min(100, card.part)}%` }} />
        </div>
        <Text size="sm" fw={600} aria-label={t('remplie', { part: percent(card.part) })}>
          {percent(card.part)}
        </Text>
      </Group>
    </div>
  )
}

function Warnings({ card }: { card: TankCard }): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const { negatifs, depasse_l, creux_entame_l, sous_minimum } = card
  const urgent = [
    ...negatifs.map((owner) =>
      t('citernes:alertes.negatif', { nom: owner.nom ?? t('commun:proprietaires.MONALUXE'), stock: litres(owner.stock_l) }),
    ),
    ...(depasse_l > 0 ? [t('citernes:alertes.depasse', { volume: litres(depasse_l) })] : []),
  ]
  const others = [
    ...(depasse_l === 0 && card.creux_l > 0 && creux_entame_l > 0 ? [t('citernes:alertes.creux', { volume: litres(creux_entame_l) })] : []),
    ...(sous_minimum ? [t('citernes:alertes.minimum', { minimum: litres(card.minimum_l) })] : []),
  ]
  return (
    <>
      {urgent.map((text) => (
        <Warning key={text} text={text} color="var(--mlpp-danger)" />
      ))}
      {others.map((text) => (
        <Warning key={text} text={text} color="var(--mlpp-warning)" />
      ))}
    </>
  )
}

function Warning({ text, color }: { text: string; color: string }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" align="start" mt={6} c={color}>
      <IconAlertTriangle size={16} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
      <Text size="sm">{text}</Text>
    </Group>
  )
}

function Actions({ card, onOpening }: Props): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const session = useSession()
  const search = { citerne_id: card.id }
  return (
    <Group gap="sm" mt="auto" pt="sm" justify="space-between">
      <Group gap="md">
        <Anchor component={AppLink} href="/stocks" search={search} size="sm" aria-label={`${t('citernes:stock')} ${card.nom}`}>
          {t('citernes:stock')}
        </Anchor>
        <Anchor component={AppLink} href="/stocks/mouvements" search={search} size="sm" aria-label={`${t('citernes:registre')} ${card.nom}`}>
          {t('citernes:registre')}
        </Anchor>
        <JournalLink id={card.id} of={card.nom} />
      </Group>
      <Group gap="xs">
        {mayIn(session, 'stock.initialiser', card.depot_id) && card.statut === 'active' && (
          <Button size="compact-sm" variant="subtle" onClick={onOpening}>
            {t('citernes:stock_initial')}
          </Button>
        )}
        {mayIn(session, 'citernes.ecrire', card.depot_id) && (
          <Button
            component={AppLink}
            href={`/citernes/${card.id}`}
            size="compact-sm"
            variant="light"
            leftSection={<IconPencil size={14} />}
            aria-label={t('citernes:modifier', { nom: card.nom })}
          >
            {t('commun:actions.modifier')}
          </Button>
        )}
      </Group>
    </Group>
  )
}
