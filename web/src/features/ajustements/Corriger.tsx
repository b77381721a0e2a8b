// Corrects a movement: what it counts today, the corrected values of the chosen type, and beside them what that makes of
// the movement and of the stock, as the server computes it.
import { Alert, Button, Grid, Group, Paper, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { Failure, Loading } from '#components/display/States'
import { useRefusedFields } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { LeaveGuard } from '#components/form/LeaveGuard'
import { NumberField } from '#components/form/NumberField'
import { celsius, day, density, litres } from '#components/format'
import { given, oneOf } from '#components/list/definition'

import { consequenceOf, corrected, corrections, effectOf, fieldsOf, type MeasureField } from './correction'
import { Apercu } from './Apercu'
import { ConfirmSend, useSending } from './Envoi'
import { longEnough, reasonMin } from './reason'
import { useApercu } from './useApercu'
import { useMouvement, type Movement } from './useMouvement'

interface Values {
  type_correction: Schemas['Correction']
  volume_ambiant: string
  temperature_ambiante_c: string
  densite_observee_kgm3: string
  raison: string
}

export function Corriger({ type, id }: { type: Schemas['TypeMouvement']; id: string }): ReactNode {
  const { movement, pending, error, retry } = useMouvement(type, id)
  if (pending) return <Loading />
  if (movement === undefined) return <Failure error={error} retry={retry} />
  return (
    <Stack>
      <Head movement={movement} />
      {movement.detail.compensee ? <Compensated movement={movement} /> : <Form movement={movement} />}
    </Stack>
  )
}

function Head({ movement }: { movement: Movement }): ReactNode {
  const { t } = useTranslation('ajustements')
  const { type, detail, jour } = movement
  const count = detail.ajustements.length
  return (
    <Paper withBorder radius="lg" px="md" py="sm" component="section" aria-label={detail.numero}>
      <Group gap="xs" justify="space-between">
        <Group gap="sm">
          <Text fw={650}>
            {t(`mouvements.${type}`)} {detail.numero}
          </Text>
          <Text size="sm">
            {day(jour)} · {detail.citerne_nom} · {detail.produit_nom}
          </Text>
          <OwnerChip type={detail.proprietaire_type} name={detail.partenaire_nom} />
        </Group>
        <AppLink href={`/${type === 'RECEPTION' ? 'receptions' : 'sorties'}/${detail.id}`}>{t('corriger.ouvrir')}</AppLink>
      </Group>
      {count > 0 && (
        <Text size="sm" c="dimmed">
          {t('corriger.deja', { count })}
        </Text>
      )}
    </Paper>
  )
}

function Compensated({ movement }: { movement: Movement }): ReactNode {
  const { t } = useTranslation('ajustements')
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
      {t('corriger.compense', { numero: movement.detail.numero })}
    </Alert>
  )
}

function useValues(): UseFormReturnType<Values> {
  const { t } = useTranslation('commun')
  const { t: own } = useTranslation('ajustements')
  return useForm<Values>({
    initialValues: { type_correction: 'VOLUME', volume_ambiant: '', temperature_ambiante_c: '', densite_observee_kgm3: '', raison: '' },
    validate: (values) => {
      const { faults } = corrected(values.type_correction, values)
      const errors = Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, t(`formulaire.${fault}`)]))
      return longEnough(values.raison) ? errors : { ...errors, raison: own('raison_courte', { nombre: String(reasonMin) }) }
    },
  })
}

function Form({ movement }: { movement: Movement }): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const form = useValues()
  const { type, detail, mesure } = movement
  const { values } = corrected(form.values.type_correction, form.values)
  const preview = useApercu(movement, values)
  const effect = preview.after === undefined ? undefined : effectOf(type, mesure, preview.after)
  const stock = api.useQuery('get', '/api/v1/stock/actuel', { params: { query: { citerne_id: detail.citerne_id } } })
  const consequence = effect === undefined ? undefined : consequenceOf(stock.data?.lignes ?? [], detail, effect.ambiant)
  const sending = useSending<Schemas['DemandeAjustement']>('/api/v1/ajustements')
  useRefusedFields(form, sending.error)
  const body: Schemas['DemandeAjustement'] = {
    mouvement_type: type,
    mouvement_id: detail.id,
    type_correction: form.values.type_correction,
    ...values,
    raison: form.values.raison.trim(),
    citerne_id: detail.citerne_id,
    proprietaire_type: detail.proprietaire_type,
    ...given('partenaire_id', detail.partenaire_id ?? undefined),
  }
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(() => {
        sending.ask(body, consequence)
      })}
    >
      <LeaveGuard dirty={form.isDirty() && !sending.busy && !sending.done} />
      <Grid gutter="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Paper withBorder radius="lg" p="md">
            <Stack>
              <Fields form={form} movement={movement} />
              <FormMessage error={sending.error} />
              <Group justify="end" wrap="wrap-reverse">
                <Button variant="default" component={AppLink} href="/stocks-adjustments">
                  {t('commun:actions.annuler')}
                </Button>
                <Button type="submit" loading={sending.busy}>
                  {t('ajustements:enregistrer')}
                </Button>
              </Group>
            </Stack>
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Apercu movement={movement} preview={preview} effect={effect} consequence={consequence} />
        </Grid.Col>
      </Grid>
      <ConfirmSend sending={sending} />
    </form>
  )
}

const units: Record<MeasureField, string> = { volume_ambiant: 'L', temperature_ambiante_c: '°C', densite_observee_kgm3: 'kg/m³' }
const written: Record<MeasureField, (value: number) => string> = {
  volume_ambiant: litres,
  temperature_ambiante_c: celsius,
  densite_observee_kgm3: density,
}

interface FieldsProps {
  form: UseFormReturnType<Values>
  movement: Movement
}

function Fields({ form, movement }: FieldsProps): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const type = form.values.type_correction
  return (
    <>
      <div>
        <Text size="sm" fw={500} mb={4} id="type-correction">
          {t('ajustements:corriger.type')}
        </Text>
        <SegmentedControl
          fullWidth
          orientation="horizontal"
          aria-labelledby="type-correction"
          data={corrections.map((value) => ({ value, label: t(`ajustements:types.${value}`) }))}
          value={type}
          onChange={(value) => {
            form.setFieldValue('type_correction', oneOf(value, corrections) ?? 'VOLUME')
            form.clearErrors()
          }}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t(`ajustements:corriger.aides.${type}`)}
        </Text>
      </div>
      {fieldsOf(type).map((field, index) => (
        <NumberField
          key={`${type} ${field}`}
          label={t(`ajustements:corriger.champs.${field}`)}
          description={t('ajustements:corriger.aujourdhui', { valeur: written[field](movement.mesure[field]) })}
          unit={units[field]}
          withAsterisk={type !== 'MIXTE'}
          autoFocus={index === 0}
          {...form.getInputProps(field)}
        />
      ))}
      <Textarea
        label={t('commun:champs.raison')}
        description={t('ajustements:raison_aide', { nombre: String(reasonMin) })}
        withAsterisk
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('raison')}
      />
    </>
  )
}
