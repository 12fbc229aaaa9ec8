/** Navigation, rename and code actions as an editor asks for them, over standard input and output. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  DocumentLink,
  Location,
  LocationLink,
  Position,
  PrepareRenameResult,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'

const example = join(import.meta.dirname, '../../examples/active-active')
let folder: string
let client: TestClient

const able: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: {
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
}

const plain: ClientCapabilities = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  cpSync(example, folder, { recursive: true })
})

afterEach(async () => {
  expect(await client.stop()).toBe(0)
  rmSync(folder, { recursive: true })
})

/** Starts, opens a file, and waits until the workspace has been searched. */
async function start(capabilities: ClientCapabilities, name = 'nodeA.conf'): Promise<string> {
  client = await startClient({ folders: [folder], capabilities })
  const path = join(folder, name)
  await client.open(path, readFileSync(path, 'utf8'))
  await client.diagnostics(path, (all) => all.length > 0)
  return path
}

/** The position of a text in a file, and some characters behind its start. */
function positionOf(path: string, text: string, behind = 0): Position {
  const lines = readFileSync(path, 'utf8').split('\n')
  const line = lines.findIndex((one) => one.includes(text))
  return { line, character: (lines[line]?.indexOf(text) ?? 0) + behind }
}

function at(path: string, position: Position) {
  return { textDocument: { uri: uri(path) }, position }
}

/** A file after a list of edits, none of which overlap. */
function applied(path: string, edits: readonly TextEdit[]): string {
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n')
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character
  return [...edits]
    .sort((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (sum, { range, newText }) => sum.slice(0, offset(range.start)) + newText + sum.slice(offset(range.end)),
      text,
    )
}

describe('a client that can do much', () => {
  it('goes from an instance to its pair in a file that is not open, and to a script', async () => {
    const path = await start(able)
    const other = join(folder, 'nodeB.conf')
    const [pair] = await client.request<LocationLink[]>('textDocument/definition', at(path, positionOf(path, 'VI_1')))
    expect(pair).toMatchObject({
      targetUri: uri(other),
      targetSelectionRange: { start: positionOf(other, 'VI_1'), end: positionOf(other, 'VI_1', 4) },
      originSelectionRange: { start: positionOf(path, 'VI_1'), end: positionOf(path, 'VI_1', 4) },
    })
    const use = positionOf(path, '    proxy_alive', 6)
    const [script] = await client.request<LocationLink[]>('textDocument/definition', at(path, use))
    expect(script?.targetSelectionRange.start).toEqual(positionOf(path, 'proxy_alive'))
    const [declared] = await client.request<LocationLink[]>('textDocument/declaration', at(path, use))
    expect(declared?.targetUri).toBe(uri(path))
  })

  it('finds references, symbols and links', async () => {
    const script = join(folder, 'notify.sh')
    writeFileSync(script, '#!/bin/sh\n')
    chmodSync(script, 0o755)
    writeFileSync(join(folder, 'common.inc'), '')
    const name = 'nodeA.conf'
    const text = readFileSync(join(folder, name), 'utf8')
    writeFileSync(
      join(folder, name),
      `include common.inc\n${text.replace('state     MASTER', `state     MASTER\n  notify "${script} up"`)}`,
    )
    const path = await start(able)
    const params = { ...at(path, positionOf(path, 'proxy_alive')), context: { includeDeclaration: true } }
    const uses = await client.request<Location[]>('textDocument/references', params)
    expect(uses.map((one) => one.uri).sort()).toEqual([
      ...Array(3).fill(uri(path)),
      ...Array(3).fill(uri(join(folder, 'nodeB.conf'))),
    ])
    const symbols = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'vi1' })
    expect(symbols.map((one) => [one.name, one.containerName])).toEqual([
      ['VI_1', 'nodeA'],
      ['VI_1', 'nodeB'],
    ])
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: uri(path) },
    })
    expect(links.map(({ target }) => target)).toEqual([uri(join(folder, 'common.inc')), uri(script)])
  })

  it('renames in both files, for the version that is open', async () => {
    const path = await start(able)
    const position = positionOf(path, 'VI_1')
    const prepared = await client.request<PrepareRenameResult>('textDocument/prepareRename', at(path, position))
    expect(prepared).toMatchObject({ placeholder: 'VI_1' })
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at(path, position), newName: 'SHOP' })
    const changes = edit.documentChanges as TextDocumentEdit[]
    expect(changes.map(({ textDocument }) => [textDocument.uri, textDocument.version])).toEqual([
      [uri(path), 1],
      [uri(join(folder, 'nodeB.conf')), null],
    ])
    expect(applied(path, (changes[0]?.edits ?? []) as TextEdit[])).toBe(
      readFileSync(path, 'utf8').replaceAll('VI_1', 'SHOP'),
    )
  })

  it('is told why something cannot be renamed', async () => {
    const path = await start(able)
    const keyword = at(path, positionOf(path, 'interface'))
    await expect(client.request('textDocument/prepareRename', keyword)).rejects.toThrow(/^Only names can be renamed/)
    const taken = { ...at(path, positionOf(path, 'VI_1')), newName: 'VI_2' }
    await expect(client.request('textDocument/rename', taken)).rejects.toThrow(/stands for something else/)
  })

  it('gets the fix of a finding that also changes the other file, and comments that silence it', async () => {
    const path = await start(able)
    const diagnostics = await client.diagnostics(path, (all) => all.length > 0)
    const [diagnostic] = diagnostics as [Diagnostic]
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri(path) },
      range: diagnostic.range,
      context: { diagnostics, only: ['quickfix'] },
    })
    expect(actions.map(({ title }) => title)).toContain(`Disable \`${diagnostic.code}\` for this line`)
    expect(actions.every(({ kind }) => kind === 'quickfix')).toBe(true)
    expect(actions[0]?.diagnostics).toEqual([diagnostic])
    const none = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri(path) },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics, only: ['quickfix'] },
    })
    expect(none).toEqual([])
  })

  it('makes the configuration of the other node, and both are clean', async () => {
    rmSync(join(folder, 'nodeB.conf'))
    const path = join(folder, 'nodeA.conf')
    const faulty = readFileSync(path, 'utf8').replace('weight   -40', 'weight   -400')
    writeFileSync(path, faulty)
    await start(able)
    const position = positionOf(path, 'VI_1')
    const request = (only?: string[]): Promise<CodeAction[]> =>
      client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: uri(path) },
        range: { start: position, end: position },
        context: only === undefined ? { diagnostics: [] } : { diagnostics: [], only },
      })
    const [action] = await request(['refactor'])
    expect(action).toMatchObject({ kind: 'refactor.generate' })
    expect(action?.title).toBe('Create nodeB.conf, the configuration of the node at 192.0.2.22')
    expect(action?.edit).toBeUndefined()
    expect(await request(['source.fixAll'])).toEqual([])
    const { edit } = await client.request<CodeAction>('codeAction/resolve', action)
    const [create, fill] = (edit?.documentChanges ?? []) as [unknown, TextDocumentEdit]
    expect(create).toMatchObject({ kind: 'create', uri: uri(join(folder, 'nodeB.conf')) })
    const [insert] = fill.edits as TextEdit[]
    expect(insert?.newText).toContain('router_id right')
    expect(insert?.newText).toContain('auth_pass "s7#Lamp"')
    await client.open(join(folder, 'nodeB.conf'), insert?.newText ?? '')
    const both = await client.diagnostics(join(folder, 'nodeB.conf'), (all) => all.length > 0)
    const serious = both.filter(({ severity = 1 }) => severity <= 2)
    expect(serious.map(({ code }) => code)).toEqual(['invalid-value'])
  })
})

