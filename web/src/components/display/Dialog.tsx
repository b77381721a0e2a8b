// What stands above the page: a question in the middle, a record at the side. Mounted when it opens. When it closes, the
// keyboard goes back to where it was: to the control that opened it or, once that is gone, to the page.
import { Drawer, Modal, type DrawerProps, type ModalProps } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const here = opener instanceof HTMLElement && opener !== document.body && opener.isConnected
      const target = here ? opener : document.getElementById('contenu')
      target?.focus({ preventScroll: true })
    },
    [opener],
  )
}

export function Dialog(props: Omit<ModalProps, 'opened'>): ReactNode {
  const { t } = useTranslation()
  useFocusBack()
  return <Modal closeButtonProps={{ 'aria-label': t('actions.fermer') }} {...props} opened />
}

export function SidePanel(props: Omit<DrawerProps, 'opened'>): ReactNode {
  const { t } = useTranslation()
  useFocusBack()
  return <Drawer position="right" closeButtonProps={{ 'aria-label': t('actions.fermer') }} {...props} opened />
}
