// `mlpp verify` against somebody who may do everything: the superuser of the private cluster changes a figure with the
// triggers off, and the proof names it, with exit status 1. What the program posted itself gives exit status 0.
import { beforeAll, describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot } from './fixture/depot'
import { run } from './fixture/program'
import { useServer } from './fixture/server'

interface Report {
  measures: number
  differences: { controle: string; entite_id: string | null; attendu: string; trouve: string }[]
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null || !('measures' in value) || !('differences' in value)) return false
  return typeof value.measures === 'number' && Array.isArray(value.differences)
}

/** One numeric column of one row, and by how much it is changed. */
interface Change {
  table: string
  column: string
  by: number
  where: string
}

const server = useServer()
const depot = useDepot(server)
// Receptions, sorties, adjustments by the name of what was done with them, and the stock line of each tank by `ligne …`.
const ids: Record<string, string> = {}
const idOf = (name: string): string => ids[name] ?? expect.fail(`there is no ${name}`)

async function asSuperuser(statements: string): Promise<void> {
  const address = `host=${server().data}/socket user=mlpp_cluster dbname=mlpp`
  const options = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', address, '-c', 'set role none', '-c', 'set session_replication_role = replica']
  await run(['psql', '--data', server().data, '--', ...options, '-c', statements])
}

const update = ({ table, column, by, where }: Change): string => `update ${table} set ${column} = ${column} + (${by.toFixed(10)}) where ${where}`

/** Makes the changes, looks, and takes them back. */
async function tampered(changes: Change[], look: () => Promise<void>): Promise<void> {
  await asSuperuser(changes.map(update).join('; '))
  try {
    await look()
  } finally {
    await asSuperuser(changes.map((change) => update({ ...change, by: -change.by })).join('; '))
  }
}

/** The report in JSON, after the text was found to say the same with the same status. */
async function verify(status: number): Promise<Report> {
  const [text, json] = [await server().tryMlpp(['verify']), await server().tryMlpp(['verify', '--json'])]
  expect([text.status, json.status, text.stderr, json.stderr]).toEqual([status, status, '', ''])
  const report: unknown = JSON.parse(json.stdout)
  if (!isReport(report)) throw new Error(`no report: ${json.stdout}`)
  const lines = report.differences.map((d) => `${d.controle} ${d.entite_id ?? '-'}: expected ${d.attendu}, found ${d.trouve}\n`)
  expect(text.stdout).toBe(`${lines.join('')}${report.measures} measures recomputed, ${lines.length} differences\n`)
  return report
}

beforeAll(async () => {
  const directeur = await server().signIn('directeur')
  const tanks = await Promise.all(['reçue', 'corrigée', 'vendue', 'grande'].map(async (name) => ({ name, ...(await depot().citerne()) })))
  for (const { name, id } of tanks) {
    ids[name] = only(await depot().recevoir([ligne(id, 120_000, { temperature_ambiante_c: 24.5 })])).id
    ids[`ligne ${name}`] = await server().psql(`select id from stocks_snapshot where citerne_id = '${id}'`)
  }
  const corrigee = idOf('corrigée')
  await depot().ajuster('RECEPTION', corrigee, 'VOLUME', { volume_ambiant: 119_500.5 })
  await depot().ajuster('RECEPTION', corrigee, 'TEMPERATURE', { temperature_ambiante_c: 27 })
  ids['densité'] = (await depot().ajuster('RECEPTION', corrigee, 'DENSITE', { densite_observee_kgm3: 841.3 })).id
  const vendue = tanks.find(({ name }) => name === 'vendue') ?? expect.fail()
  const [sortie, double] = await Promise.all(
    [30_000, 4_000].map(async (litres) => only(await depot().sortir([ligne(vendue.id, litres, { temperature_ambiante_c: 29 })]))),
  )
  ids['sortie'] = sortie?.id ?? ''
  const mixte = { volume_ambiant: 30_400, temperature_ambiante_c: 28.5, densite_observee_kgm3: 839 }
  ids['mixte'] = (await depot().ajuster('SORTIE', idOf('sortie'), 'MIXTE', mixte)).id
  await depot().compensate('sorties', double?.id ?? '')
  done(await depot().validate(await depot().proposeVolume('RECEPTION', idOf('grande'), 60_000), directeur), 201)
  done(await depot().adjustTank(vendue.id, -12), 201)
})

describe('what the program posted', () => {
  it('T-STK-05 T-ADJ-04 verifies, every measure of movements and corrections recomputed', async () => {
    const corrections = await server().countRows('stocks_adjustments', "type_correction not in ('COMPENSATION', 'MANUEL')")
    const movements = (await server().countRows('receptions')) + (await server().countRows('sorties_produit'))
    expect([movements, corrections]).toEqual([6, 5])
    expect(await verify(0)).toEqual({ measures: movements + corrections, differences: [] })
  })
})

