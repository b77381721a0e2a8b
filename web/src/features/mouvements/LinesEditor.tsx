// The tanks of an operation: one line each, with the measures and the server's preview.
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { fieldMessages } from '#api/problem'
import { Panel } from '#components/display/Page'
import { NumberField } from '#components/form/NumberField'
import type { Tank } from '#features/tableau_de_bord/levels'

import type { Difference, Sens } from './levels'
import { linePath, linesMax, volumeOf, type Line, type MeasureField } from './lines'
import classes from './mouvements.module.css'
import { LinePreview } from './Preview'
import { TankSelect } from './TankSelect'
import type { Preview } from './usePreviews'

export interface LinesProps {
  sens: Sens
  owner: Schemas['Proprietaire']
  lines: readonly Line[]
  previews: readonly Preview[]
  tanks: readonly Tank[] | undefined
  errors: Readonly<Record<string, string>>
  /** Shown in the preview of an only line. */
  difference?: Difference | undefined
  /** The keyboard starts here. */
  first: boolean
  available: (id: string) => number | undefined
  onChange: (index: number, patch: Partial<Line>) => void
  onAdd: () => void
  onRemove: (index: number) => void
}

export function LinesEditor(props: LinesProps): ReactNode {
  const { lines, tanks, onAdd } = props
  const { t } = useTranslation('mouvements')
  const another = lines.length < Math.min(linesMax, tanks?.length ?? 0)
  return (
    <Stack>
      {lines.map((line, index) => (
        <LineEditor key={line.cle} {...props} line={line} index={index} />
      ))}
      {another && (
        <Group>
          <Button variant="subtle" leftSection={<IconPlus size={16} />} onClick={onAdd}>
            {t('ajouter_citerne')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

interface LineProps extends LinesProps {
  line: Line
  index: number
}

function LineEditor(props: LineProps): ReactNode {
  const { sens, owner, lines, line, index, tanks, previews, errors, onChange, onRemove, available, first, difference } = props
  const { t } = useTranslation('mouvements')
  const several = lines.length > 1
  const elsewhere = lines.filter((other) => other.cle !== line.cle).map((other) => other.citerne_id)
  const preview = previews[index]
  const tank = tanks?.find(({ id }) => id === line.citerne_id)
  return (
    <Panel
      title={several ? t('citerne_n', { numero: String(index + 1) }) : t('mesures')}
      aside={
        several && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconTrash size={15} />}
            onClick={() => {
              onRemove(index)
            }}
          >
            {t('retirer_citerne')}
          </Button>
        )
      }
    >
      <div className={classes['line']}>
        <div className={classes['fields']}>
          <div className={classes['whole']}>
            <TankSelect
              sens={sens}
              tanks={tanks?.filter(({ id }) => !elsewhere.includes(id))}
              value={line.citerne_id}
              error={errors[linePath(index, 'citerne_id')]}
              // A line that was just added is filled next.
              autoFocus={first && index === 0 ? true : index > 0 && line.citerne_id === ''}
              available={available}
              onChange={(citerne_id) => {
                onChange(index, { citerne_id })
              }}
            />
          </div>
          <Measures line={line} index={index} errors={errors} preview={preview} onChange={onChange} />
        </div>
        {preview !== undefined && (
          <LinePreview
            sens={sens}
            owner={owner}
            tank={tank}
            volume={volumeOf(line)}
            preview={preview}
            available={available(line.citerne_id)}
            difference={several ? undefined : difference}
          />
        )}
      </div>
    </Panel>
  )
}

const units: Record<MeasureField, string> = {
  index_avant: 'L',
  index_apres: 'L',
  temperature_ambiante_c: '°C',
  densite_observee_kgm3: 'kg/m³',
}

interface MeasuresProps extends Pick<LineProps, 'line' | 'index' | 'errors' | 'onChange'> {
  preview: Preview | undefined
}

function Measures({ line, index, errors, preview, onChange }: MeasuresProps): ReactNode {
  const { t } = useTranslation('mouvements')
  // The preview refuses a reading before the form is sent; it names the fields in its own way.
  const early = fieldMessages(preview?.error)
  const refused: Partial<Record<MeasureField, string | undefined>> = {
    temperature_ambiante_c: early['temperature_c'],
    densite_observee_kgm3: early['densite_observee_kgm3'],
  }
  const fields: readonly MeasureField[] = ['index_avant', 'index_apres', 'temperature_ambiante_c', 'densite_observee_kgm3']
  return fields.map((field) => (
    <NumberField
      key={field}
      label={t(`champs.${field}`)}
      unit={units[field]}
      value={line[field]}
      error={errors[linePath(index, field)] ?? refused[field]}
      onChange={(typed) => {
        onChange(index, { [field]: typed })
      }}
    />
  ))
}

/** The sums of an operation of several tanks. */
export function LinesTotal({ ambiant, a_15c, children }: { ambiant: string; a_15c: string; children?: ReactNode }): ReactNode {
  const { t } = useTranslation('commun')
  return (
    <Group gap="lg">
      {[
        [t('champs.ambiant'), ambiant] as const,
        [t('champs.a_15c'), a_15c] as const,
      ].map(([name, value]) => (
        <div key={name}>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Text fw={700}>{value}</Text>
        </div>
      ))}
      {children}
    </Group>
  )
}
