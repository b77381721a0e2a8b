// What the server posted: the document with its number, print and "next". Shown only after the server said so.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { Page, Panel } from '#components/display/Page'
import { PrintButton } from '#components/display/PrintButton'
import { density, litres, vcf } from '#components/format'
import { PdfButton } from '#components/SaveFile'

import type { Difference, Sens } from './levels'
import classes from './mouvements.module.css'
import { Figure, PlanDifference } from './Preview'
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
              <PrintButton />
              {lines.map((line) => (
                <PdfButton
                  key={line.id}
                  path={`/api/v1${folders[sens]}/${line.id}`}
                  label={lines.length > 1 ? `PDF ${line.numero}` : 'PDF'}
                />
              ))}
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
    <Stack gap="md" mb="sm">
      {lines.map((line) => (
        <div key={line.id}>
          <Group gap="xs" mb={6}>
            <AppLink href={`${folders[sens]}/${line.id}`}>{line.numero}</AppLink>
            <Text fw={600}>{line.citerne}</Text>
          </Group>
          <dl className={classes['figures']}>
            <Figure name={t('commun:champs.ambiant')} value={litres(line.volume_ambiant)} />
            <Figure name={t('vcf')} value={vcf(line.vcf)} />
            <Figure name={t('densite_15')} value={density(line.densite_a_15_kgm3)} />
            <Figure name={t('commun:champs.a_15c')} value={litres(line.volume_15c)} />
          </dl>
        </div>
      ))}
    </Stack>
  )
}
