/** Diagnostics as an editor gets them: as one types, in every file that they touch. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startClient, type TestClient, uri } from './client.ts'

const example = join(import.meta.dirname, '../../examples/active-active')
let folder: string
let client: TestClient

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  cpSync(example, folder, { recursive: true })
  client = await startClient({ folders: [folder] })
})

afterEach(async () => {
  expect(await client.stop()).toBe(0)
  rmSync(folder, { recursive: true })
})

describe('a finding between two nodes', () => {
  it('is shown in both files though none is open, each with the place in the other one', async () => {
    const [one] = await client.diagnostics(join(folder, 'nodeA.conf'), (all) => all.length > 0)
    const [other] = await client.diagnostics(join(folder, 'nodeB.conf'), (all) => all.length > 0)
    expect(one?.code).toBe(other?.code)
    expect(one?.codeDescription?.href).toContain(`docs/rules/${one?.code}.md`)
    expect(other?.codeDescription).toEqual(one?.codeDescription)
    expect(one?.relatedInformation?.map(({ location }) => location.uri)).toContain(uri(join(folder, 'nodeB.conf')))
    expect(other?.relatedInformation?.map(({ location }) => location.uri)).toContain(uri(join(folder, 'nodeA.conf')))
  })

  it('says in the other file which line it is about, because `here` is not there', async () => {
    const [one] = await client.diagnostics(join(folder, 'nodeA.conf'), (all) => all.length > 0)
    const [other] = await client.diagnostics(join(folder, 'nodeB.conf'), (all) => all.length > 0)
    expect(other?.message).toBe(`nodeA, line ${(one?.range.start.line ?? 0) + 1}: ${one?.message}`)
  })

  it('goes away in both when one is mended, saved or not', async () => {
    const path = join(folder, 'nodeA.conf')
    const text = readFileSync(path, 'utf8')
    await client.open(path, text)
    const [one] = await client.diagnostics(path, (all) => all.length > 0)
    if (one === undefined) throw new Error('there is one')
    expect(one).toMatchObject({ severity: 1, source: 'kalint' })
    await client.change(path, one.range.start, one.range.end, '192.0.2.21')
    const peer = text.split('\n').findLastIndex((line) => line.includes('198.51.100.22'))
    await client.change(path, { line: peer, character: 4 }, { line: peer, character: 17 }, '192.0.2.22')
    expect(await client.diagnostics(path, (all) => all.length === 0)).toEqual([])
    expect(await client.diagnostics(join(folder, 'nodeB.conf'), (all) => all.length === 0)).toEqual([])
    await client.close(path)
    expect(await client.diagnostics(path, (all) => all.length > 0)).toHaveLength(1)
  })
})