const of = (table: string, name: string, column: string, by: number, key = 'id'): (() => Change) => () => ({
  table,
  column,
  by,
  where: `${key} = '${idOf(name)}'`,
})
const adjustment = 'stocks_adjustments'
const ledger = (column: string, by: number): (() => Change) => of('mouvements_stock', 'mixte', column, by, 'document_id')
const balances = (suffix: string, by: number): (() => Change)[] => [
  of('stocks_snapshot', 'ligne vendue', `stock_${suffix}`, by),
  of('stocks_snapshot', 'ligne vendue', `delta_${suffix}_total`, by),
  of('stocks_journaliers', 'ligne vendue', `stock_${suffix}`, by, 'ligne_id'),
]

describe('what a superuser changed', () => {
  it.each<[string, (() => Change)[], [string, string][]]>([
    ['the factor of a reception', [of('receptions', 'reçue', 'vcf', 1e-10)], [['VOLUME_DIVERGENCE', 'reçue']]],
    ['the temperature of a sortie', [of('sorties_produit', 'sortie', 'temperature_ambiante_c', 1)], [['AJUSTEMENT_DIVERGENCE', 'mixte'], ['VOLUME_DIVERGENCE', 'sortie']]],
    ['the volume of an adjustment, by less than its rounding', [of(adjustment, 'mixte', 'volume_ambiant', 0.001)], [['AJUSTEMENT_DIVERGENCE', 'mixte']]],
    ['the volume at 15 °C of an adjustment', [of(adjustment, 'mixte', 'volume_15c', 1)], [['AJUSTEMENT_DIVERGENCE', 'mixte'], ['VOLUME_DIVERGENCE', 'mixte']]],
    ['the temperature of an adjustment', [of(adjustment, 'mixte', 'temperature_ambiante_c', 0.5)], [['VOLUME_DIVERGENCE', 'mixte']]],
    ['the factor of an adjustment', [of(adjustment, 'densité', 'vcf', 1e-5)], [['VOLUME_DIVERGENCE', 'densité']]],
    [
      'an adjustment with its effect everywhere',
      [of(adjustment, 'mixte', 'volume_15c', 1), of(adjustment, 'mixte', 'delta_15c', -1), ledger('delta_15c', -1), ...balances('15c', -1)],
      [['VOLUME_DIVERGENCE', 'mixte']],
    ],
    [
      'a ledger entry',
      [ledger('delta_ambiant', 400)],
      [['DOCUMENT_DIVERGENCE', 'mixte'], ['JOURNAL_DIVERGENCE', 'ligne vendue'], ['SNAPSHOT_DIVERGENCE', 'ligne vendue']],
    ],
    ['a current line', [of('stocks_snapshot', 'ligne reçue', 'stock_ambiant', 0.001)], [['SNAPSHOT_DIVERGENCE', 'ligne reçue']]],
    ['the end of a day', [of('stocks_journaliers', 'ligne reçue', 'stock_15c', -1, 'ligne_id')], [['JOURNAL_DIVERGENCE', 'ligne reçue']]],
  ])('T-STK-05 is named, with exit status 1: %s', async (_, changes, expected) => {
    await tampered(
      changes.map((change) => change()),
      async () => {
        const { differences } = await verify(1)
        const found = differences.map(({ controle, entite_id }) => [controle, entite_id]).sort()
        expect(found).toEqual(expected.map(([code, name]) => [code, idOf(name)]))
        for (const { attendu, trouve } of differences) expect(trouve).not.toBe(attendu)
      },
    )
  })

  it('T-STK-05 T-VOL-03 is named when it is a rounding that the engine does not have', async () => {
    await tampered([of('sorties_produit', 'sortie', 'arrondi_l', 0.5)()], async () => {
      // Its correction is rounded as it is.
      const { differences } = await verify(1)
      const found = differences.map(({ controle, entite_id, attendu }) => [controle, entite_id, attendu])
      const expected = ['sortie', 'mixte'].map((name) => ['VOLUME_DIVERGENCE', idOf(name), 'a rounding to 0.001, 0.1 or 1 L, not to 1.500 L'])
      expect(found.sort()).toEqual(expected.sort())
    })
  })

  it('T-STK-05 is named when another adjustment was posted than two people decided on', async () => {
    ids['proposition'] = await server().psql(`select id from propositions_ajustement where statut = 'VALIDEE'`)
    await tampered([of('propositions_ajustement', 'proposition', 'delta_15c', -7)()], async () => {
      const { controle, entite_id, attendu, trouve } = only((await verify(1)).differences)
      expect([controle, entite_id]).toEqual(['PROPOSITION_DIVERGENCE', idOf('proposition')])
      expect(attendu).toMatch(/^delta_15c -\d+\.\d{3}$/)
      expect(trouve).toMatch(/^delta_15c -\d+\.\d{3}$/)
      expect(Number(attendu.slice('delta_15c '.length)) - Number(trouve.slice('delta_15c '.length))).toBeCloseTo(-7, 3)
    })
  })

  it('is told with its figures', async () => {
    await tampered([of(adjustment, 'mixte', 'volume_ambiant', 0.001)()], async () => {
      expect(only((await verify(1)).differences)).toEqual({
        controle: 'AJUSTEMENT_DIVERGENCE',
        entite_id: idOf('mixte'),
        attendu: 'delta_ambiant -400.001',
        trouve: 'delta_ambiant -400.000',
      })
    })
  })

  it('T-STK-05 leaves nothing to find once it is taken back', async () => {
    expect((await verify(0)).differences).toEqual([])
  })
})
