// A correction that belongs to no movement: a loss found at the dip, an old error of the opening stock.
import { Button, Grid, Group, Paper, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { usePartnerChoices, useTanks } from '#app/choices'
import { useDepot } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { formErrors, useRefusedFields } from '#components/form/errors'
import { FormMessage } from '#components/form/FormMessage'
import { LeaveGuard } from '#components/form/LeaveGuard'
import { NumberField } from '#components/form/NumberField'
import { Reference } from '#components/form/Reference'
import { litres } from '#components/format'
import { oneOf } from '#components/list/definition'

import { StockEffect } from './Apercu'
import { consequenceOf, unlikely } from './correction'
import { ConfirmSend, useSending } from './Envoi'
import { manualBody, manualFaults, type ManualValues } from './manuel'
import { reasonMin } from './reason'

const owners = ['MONALUXE', 'PARTENAIRE'] as const
const directions = ['RETIRER', 'AJOUTER'] as const

function useValues(): UseFormReturnType<ManualValues> {
  const { t } = useTranslation('commun')
  const { t: own } = useTranslation('ajustements')
  return useForm<ManualValues>({
    initialValues: { citerne_id: '', proprietaire_type: 'MONALUXE', partenaire_id: '', sens: '', ambiant: '', a_15c: '', raison: '' },
    validate: (values) =>
      Object.fromEntries(
        Object.entries(manualFaults(values)).map(([field, fault]) => [
          field,
          fault === 'courte' ? own('raison_courte', { nombre: String(reasonMin) }) : fault === 'positif' ? own('manuel.positif') : t(`formulaire.${fault}`),
        ]),
      ),
  })
}

export function Manuel(): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const form = useValues()
  const { id } = useDepot()
  const tanks = useTanks(id)
  const body = manualBody(form.values)
  const tank = tanks?.find((item) => item.id === body.citerne_id)
  const stock = api.useQuery(
    'get',
    '/api/v1/stock/actuel',
    { params: { query: { citerne_id: body.citerne_id } } },
    { enabled: body.citerne_id !== '' },
  )
  const consequence = consequenceOf(stock.data?.lignes ?? [], body, body.delta_ambiant)
  const effect = { ambiant: body.delta_ambiant, a_15c: body.delta_15c }
  const sending = useSending<Schemas['DemandeAjustementManuel']>('/api/v1/ajustements/manuel')
  useRefusedFields(form, sending.error, refusedFields)
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(() => {
        sending.ask(body, consequence, unlikely(effect) ? effect : undefined)
      })}
    >
      <LeaveGuard dirty={form.isDirty() && !sending.busy && !sending.done} />
      <Grid gutter="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Paper withBorder radius="lg" p="md">
            <Stack>
              <Fields form={form} tanks={tanks} />
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
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Panel title={t('commun:champs.citerne')}>
            {tank === undefined || consequence === undefined ? (
              <Text size="sm" c="dimmed">
                {t('ajustements:manuel.attente')}
              </Text>
            ) : (
              <>
                <Text size="sm" c="dimmed">
                  {t('ajustements:manuel.capacite', { citerne: tank.nom, capacite: litres(tank.capacite_totale) })}
                </Text>
                {body.delta_ambiant === 0 && body.delta_15c === 0 ? (
                  <Text size="sm">
                    {t('ajustements:corriger.ligne', { citerne: tank.nom })} {litres(consequence.avant)}
                  </Text>
                ) : (
                  <StockEffect effect={effect} consequence={consequence} name={tank.nom} />
                )}
              </>
            )}
          </Panel>
        </Grid.Col>
      </Grid>
      <ConfirmSend sending={sending} />
    </form>
  )
}

/** The server speaks of deltas; the form of a direction and two volumes. */
function refusedFields(error: unknown): Record<string, string> {
  const { delta_ambiant, delta_15c, ...rest } = formErrors(error)
  return { ...rest, ...(delta_ambiant === undefined ? {} : { ambiant: delta_ambiant }), ...(delta_15c === undefined ? {} : { a_15c: delta_15c }) }
}

interface FieldsProps {
  form: UseFormReturnType<ManualValues>
  tanks: readonly Schemas['Citerne'][] | undefined
}

function Fields({ form, tanks }: FieldsProps): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  const partners = usePartnerChoices()
  const field = (name: keyof ManualValues) => form.getInputProps(name)
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('ajustements:manuel.aide')}
      </Text>
      <Reference
        label={t('commun:champs.citerne')}
        withAsterisk
        autoFocus
        openOnFocus={false}
        choices={tanks?.filter((tank) => tank.statut !== 'inactive').map((tank) => ({ value: tank.id, label: tank.nom }))}
        {...field('citerne_id')}
      />
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
        <Reference label={t('commun:champs.partenaire')} withAsterisk choices={partners} {...field('partenaire_id')} />
      )}
      <Reference
        label={t('ajustements:manuel.sens')}
        withAsterisk
        searchable={false}
        choices={directions.map((value) => ({ value, label: t(`ajustements:manuel.senses.${value}`) }))}
        {...field('sens')}
      />
      <NumberField label={t('ajustements:manuel.ambiant')} unit="L" withAsterisk {...field('ambiant')} />
      <NumberField label={t('ajustements:manuel.a_15c')} unit="L" withAsterisk {...field('a_15c')} />
      <Textarea
        label={t('commun:champs.raison')}
        description={t('ajustements:raison_aide', { nombre: String(reasonMin) })}
        withAsterisk
        autosize
        minRows={2}
        maxLength={1000}
        {...field('raison')}
      />
    </>
  )
}
