// What the server posted: the document with its number, print and "next". Shown only after the server said so.
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconCircleCheck, IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { Page, Panel } from '#components/display/Page'
import { litres, vcf } from '#components/format'

import type { Difference, Sens } from './levels'
import classes from './mouvements.module.css'
import { PlanDifference } from './Preview'
import { PrintSheet, type PrintedLine } from './PrintSheet'

interface Props {
  sens: Sens
  lines: readonly (PrintedLine & { id: string })[]
  facts: readonly (readonly [string, string])[]
  difference?: Difference | undefined
  onNext: () => void
}

const folders: Record<Sens, string> = { reception: '/receptions', sortie: '/sorties' }

export function PostedOperation({ sens, lines, facts, difference, onNext }: Props): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  return (
    <>
      <div className={classes['screen']}>
        <Page title={t(`postee.titre_${sens}`)}>
          <Stack maw={760}>
            <Alert color="teal" variant="light" icon={<IconCircleCheck size={20} />} role="status">
              <Text fw={700} size="lg">
                {lines.map((line) => line.numero).join(' · ')}
              </Text>
              <Text size="sm">{facts.map(([, value]) => value).join(' · ')}</Text>
            </Alert>
            <Panel>
              <PostedLines sens={sens} lines={lines} />
              {difference !== undefined && <PlanDifference difference={difference} />}
            </Panel>
            <Group>
              <Button onClick={onNext} autoFocus>
                {t(`postee.suivante_${sens}`)}
              </Button>
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} />}
                onClick={() => {
                  window.print()
                }}
              >
                {t('commun:actions.imprimer')}
              </Button>
              <Button variant="subtle" component={AppLink} href={folders[sens]}>
                {t('postee.liste')}
              </Button>
            </Group>
          </Stack>
        </Page>
      </div>
      <PrintSheet sens={sens} lines={lines} facts={facts} />
    </>
  )
}

function PostedLines({ sens, lines }: Pick<Props, 'sens' | 'lines'>): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  return (
    <Table.ScrollContainer minWidth={440}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('commun:champs.numero')}</Table.Th>
            <Table.Th>{t('commun:champs.citerne')}</Table.Th>
            <Table.Th ta="right">{t('commun:champs.ambiant')}</Table.Th>
            <Table.Th ta="right">{t('vcf')}</Table.Th>
            <Table.Th ta="right">{t('commun:champs.a_15c')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td>
                <AppLink href={`${folders[sens]}/${line.id}`}>{line.numero}</AppLink>
              </Table.Td>
              <Table.Td>{line.citerne}</Table.Td>
              <Table.Td ta="right">{litres(line.volume_ambiant)}</Table.Td>
              <Table.Td ta="right">{vcf(line.vcf)}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {litres(line.volume_15c)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
