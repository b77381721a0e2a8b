// Files that the server makes: fetched, so that a refusal is told here, then given to the browser to save.
import { ActionIcon, Alert, Button, Popover, Stack, Text } from '@mantine/core'
import { IconDownload, IconFileTypePdf } from '@tabler/icons-react'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { getFile } from '#api/client'
import { useMay } from '#app/session'
import { useErrorText } from '#components/display/States'

/** Query parameters; what is not set is left out, a list is repeated. */
export type FileQuery = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

function parametersOf(query: FileQuery): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of typeof value === 'object' ? value : [value]) parameters.append(key, String(one))
  }
  return parameters
}

interface Wanted {
  path: string
  query: FileQuery
}

function useSave(done?: () => void): UseMutationResult<void, Error, Wanted> {
  return useMutation({
    mutationFn: async ({ path, query }: Wanted) => {
      const { name, content } = await getFile(path, parametersOf(query))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(content)
      link.download = name
      link.click()
      // The browser has taken the file over when the next task runs.
      setTimeout(() => {
        URL.revokeObjectURL(link.href)
      })
    },
    ...(done === undefined ? {} : { onSuccess: done }),
  })
}

function Refused({ error }: { error: unknown }): ReactNode {
  const textOf = useErrorText()
  return (
    <Alert color="red" variant="light" role="alert" p="xs">
      {textOf(error)}
    </Alert>
  )
}

const formats = ['csv', 'xlsx'] as const

/** A list as CSV or Excel, exactly as `query` filters and sorts it. Not there for whom the server would refuse. */
export function ExportMenu({ path, query }: { path: string; query: FileQuery }): ReactNode {
  const { t } = useTranslation()
  const may = useMay('exports.generer')
  const [opened, setOpened] = useState(false)
  const save = useSave(() => {
    setOpened(false)
  })
  if (!may) return null
  return (
    <Popover
      opened={opened}
      onChange={(next) => {
        setOpened(next)
        save.reset()
      }}
      position="bottom-end"
      shadow="md"
      width={240}
      withinPortal
      trapFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('liste.exporter')}
          loading={save.isPending}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          <IconDownload size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm" role={save.isPending ? 'status' : undefined}>
            {t(save.isPending ? 'liste.export_en_cours' : 'liste.export_aide')}
          </Text>
          {formats.map((format) => (
            <Button
              key={format}
              variant="light"
              disabled={save.isPending}
              loading={save.isPending && save.variables.query['format'] === format}
              onClick={() => {
                save.mutate({ path: `${path}/export`, query: { ...query, format } })
              }}
            >
              {t(format === 'csv' ? 'liste.csv' : 'liste.xlsx')}
            </Button>
          ))}
          {save.isError && <Refused error={save.error} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A document as PDF. */
export function PdfButton({ path, label = 'PDF' }: { path: string; label?: string }): ReactNode {
  const save = useSave()
  return (
    <Stack gap={4}>
      <Button
        variant="default"
        leftSection={<IconFileTypePdf size={16} />}
        loading={save.isPending}
        onClick={() => {
          save.mutate({ path: `${path}/pdf`, query: {} })
        }}
      >
        {label}
      </Button>
      {save.isError && <Refused error={save.error} />}
    </Stack>
  )
}
