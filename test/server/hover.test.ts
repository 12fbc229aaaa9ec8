/** Hover, hints, lenses, highlights and commands over the protocol. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CodeLens, DocumentHighlight, Hover, InlayHint, Location } from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'

const example = join(import.meta.dirname, '../../examples/active-active')
let folder: string
let path: string
let text: string
let client: TestClient

const CAPABILITIES = {
  textDocument: { hover: { contentFormat: ['markdown' as const, 'plaintext' as const] } },
  window: { showDocument: { support: true } },
}

async function start(settings: unknown, capabilities = CAPABILITIES): Promise<void> {
  client = await startClient({ folders: [folder], capabilities, settings })
  await client.open(path, text)
  await client.diagnostics(path, (all) => all.length > 0)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  cpSync(example, folder, { recursive: true })
  path = join(folder, 'nodeA.conf')
  text = readFileSync(path, 'utf8')
})

afterEach(async () => {
  expect(await client.stop()).toBe(0)
  rmSync(folder, { recursive: true })
})

/** The position of a text. */
function positionOf(words: string) {
  const before = text.slice(0, text.indexOf(words)).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function at(words: string) {
  return { textDocument: { uri: uri(path) }, position: positionOf(words) }
}

describe('a client', () => {
  it('gets a hover on a word, as Markdown, and none in a file that nobody knows', async () => {
    await start({})
    const hover = await client.request<Hover>('textDocument/hover', at('140'))
    const start_ = positionOf('140')
    expect(hover.range).toEqual({ start: start_, end: { ...start_, character: start_.character + 3 } })
    expect(hover.contents).toMatchObject({ kind: 'markdown' })
    expect(JSON.stringify(hover.contents)).toContain('`nodeA`: priority 140, becomes MASTER')
    const unknown = { ...at('140'), textDocument: { uri: uri(join(folder, 'other.conf')) } }
    expect(await client.request('textDocument/hover', unknown)).toBeNull()
  })

  it('gets plain text where it knows no Markdown', async () => {
    await start({}, { ...CAPABILITIES, textDocument: { hover: { contentFormat: [] } } })
    const hover = await client.request<Hover>('textDocument/hover', at('140'))
    expect(hover.contents).toMatchObject({ kind: 'plaintext' })
    expect(JSON.stringify(hover.contents)).not.toContain('```')
  })

  it('gets highlights, of which one is a declaration', async () => {
    await start({})
    const highlights = await client.request<DocumentHighlight[]>('textDocument/documentHighlight', at('proxy_alive'))
    expect(highlights.map(({ kind }) => kind)).toEqual([3, 2, 2])
  })

  it('gets hints for what an edit leaves out', async () => {
    await start({})
    const { line } = positionOf('priority  140')
    const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } }
    const ask = (): Promise<InlayHint[]> =>
      client.request('textDocument/inlayHint', { textDocument: { uri: uri(path) }, range })
    expect(await ask()).toEqual([])
    await client.change(path, { line, character: 0 }, { line: line + 1, character: 0 }, '')
    expect(await ask()).toMatchObject([{ label: 'priority 255', position: { line: positionOf('state ').line } }])
  })

  it('gets lenses whose command opens the other node', async () => {
    await start({})
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: uri(path) } })
    expect(lenses.map(({ command }) => command?.title)).toEqual([
      'VRID 71 · nodeA 140 · nodeB 110',
      'open nodeB',
      undefined,
      'VRID 72 · nodeA 110 · nodeB 140',
      'open nodeB',
      undefined,
    ])
    const shown: unknown[] = []
    client.connection.onRequest('window/showDocument', (params: unknown) => {
      shown.push(params)
      return { success: true }
    })
    const { command, arguments: given } = lenses[1]?.command ?? { command: '' }
    expect(await client.request('workspace/executeCommand', { command, arguments: given })).toBe(true)
    expect(shown).toMatchObject([{ uri: uri(join(folder, 'nodeB.conf')), selection: { start: { character: 0 } } }])
  })

  it('is told to ask again for lenses when another node changes', async () => {
    const refreshing = { workspace: { codeLens: { refreshSupport: true } } }
    client = await startClient({ folders: [folder], capabilities: { ...CAPABILITIES, ...refreshing } })
    let asked = (): void => {}
    const refresh = (): Promise<void> =>
      new Promise((resolve) => {
        asked = resolve
      })
    client.connection.onRequest('workspace/codeLens/refresh', () => {
      asked()
      return null
    })
    const first = refresh()
    await client.open(path, text)
    await first
    const other = join(folder, 'nodeB.conf')
    const second = refresh()
    await client.open(other, readFileSync(other, 'utf8').replace(/priority( +)110/, 'priority$1111'))
    await second
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: uri(path) } })
    expect(lenses[0]?.command?.title).toBe('VRID 71 · nodeA 140 · nodeB 111')
  })

  it('gets neither hints nor lenses that it has switched off', async () => {
    await start({ inlayHints: false, codeLens: false })
    const textDocument = { uri: uri(path) }
    const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } }
    expect(await client.request('textDocument/codeLens', { textDocument })).toEqual([])
    expect(await client.request('textDocument/inlayHint', { textDocument, range })).toEqual([])
  })
})

describe('a command', () => {
  const run = <R>(command: string, ...given: readonly unknown[]): Promise<R> =>
    client.request('workspace/executeCommand', { command, arguments: given })

  it('leads from each node to the next', async () => {
    await start({})
    const next = await run<Location>('kalint.server.otherNode', uri(path))
    expect(next.uri).toBe(uri(join(folder, 'nodeB.conf')))
    expect(await run<Location>('kalint.server.otherNode', next.uri)).toMatchObject({ uri: uri(path) })
  })

  it('shows the cluster and what a node reads as they are in the editor', async () => {
    await start({})
    await client.change(path, positionOf('140'), positionOf('140'), '\n\n  ')
    const cluster = await run<string>('kalint.server.showCluster', uri(path))
    expect(cluster).toContain(`${path}:17`)
    expect(cluster).toContain(`${path}:42`)
    const effective = await run<string>('kalint.server.showEffective', uri(path))
    expect(effective).toContain('auth_pass ********')
    expect(effective).not.toContain('Lamp')
    expect(effective).toContain(`# ${path}:61`)
    expect(effective).not.toContain('nodeB.conf')
  })

  it('counts the findings of the workspace', async () => {
    await start({})
    expect(await run('kalint.server.lintWorkspace')).toEqual({ files: 2, errors: 1, warnings: 0, infos: 0 })
  })

  it('has no answer about files that nobody knows, or without arguments', async () => {
    await start({})
    expect(await run('kalint.server.showCluster', uri(join(folder, 'other.conf')))).toBeNull()
    expect(await run('kalint.server.otherNode')).toBeNull()
    expect(await run('kalint.server.open')).toBe(false)
    expect(await run('kalint.server.nonsense')).toBeNull()
  })
})
