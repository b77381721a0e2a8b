// Trucks from the supplier to the depot, as a list or as the stages they pass. Discharged ones are the history (C-24).
import { ActionIcon, Button, Group, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChartBar, IconLayoutKanban, IconList, IconPlus, IconRefresh } from '@tabler/icons-react'
import { useIsFetching } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { refresh } from '#app/query'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty } from '#components/display/States'
import { DataList } from '#components/list/DataList'
import { useOpened } from '#components/list/RowPreview'
import { useUrlState, type UrlState } from '#components/list/url_state'

import { CoursActions } from './Actions'
import { Apercu } from './Apercu'
import classes from './cours.module.css'
import { path, useCoursDefinition } from './definition'
import { Statistiques } from './Statistiques'
import { Tableau } from './Tableau'
import { useView } from './view'

const reload = (): void => {
  void refresh(path)
}

export function CoursListe(): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const definition = useCoursDefinition()
  const state = useUrlState(definition)
  const view = useView()
  const { close } = useOpened()
  const [statistics, setStatistics] = useState(false)
  const screen = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const mayCreate = useMay('cdr.creer')
  const create = (): void => {
    if (mayCreate) void navigate({ to: '/cours/new' })
  }
  // Most browsers keep Ctrl+N for themselves: Alt+N is the same.
  useHotkeys(
    [
      ['mod+N', create],
      ['alt+N', create],
      ['mod+R', reload],
      ['F5', reload],
      ['mod+F', () => screen.current?.querySelector<HTMLInputElement>('input[type="search"]')?.focus()],
    ],
    [],
  )
  const switches = <Switches state={state} view={view.name} onView={view.show} />
  return (
    <CoursActions onDeleted={close}>
      <Page
        title={t('titre')}
        actions={
          <HeaderActions
            mayCreate={mayCreate}
            onStatistics={() => {
              setStatistics(true)
            }}
          />
        }
      >
        <div ref={screen} className={classes['screen']}>
          {view.name === 'tableau' ? (
            <Tableau definition={definition} actions={switches} empty={<NoTruck state={state} />} />
          ) : (
            <DataList
              definition={definition}
              actions={switches}
              empty={<NoTruck state={state} />}
              preview={(id) => <Apercu id={id} />}
            />
          )}
        </div>
        {statistics && (
          <Statistiques
            onClose={() => {
              setStatistics(false)
            }}
          />
        )}
      </Page>
    </CoursActions>
  )
}

function HeaderActions({ mayCreate, onStatistics }: { mayCreate: boolean; onStatistics: () => void }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const fetching = useIsFetching({ queryKey: ['get', path] }) > 0
  return (
    <>
      <Tooltip label={t('commun:actions.actualiser')}>
        <ActionIcon variant="default" size={36} aria-label={t('commun:actions.actualiser')} loading={fetching} onClick={reload}>
          <IconRefresh size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('actions.statistiques')}>
        <ActionIcon variant="default" size={36} aria-label={t('actions.statistiques')} onClick={onStatistics}>
          <IconChartBar size={18} />
        </ActionIcon>
      </Tooltip>
      {mayCreate && (
        <Button component={AppLink} href="/cours/new" leftSection={<IconPlus size={16} />}>
          {t('nouveau_court')}
        </Button>
      )}
    </>
  )
}

interface SwitchesProps {
  state: UrlState
  view: 'liste' | 'tableau'
  onView: (view: 'liste' | 'tableau') => void
}

const shown = ['', 'false', 'tous'] as const
const shownNames = { '': 'actifs', false: 'historique', tous: 'tous' } as const

function Switches({ state, view, onView }: SwitchesProps): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return (
    <Group gap="xs">
      <SegmentedControl
        aria-label={t('filtres.affichage')}
        value={state.filters['actifs'] ?? ''}
        data={shown.map((value) => ({ value, label: t(`affichage.${shownNames[value]}`) }))}
        onChange={(value) => {
          state.change({ actifs: value })
        }}
      />
      <SegmentedControl
        aria-label={t('vue.nom')}
        value={view}
        data={(['liste', 'tableau'] as const).map((value) => ({ value, label: <ViewLabel view={value} /> }))}
        onChange={(value) => {
          onView(value === 'tableau' ? value : 'liste')
        }}
      />
    </Group>
  )
}

const viewIcons = { liste: IconList, tableau: IconLayoutKanban }

function ViewLabel({ view }: { view: 'liste' | 'tableau' }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const Icon = viewIcons[view]
  return (
    <span title={t(`vue.${view}`)} style={{ display: 'flex' }}>
      <Icon size={18} aria-hidden />
      <VisuallyHidden>{t(`vue.${view}`)}</VisuallyHidden>
    </span>
  )
}

function NoTruck({ state }: { state: UrlState }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const mayCreate = useMay('cdr.creer')
  return (
    <Empty
      title={t('vide.actifs')}
      action={
        <>
          {mayCreate && (
            <Button component={AppLink} href="/cours/new" leftSection={<IconPlus size={16} />}>
              {t('nouveau')}
            </Button>
          )}
          <Button
            variant="light"
            onClick={() => {
              state.change({ actifs: 'false' })
            }}
          >
            {t('actions.historique')}
          </Button>
        </>
      }
    >
      {t('vide.actifs_aide')}
    </Empty>
  )
}
