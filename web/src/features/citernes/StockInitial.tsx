// The opening stock of a tank and owner, before its first movement. Once, and for good.
import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { refreshStock } from '#app/query'
import { addDays } from '#components/days'
import { Dialog } from '#components/display/Dialog'
import { useRefusedFields } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { NumberField } from '#components/form/NumberField'
import { Reference } from '#components/form/Reference'
import { useSubmission } from '#components/form/submission'
import { day, litres, parseNumber } from '#components/format'
import { oneOf } from '#components/list/definition'
import { notify } from '#components/notify'
import { useParties } from '#features/mouvements/useParties'

import type { Declared } from './initial'
import type { TankCard } from './tanks'
import { useFirstDay } from './useInitiaux'

const owners = ['MONALUXE', 'PARTENAIRE'] as const satisfies readonly Schemas['Proprietaire'][]

interface Values {
  proprietaire_type: Schemas['Proprietaire']
  partenaire_id: string
  date: string
  volume_ambiant: string
  volume_15c: string
}

function isStockInitial(value: unknown): value is Schemas['StockInitial'] {
  return typeof value === 'object' && value !== null && 'numero' in value && 'volume_ambiant' in value
}

interface Props {
  tank: TankCard
  /** What owners have already. */
  declared: Declared
  onClose: () => void
}

export function StockInitial(props: Props): ReactNode {
  const { t } = useTranslation('citernes')
  return (
    <Dialog onClose={props.onClose} title={t('initial.titre', { nom: props.tank.nom })}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('initial.aide')}
      </Text>
      <Fields {...props} />
    </Dialog>
  )
}

function useFields(declared: Declared) {
  const { t } = useTranslation('commun')
  const required = (value: string): string | null => (value.trim() === '' ? t('formulaire.requis') : null)
  const measured = (value: string): string | null => required(value) ?? (parseNumber(value) === undefined ? t('formulaire.nombre') : null)
  return useForm<Values>({
    initialValues: {
      proprietaire_type: declared.monaluxe === undefined ? 'MONALUXE' : 'PARTENAIRE',
      partenaire_id: '',
      date: '',
      volume_ambiant: '',
      volume_15c: '',
    },
    validate: {
      partenaire_id: (value, values) => (values.proprietaire_type === 'PARTENAIRE' ? required(value) : null),
      date: required,
      volume_ambiant: measured,
      volume_15c: measured,
    },
  })
}

function Fields({ tank, declared, onClose }: Props): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const form = useFields(declared)
  const first = useFirstDay({ citerne_id: tank.id, ...form.values })
  const submission = useSubmission<Schemas['DemandeStockInitial'], Schemas['StockInitial']>({
    path: '/api/v1/stock/initial',
    isAnswer: isStockInitial,
  })
  const post = async (values: Values): Promise<void> => {
    const posted = await submission.submit({
      citerne_id: tank.id,
      proprietaire_type: values.proprietaire_type,
      ...(values.proprietaire_type === 'PARTENAIRE' ? { partenaire_id: values.partenaire_id } : {}),
      date: values.date,
      volume_ambiant: parseNumber(values.volume_ambiant) ?? 0,
      volume_15c: parseNumber(values.volume_15c) ?? 0,
    })
    if (posted === undefined) return
    notify('teal', t('citernes:initial.enregistre', { numero: posted.numero, volume: litres(posted.volume_ambiant) }))
    await refreshStock()
    onClose()
  }
  useRefusedFields(form, submission.error)
  return (
    <form noValidate onSubmit={form.onSubmit(post)}>
      <Stack>
        <Owner form={form} declared={declared} />
        <TextInput
          type="date"
          label={t('citernes:initial.date')}
          {...(first === undefined ? {} : { description: t('citernes:initial.avant', { jour: day(first) }), max: addDays(first, -1) })}
          withAsterisk
          data-autofocus
          {...form.getInputProps('date')}
        />
        <NumberField label={t('citernes:initial.ambiant')} unit="L" withAsterisk {...form.getInputProps('volume_ambiant')} />
        <NumberField label={t('citernes:initial.a_15c')} unit="L" withAsterisk {...form.getInputProps('volume_15c')} />
        <FormMessage error={submission.error} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('commun:actions.annuler')}
          </Button>
          <Button type="submit" loading={submission.busy}>
            {t('citernes:initial.enregistrer')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface OwnerProps {
  form: UseFormReturnType<Values>
  declared: Declared
}

/** Those only who have none yet. */
function Owner({ form, declared }: OwnerProps): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const { choices, onSearchChange } = useParties('partenaires')
  const { monaluxe, partenaires } = declared
  return (
    <>
      <div>
        <SegmentedControl
          fullWidth
          aria-label={t('commun:champs.proprietaire')}
          data={owners.map((value) => ({
            value,
            label: t(`commun:proprietaires.${value}`),
            disabled: value === 'MONALUXE' && monaluxe !== undefined,
          }))}
          value={form.values.proprietaire_type}
          onChange={(value) => {
            form.setFieldValue('proprietaire_type', oneOf(value, owners) ?? 'MONALUXE')
          }}
        />
        {monaluxe !== undefined && (
          <Text size="xs" c="dimmed" mt={4}>
            {t('citernes:initial.monaluxe_deja', { numero: monaluxe.numero, jour: day(monaluxe.date_effet) })}
          </Text>
        )}
      </div>
      {form.values.proprietaire_type === 'PARTENAIRE' && (
        <Reference
          label={t('commun:champs.partenaire')}
          withAsterisk
          choices={choices?.filter(({ value }) => !partenaires.has(value))}
          {...(partenaires.size === 0 ? {} : { description: t('citernes:initial.partenaires_deja') })}
          {...form.getInputProps('partenaire_id')}
          data-autofocus
          openOnFocus={false}
          onSearchChange={onSearchChange}
        />
      )}
    </>
  )
}
