// The screen on paper: what is pressed and what leads elsewhere is not printed (styles/global.css).
import { Button, type ButtonProps } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export function PrintButton(props: Pick<ButtonProps, 'disabled' | 'visibleFrom'>): ReactNode {
  const { t } = useTranslation()
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={16} />}
      onClick={() => {
        window.print()
      }}
      {...props}
    >
      {t('actions.imprimer')}
    </Button>
  )
}
