// Colours and sizes. One accent for warnings, one for danger; figures are tabular everywhere.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

import { choicesHolding } from '#components/folded'

// Ten shades around #146C94, the sixth.
const monaluxe: MantineColorsTuple = [
  '#e8f4fa',
  '#d3e6f0',
  '#a5cce1',
  '#74b0d1',
  '#4d98c3',
  '#2a80ad',
  '#146c94',
  '#0f5a7d',
  '#0b4762',
  '#073549',
]

export const theme = createTheme({
  primaryColor: 'monaluxe',
  // White text on it has 5.9:1 in both schemes.
  primaryShade: 6,
  colors: { monaluxe },
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif', fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  breakpoints: { xs: '30em', sm: '37.5em', md: '62.5em', lg: '75em', xl: '88em' },
  components: {
    Button: { defaultProps: { radius: 'md' } },
    Select: { defaultProps: { filter: choicesHolding } },
    Autocomplete: { defaultProps: { filter: choicesHolding } },
    Table: { defaultProps: { verticalSpacing: 'xs' } },
    // The title bar of a dialog is no banner of the page.
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, attributes: { header: { role: 'none' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
  },
})
