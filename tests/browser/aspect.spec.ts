// Every screen: readable by assistive tools in both themes, no wider than the device, silent in the console.
import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'

import { ligne, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web, widths } from './fixture/browser'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

const screens = [
  '/',
  '/cours',
  '/cours?vue=tableau',
  '/cours/new',
  '/fournisseurs',
  '/receptions',
  '/receptions/new',
  '/sorties',
  '/sorties/new',
  '/stocks',
  '/stocks/journalier',
  '/stocks/a-date',
  '/stocks/mouvements',
  '/stocks/clotures',
  '/citernes',
  '/stocks-adjustments',
  '/stocks-adjustments/new',
  '/stocks-adjustments/propositions',
  '/logs',
  '/governance/integrity',
  '/referentiels/clients',
  '/referentiels/depots',
  '/utilisateurs',
  '/profil',
  '/profil/jetons',
]

describe.each(Object.entries(widths))('on a %s', (_device, width) => {
  it.each(['light', 'dark'] as const)('every screen fits and passes axe-core, %s', async (colorScheme) => {
    const tank = await depot().citerne({ stock: 40_000 })
    await depot().sortir([ligne(tank.id, 1_000)])
    const person = await browser().signIn(server(), 'admin', { width, colorScheme })
    const proposal = await depot().propose(tank.id)
    const faults: string[] = []
    for (const path of [...screens, `/stocks-adjustments/propositions/${proposal}`]) {
      await person.open(path)
      if (await person.overflows()) faults.push(`${path}: wider than the screen`)
      const { violations } = await new AxeBuilder({ page: person.page }).analyze()
      faults.push(...violations.map((v) => `${path}: ${v.id} at ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`))
    }
    expect(faults).toEqual([])
  }, 360_000)
})
