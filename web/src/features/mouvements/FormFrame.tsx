// What the forms of both directions have around their fields: owner, submit bar, messages.
import { Button, Group, SegmentedControl, Stack, Text, TextInput, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { refusedMark } from '#components/form/invalid'
import { Reference } from '#components/form/Reference'

import type { Sens } from './levels'
import classes from './mouvements.module.css'
import type { OperationDepot } from './useOperationDepot'

const owners = ['MONALUXE', 'PARTENAIRE'] as const

interface OwnerProps {
  value: Schemas['Proprietaire']
  error: string | undefined
  onChange: (owner: Schemas['Proprietaire']) => void
}

export function OwnerChoice({ value, error, onChange }: OwnerProps): ReactNode {
  const { t } = useTranslation('commun')
  return (
    <div {...refusedMark(t('champs.proprietaire'), error)}>
      <Text component="span" size="sm" fw={500} id="proprietaire">
        {t('champs.proprietaire')}
      </Text>
      <SegmentedControl
        aria-labelledby="proprietaire"
        fullWidth
        value={value}
        data={owners.map((owner) => ({ value: owner, label: t(`proprietaires.${owner}`) }))}
        onChange={(next) => {
          const owner = owners.find((known) => known === next)
          if (owner !== undefined) onChange(owner)
        }}
      />
      {error !== undefined && (
        <Text size="xs" c="var(--mlpp-danger)">
          {error}
        </Text>
      )}
    </div>
  )
}

interface DepotProps {
  depot: OperationDepot
  disabled: boolean
  onChange: (id: string) => void
}

/** Nothing to see for who may act in one depot only. */
export function DepotChoice({ depot, disabled, onChange }: DepotProps): ReactNode {
  const { t } = useTranslation('commun')
  if (depot.choices.length === 0) return null
  return (
    <Reference
      label={t('champs.depot')}
      choices={depot.choices}
      value={depot.id ?? null}
      disabled={disabled}
      openOnFocus={false}
      onChange={(id) => {
        onChange(id ?? '')
      }}
    />
  )
}

interface DateProps {
  label: string
  value: string
  error: string | undefined
  max: string
  onChange: (day: string) => void
}

export function DayField({ label, value, error, max, onChange }: DateProps): ReactNode {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      error={error}
      max={max}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

interface NoteProps {
  value: string
  error: string | undefined
  hint: string | undefined
  onChange: (note: string) => void
}

export function NoteField({ value, error, hint, onChange }: NoteProps): ReactNode {
  const { t } = useTranslation('commun')
  return (
    <Textarea
      label={t('champs.note')}
      placeholder={hint === undefined ? t('formulaire.facultatif') : undefined}
      description={hint}
      value={value}
      error={error}
      autosize
      minRows={2}
      maxLength={2000}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

interface BarProps {
  sens: Sens
  busy: boolean
  children?: ReactNode
}

/** Stays in view on a phone while the form is filled. */
export function SubmitBar({ sens, busy, children }: BarProps): ReactNode {
  const { t } = useTranslation('mouvements')
  return (
    <div className={classes['bar']}>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          {children}
          <Button type="submit" size="md" loading={busy} flex="1 1 16rem" maw={420} ml="auto">
            {t(`enregistrer_${sens}`)}
          </Button>
        </Group>
      </Stack>
    </div>
  )
}
