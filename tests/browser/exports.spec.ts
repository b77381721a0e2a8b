// The button above each list: the file holds the rows of the filter, and no others.
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot } from '#fixture/depot'
import { useServer } from '#fixture/server'

import { useBrowser, web, type Person } from './fixture/browser'
import { exported } from './fixture/files'

const server = useServer({ options: web })
const depot = useDepot(server)
const browser = useBrowser()

interface Wanted {
  /** The screen with its filter. */
  path: string
  name: RegExp
  /** What the file must hold, and what the filter leaves out. */
  kept: string[]
  left: string[]
}

let lists: Record<string, Wanted>
beforeAll(async () => {
  const [tank, other] = [await depot().citerne({ stock: 50_000 }), await depot().citerne({ stock: 50_000 })]
  const [kept, left] = [only(await depot().recevoir([ligne(tank.id, 4_000)])), only(await depot().recevoir([ligne(other.id, 3_000)]))]
  const [truck, gone] = [await depot().cdr('TRANSIT'), await depot().cdr('FRONTIERE')]
  const [first, second] = [only(await depot().sortir([ligne(tank.id, 700)])), only(await depot().sortir([ligne(other.id, 800)]))]
  const adjusted = await depot().ajuster('SORTIE', first.id, 'VOLUME', { volume_ambiant: 690 })
  const hotter = await depot().ajuster('RECEPTION', left.id, 'TEMPERATURE', { temperature_ambiante_c: 25 })
  lists = {
    receptions: { path: `/receptions?citerne_id=${tank.id}`, name: /^receptions_/, kept: [kept.numero], left: [left.numero] },
    trucks: { path: '/cours?statut=TRANSIT', name: /^cours-de-route_/, kept: [truck.numero], left: [gone.numero] },
    adjustments: { path: '/stocks-adjustments?type=VOLUME', name: /^ajustements_/, kept: [adjusted.numero], left: [hotter.numero] },
    ledger: { path: `/stocks/mouvements?citerne_id=${tank.id}&type=SORTIE`, name: /mouvements_/, kept: [first.numero], left: [second.numero, kept.numero] },
    'current stock': { path: `/stocks?citerne_id=${tank.id}`, name: /stock/, kept: [tank.nom, 'TOTAL'], left: [other.nom] },
    'stock by day': { path: `/stocks/journalier?citerne_id=${tank.id}`, name: /stock/, kept: [tank.nom], left: [other.nom] },
    journal: { path: `/logs?cible_id=${adjusted.id}`, name: /^journal_/, kept: ['STOCK_ADJUSTMENT_CREATED', adjusted.numero], left: ['RECEPTION_CREEE'] },
    tanks: { path: '/citernes', name: /^citernes_/, kept: [tank.nom, other.nom], left: [] },
    users: { path: '/utilisateurs?role=pca', name: /^utilisateurs_/, kept: ['pca@demo.local'], left: ['gerant@demo.local'] },
    suppliers: { path: '/fournisseurs?actif=true', name: /^fournisseurs_/, kept: ['Fournisseur'], left: [] },
    clients: { path: '/referentiels/clients', name: /^clients_/, kept: ['Client'], left: [] },
  }
})

async function openAdmin(path: string): Promise<Person> {
  return await browser().openOf(server(), 'admin', path)
}

describe('the file of a list', () => {
  it.each(['receptions', 'trucks', 'adjustments', 'ledger', 'current stock', 'stock by day', 'journal', 'tanks', 'users', 'suppliers', 'clients'])(
    'T-REP-01 %s: has the rows of the filter and no others, and is noted in the journal',
    async (list) => {
      const wanted = lists[list]
      if (wanted === undefined) throw new Error(list)
      const { page } = await openAdmin(wanted.path)
      const { name, rows } = await exported(page)
      expect(name).toMatch(wanted.name)
      expect(name).toMatch(/_\d{4}-\d\d-\d\d\.csv$/)
      expect(rows.length).toBeGreaterThan(1)
      const cells = rows.slice(1).map((row) => row.join(' ')).join('\n')
      for (const text of wanted.kept) expect(cells).toContain(text)
      for (const text of wanted.left) expect(cells).not.toContain(text)
      const traces = done(await depot().admin.client.GET('/api/v1/journal', { params: { query: { action: 'EXPORT_GENERATED', limite: 1 } } })).elements
      expect(only(traces)).toMatchObject({ auteur_nom: 'Test admin', details: { format: 'csv' } })
    },
  )

  it('T-REP-03 the ledger has as many rows as the screen counts', async () => {
    const { path } = lists['ledger'] ?? { path: '/none' }
    const { page } = await openAdmin(path)
    const shown = await page.locator('main tbody tr:not([aria-hidden])').count()
    const { rows } = await exported(page)
    expect(rows).toHaveLength(shown + 1)
  })
})
