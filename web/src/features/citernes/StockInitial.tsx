// The opening stock of a tank and owner, before its first movement. Once, and for good.
import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { usePartnerChoices } from '#app/choices'
import { refreshStock } from '#app/query'
import { Dialog } from '#components/display/Dialog'
import { useRefusedFields } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { NumberField } from '#components/form/NumberField'
import { Reference } from '#components/form/Reference'
import { useSubmission } from '#components/form/submission'
import { litres, parseNumber } from '#components/format'
import { oneOf } from '#components/list/definition'
import { notify } from '#components/notify'

import type { TankCard } from './tanks'

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

export function StockInitial({ tank, onClose }: { tank: TankCard; onClose: () => void }): ReactNode {
  const { t } = useTranslation('citernes')
  return (
    <Dialog onClose={onClose} title={t('initial.titre', { nom: tank.nom })}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('initial.aide')}
      </Text>
      <Fields tank={tank} onClose={onClose} />
    </Dialog>
  )
}

function Fields({ tank, onClose }: { tank: TankCard; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const partners = usePartnerChoices()
  const submission = useSubmission<Schemas['DemandeStockInitial'], Schemas['StockInitial']>({
    path: '/api/v1/stock/initial',
    isAnswer: isStockInitial,
  })
  const required = (value: string): string | null => (value.trim() === '' ? t('commun:formulaire.requis') : null)
  const measured = (value: string): string | null =>
    required(value) ?? (parseNumber(value) === undefined ? t('commun:formulaire.nombre') : null)
  const form = useForm<Values>({
    initialValues: { proprietaire_type: 'MONALUXE', partenaire_id: '', date: '', volume_ambiant: '', volume_15c: '' },
    validate: {
      partenaire_id: (value, values) => (values.proprietaire_type === 'PARTENAIRE' ? required(value) : null),
      date: required,
      volume_ambiant: measured,
      volume_15c: measured,
    },
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
        <SegmentedControl
          fullWidth
          aria-label={t('commun:champs.proprietaire')}
          data={owners.map((value) => ({ value, label: t(`commun:proprietaires.${value}`) }))}
          value={form.values.proprietaire_type}
          onChange={(value) => {
            form.setFieldValue('proprietaire_type', oneOf(value, owners) ?? 'MONALUXE')
          }}
        />
        {form.values.proprietaire_type === 'PARTENAIRE' && (
          <Reference label={t('commun:champs.partenaire')} withAsterisk choices={partners} {...form.getInputProps('partenaire_id')} />
        )}
        <TextInput type="date" label={t('citernes:initial.date')} withAsterisk data-autofocus {...form.getInputProps('date')} />
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
