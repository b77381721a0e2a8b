// The fields of a truck, in the order in which the papers name them.
import { Autocomplete, Group, Paper, Text, Textarea, TextInput, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { AppLink } from '#components/AppLink'
import { NumberField } from '#components/form/NumberField'
import { Reference } from '#components/form/Reference'

import classes from './cours.module.css'
import type { References } from './references'
import { countries, keysAfterDischarge, type Values } from './values'

interface Props {
  form: UseFormReturnType<Values>
  references: References
  /** Discharged: only carrier and note. */
  frozen: boolean
  /** The server said that this truck is on the road already. */
  busyTruck: boolean
}

export function Champs(props: Props): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return (
    <>
      <Section title={t('formulaire.trajet')}>
        <Trip {...props} />
      </Section>
      <Section title={t('formulaire.camion')}>
        <Truck {...props} />
      </Section>
      <Section title={t('formulaire.chargement')}>
        <Load {...props} />
      </Section>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Paper withBorder radius="lg" p="md" component="section">
      <Title order={2} size="sm" c="dimmed" fw={600} mb="sm">
        {title}
      </Title>
      <div className={classes['fields']}>{children}</div>
    </Paper>
  )
}

function lock(frozen: boolean, key: keyof Values): { disabled: boolean } {
  return { disabled: frozen && !keysAfterDischarge.includes(key) }
}

function Trip({ form, references, frozen }: Props): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const own = references.depots?.length === 1
  return (
    <>
      <Reference
        label={t('commun:champs.fournisseur')}
        withAsterisk
        autoFocus={!frozen}
        openOnFocus={false}
        choices={references.suppliers.choices}
        onSearchChange={references.suppliers.onSearchChange}
        {...lock(frozen, 'fournisseur_id')}
        {...form.getInputProps('fournisseur_id')}
      />
      <Reference
        label={t('commun:champs.produit')}
        withAsterisk
        choices={references.products}
        {...lock(frozen, 'produit_id')}
        {...form.getInputProps('produit_id')}
      />
      <Reference
        label={t('champs.destination')}
        withAsterisk
        choices={references.depots}
        readOnly={own}
        {...lock(frozen, 'depot_destination_id')}
        {...form.getInputProps('depot_destination_id')}
      />
      <Autocomplete
        label={t('champs.depart')}
        data={countries}
        maxLength={80}
        {...lock(frozen, 'depart_pays')}
        {...form.getInputProps('depart_pays')}
      />
    </>
  )
}

function Truck({ form, references, frozen, busyTruck }: Props): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  return (
    <>
      <div>
        <TextInput
          label={t('champs.plaque_camion')}
          withAsterisk
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={20}
          {...lock(frozen, 'plaque_camion')}
          {...form.getInputProps('plaque_camion')}
        />
        {busyTruck && <OpenTruck plate={form.values.plaque_camion} />}
      </div>
      <TextInput
        label={t('champs.plaque_remorque')}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={20}
        {...lock(frozen, 'plaque_remorque')}
        {...form.getInputProps('plaque_remorque')}
      />
      <TextInput
        label={t('commun:champs.chauffeur')}
        withAsterisk
        autoComplete="off"
        maxLength={120}
        {...lock(frozen, 'chauffeur_nom')}
        {...form.getInputProps('chauffeur_nom')}
      />
      <Autocomplete
        label={t('commun:champs.transporteur')}
        data={references.carriers.choices?.map(({ label }) => label)}
        maxLength={120}
        autoFocus={frozen}
        openOnFocus={!frozen}
        {...form.getInputProps('transporteur')}
        onChange={(typed) => {
          form.setFieldValue('transporteur', typed)
          references.carriers.onSearchChange(typed)
        }}
      />
    </>
  )
}

function Load({ form, frozen }: Props): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  return (
    <>
      <NumberField
        label={t('champs.volume_prevu')}
        withAsterisk
        unit="L"
        {...lock(frozen, 'volume')}
        {...form.getInputProps('volume')}
      />
      <TextInput
        type="date"
        label={t('champs.chargement')}
        withAsterisk
        {...lock(frozen, 'date_chargement')}
        {...form.getInputProps('date_chargement')}
      />
      <TextInput
        type="date"
        label={t('champs.arrivee_prevue')}
        {...lock(frozen, 'date_arrivee_prevue')}
        {...form.getInputProps('date_arrivee_prevue')}
      />
      <Textarea
        className={classes['wide'] ?? ''}
        label={t('commun:champs.note')}
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('note')}
      />
    </>
  )
}

/** The key by which the server knows a plate: letters and digits. */
function keyOf(plate: string): string {
  return plate.replace(/[^0-9a-z]/gi, '').toUpperCase()
}

/** Leads to the shipment that stands in the way. */
function OpenTruck({ plate }: { plate: string }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  const q = keyOf(plate)
  const { data } = api.useQuery('get', '/api/v1/cours-de-route', { params: { query: { q, actifs: true, limite: 20 } } }, { enabled: q !== '' })
  const open = data?.elements.find((cours) => cours.plaque_cle === q)
  if (open === undefined) return null
  return (
    <Group gap={6} mt={4}>
      <Text size="sm">
        <AppLink href={`/cours/${open.id}`} target="_blank" rel="noopener">
          {t('formulaire.camion_deja_voir', { numero: open.numero })}
        </AppLink>
      </Text>
      <Text size="sm" c="dimmed">
        {t(`statuts.${open.statut}`)}
      </Text>
    </Group>
  )
}
