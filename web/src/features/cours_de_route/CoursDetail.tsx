// One truck: its steps, what it carries, what came out of it.
import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { IconInfoCircle, IconPencil } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useSession } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page, Panel } from '#components/display/Page'
import { PrintButton } from '#components/display/PrintButton'
import { Failure, Loading } from '#components/display/States'
import { instant, text } from '#components/format'
import { Neighbours } from '#components/list/Neighbours'
import { JournalLink } from '#features/journal/JournalLink'

import { CoursActions, MoreActions, NextStep, useAsk } from './Actions'
import { useCoursDefinition } from './definition'
import { Etapes } from './Etapes'
import { Logistique, Transport, useZone } from './Fiche'
import { Receptions } from './Receptions'
import { mayReopen, plates, rightsOn } from './statut'
import { StatutChip } from './StatutChip'
import { useCours } from './useCours'

type Detail = Schemas['DetailCoursDeRoute']

export function CoursDetail(): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const { id = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const cours = useCours(id)
  if (cours.data !== undefined) {
    return (
      <CoursActions onDeleted={() => void navigate({ to: '/cours', replace: true })}>
        <Fiche cours={cours.data} />
      </CoursActions>
    )
  }
  return (
    <Page title={t('titre')}>
      {cours.isPending ? <Loading /> : <Failure error={cours.error} retry={() => void cours.refetch()} list="/cours" />}
    </Page>
  )
}

function Fiche({ cours }: { cours: Detail }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const session = useSession()
  const fuseau = useZone(cours.depot_destination_id)
  const { edit } = rightsOn(session, cours)
  return (
    <Page
      title={cours.numero}
      aside={
        <>
          <Text fw={600}>{plates(cours)}</Text>
          <StatutChip statut={cours.statut} />
        </>
      }
      actions={<Actions cours={cours} edit={edit} />}
    >
      <Stack gap="md">
        <Notice cours={cours} />
        <Panel title={t('detail.etapes')} aside={<JournalLink id={cours.id} />}>
          <Etapes statut={cours.statut} historique={cours.historique} fuseau={fuseau} />
        </Panel>
        <Grid gutter="md">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Panel title={t('detail.logistique')}>
              <Logistique cours={cours} />
            </Panel>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Panel title={t('detail.transport')}>
              <Transport cours={cours} />
            </Panel>
          </Grid.Col>
        </Grid>
        <Panel title={t('detail.receptions')}>
          <Receptions cours={cours} />
        </Panel>
        {cours.nb_dechargements > 1 || cours.historique.length > 5 ? <History cours={cours} fuseau={fuseau} /> : null}
        <Text size="xs" c="dimmed">
          {t('detail.cree', { nom: text(cours.auteur_nom), date: instant(cours.created_at, fuseau) })}
        </Text>
      </Stack>
    </Page>
  )
}

function Actions({ cours, edit }: { cours: Detail; edit: boolean }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const ask = useAsk()
  const reopen = mayReopen(useSession(), cours)
  const definition = useCoursDefinition()
  return (
    <>
      <Neighbours definition={definition} id={cours.id} />
      <PrintButton visibleFrom="sm" />
      {edit && (
        <Button component={AppLink} href={`/cours/${cours.id}/edit`} variant="default" leftSection={<IconPencil size={16} />}>
          {t('commun:actions.modifier')}
        </Button>
      )}
      {reopen && (
        <Button
          color="orange"
          variant="light"
          onClick={() => {
            ask({ kind: 'reopen', cours })
          }}
        >
          {t('actions.rouvrir')}
        </Button>
      )}
      <NextStep cours={cours} />
      <MoreActions cours={cours} here size={36} />
    </>
  )
}

function Notice({ cours }: { cours: Detail }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const reopen = mayReopen(useSession(), cours)
  if (cours.statut !== 'DECHARGE') return null
  return (
    <Alert variant="light" color={reopen ? 'orange' : 'gray'} icon={<IconInfoCircle size={18} />} p="sm">
      {t(reopen ? 'detail.rouvrable' : 'detail.decharge')}
    </Alert>
  )
}

/** All passages, for a truck that went back to "arrived". */
function History({ cours, fuseau }: { cours: Detail; fuseau: string | undefined }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return (
    <Panel title={t('detail.historique')}>
      <Stack gap={8}>
        {cours.historique.map((passage) => (
          <Group key={passage.change_le + passage.statut} gap="sm">
            <StatutChip statut={passage.statut} />
            <Text size="sm">{instant(passage.change_le, fuseau)}</Text>
            <Text size="sm" c="dimmed">
              {text(passage.utilisateur_nom)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Panel>
  )
}
