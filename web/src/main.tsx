import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles/global.css'

import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { NoAnswer } from '#api/problem'
import { startTexts } from '#app/i18n'
import { queryClient } from '#app/query'
import { router } from '#app/router'
import { theme } from '#app/theme'

import { registerWorker } from './offline/register'

const root = document.getElementById('root')
if (root === null) throw new Error('no #root in index.html')

// What the screen tells the person is no fault of the program.
function onCaughtError(error: unknown): void {
  if (!(error instanceof NoAnswer)) reportError(error)
}

void startTexts().then(() => {
  createRoot(root, { onCaughtError }).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notifications position="top-right" limit={4} autoClose={5000} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
})
registerWorker()