describe('a client that can do little', () => {
  it('gets plain locations and changes, and no file is made', async () => {
    const path = await start(plain)
    const other = join(folder, 'nodeB.conf')
    const position = positionOf(path, 'VI_1')
    const found = await client.request<Location[]>('textDocument/definition', at(path, position))
    expect(found.map((one) => one.uri)).toEqual([uri(other)])
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at(path, position), newName: 'SHOP' })
    expect(Object.keys(edit.changes ?? {}).sort()).toEqual([uri(path), uri(other)])
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri(path) },
      range: { start: position, end: position },
      context: { diagnostics: [], only: ['refactor'] },
    })
    expect(actions).toEqual([])
  })

  it('gets empty answers for a file that nobody knows', async () => {
    await start(plain)
    mkdirSync(join(folder, 'other'))
    const nowhere = at(join(folder, 'other/none.conf'), { line: 0, character: 0 })
    const range = { start: nowhere.position, end: nowhere.position }
    expect(await client.request('textDocument/definition', nowhere)).toEqual([])
    expect(await client.request('textDocument/declaration', nowhere)).toEqual([])
    expect(await client.request('textDocument/references', { ...nowhere, context: {} })).toEqual([])
    expect(await client.request('textDocument/rename', { ...nowhere, newName: 'a' })).toBeNull()
    expect(await client.request('textDocument/documentLink', nowhere)).toEqual([])
    expect(
      await client.request('textDocument/codeAction', { ...nowhere, range, context: { diagnostics: [] } }),
    ).toEqual([])
  })
})
