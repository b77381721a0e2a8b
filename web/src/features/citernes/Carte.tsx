// One tank among the others, and where it leads.
import { Anchor, Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useDepot, useZone } from '#app/depot'
import { mayIn, useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { instant } from '#components/format'
import { JournalLink } from '#features/journal/JournalLink'

import classes from './citernes.module.css'
import { Niveau, TankTags, Warnings } from './Niveau'
import type { TankCard } from './tanks'

interface Props {
  card: TankCard
  /** Undefined when nobody can be given an opening stock. */
  onOpening: (() => void) | undefined
}

export function Carte({ card, onOpening }: Props): ReactNode {
  const { t } = useTranslation('citernes')
  const { choices } = useDepot()
  const zone = useZone()
  return (
    <Paper withBorder radius="lg" p="md" component="article" className={classes['card'] ?? ''} aria-label={card.nom}>
      <Group justify="space-between" gap="xs" align="start">
        <div>
          <Title order={2} size="h5">
            <AppLink href={`/citernes/${card.id}`} className={classes['name']}>
              {card.nom}
            </AppLink>
          </Title>
          <Text size="xs" c="dimmed">
            {[card.produit_nom, choices.length > 1 ? card.depot_nom : '', card.localisation].filter((part) => part !== '').join(' · ')}
          </Text>
        </div>
        <TankTags card={card} />
      </Group>
      <Niveau card={card} />
      <Text size="xs" c="dimmed" mt="xs">
        {t('dernier')} {instant(card.dernier, choices.find((depot) => depot.id === card.depot_id)?.fuseau ?? zone)}
      </Text>
      <Warnings card={card} />
      <Actions card={card} onOpening={onOpening} />
    </Paper>
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
        {mayIn(session, 'stock.initialiser', card.depot_id) && card.statut === 'active' && onOpening !== undefined && (
          <Button size="compact-sm" variant="subtle" onClick={onOpening}>
            {t('citernes:stock_initial')}
          </Button>
        )}
        {mayIn(session, 'citernes.ecrire', card.depot_id) && (
          <Button
            component={AppLink}
            href={`/citernes/${card.id}/edit`}
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
