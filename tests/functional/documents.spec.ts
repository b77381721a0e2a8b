// The document of a posted movement on paper: read back as a person would, with pdftotext.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { done, ligne, only, useDepot } from './fixture/depot'
import { expectRawProblem } from './fixture/problem'
import { useServer } from './fixture/server'

const server = useServer({ options: ['--origin', 'https://depot.example'] })
const depot = useDepot(server)
const untold = useServer()
const elsewhere = useDepot(untold)

async function read(path: string, language = 'fr', caller = depot().admin): Promise<{ text: string; name: string }> {
  const response = await caller.raw(`/api/v1${path}/pdf`, { headers: { 'Accept-Language': language } })
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
    status: 200,
    type: 'application/pdf',
  })
  const folder = mkdtempSync(join(tmpdir(), 'mlpp-pdf-'))
  try {
    writeFileSync(join(folder, 'bon.pdf'), Buffer.from(await response.arrayBuffer()))
    const text = execFileSync('pdftotext', ['-layout', 'bon.pdf', '-'], { cwd: folder, encoding: 'utf8' })
    // One page: one form feed, at its end.
    expect(text.split('\f')).toHaveLength(2)
    return { text: text.replaceAll('\u202f', ' '), name: response.headers.get('content-disposition') ?? '' }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the document of a movement', () => {
  it('says what was received, measured and corrected, in both languages', async () => {
    const tank = await depot().citerne()
    const cdr = await depot().cdr('ARRIVE')
    const reading = ligne(tank.id, 39_291, { temperature_ambiante_c: 23.2, densite_observee_kgm3: 837.6 })
    const { id } = only(await depot().recevoir([reading], { cours_de_route_id: cdr.id, note: 'Plombs vus\nSans réserve' }))
    const reception = done(await depot().admin.client.GET('/api/v1/receptions/{id}', { params: { path: { id } } }))
    const { text, name } = await read(`/receptions/${id}`)
    expect(name).toBe(`attachment; filename="${reception.numero}.pdf"`)
    for (const said of [
      'Bon de réception',
      reception.numero,
      cdr.numero,
      cdr.plaque_camion,
      reception.citerne_nom ?? '?',
      '39 291 L',
      '23,2 °C',
      '837,6 kg/m³',
      'Validé par',
      reception.auteur_nom ?? '?',
      'Sans réserve',
      `https://depot.example/receptions/${id}`,
      'Document d\'essai',
    ]) {
      expect(text).toContain(said)
    }
    const english = await read(`/receptions/${id}`, 'en')
    expect(english.text).toContain('Ambient volume')
    expect(english.text).toContain('23.2 °C')
  })

  it('says of a sortie who took it, and when it counts no more', async () => {
    const tank = await depot().citerne({ stock: 50_000 })
    const other = await depot().citerne({ stock: 50_000 })
    const [first, second] = await depot().sortir([ligne(tank.id, 8_000), ligne(other.id, 2_000)], {
      chauffeur_nom: 'Kabeya Jean',
      plaque_camion: 'CGO 4711 AB',
    })
    if (first === undefined || second === undefined) throw new Error('two sorties expected')
    const { text } = await read(`/sorties/${first.id}`)
    for (const said of ['Bon de sortie', first.numero, 'Kabeya Jean', 'CGO 4711 AB', '8 000 L', second.numero]) {
      expect(text).toContain(said)
    }
    expect(text).not.toContain('COMPENSÉE')
    await depot().compensate('sorties', first.id)
    const after = await read(`/sorties/${first.id}`)
    expect(after.text).toContain('COMPENSÉE')
    expect(after.text).toContain('Compte aujourd’hui : 0 L')
  })

  it('leads to where its reader found the program, when that was told nothing', async () => {
    const { id } = only(await elsewhere().recevoir([ligne((await elsewhere().citerne()).id, 10_000)]))
    const { text } = await read(`/receptions/${id}`, 'fr', elsewhere().admin)
    expect(text).toContain(`${untold().url}/receptions/${id}`)
  })

  it('is not there for what is not there', async () => {
    await expectRawProblem(
      await depot().admin.raw('/api/v1/sorties/0190a000-0000-7000-8000-00000000dead/pdf'),
      404,
      'RESSOURCE_INTROUVABLE',
    )
  })
})
