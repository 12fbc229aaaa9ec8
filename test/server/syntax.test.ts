/** What the server answers from the text of one file: outline, folds, selections, colours, formatting. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DocumentSymbol, FoldingRange, SelectionRange, SemanticTokens, TextEdit } from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'

const TEXT = `# the web address
vrrp_instance web {
  interface eth0
    virtual_router_id 51
  virtual_ipaddress {
    192.0.2.1/24
  }
}
`

let folder: string
let client: TestClient
let document: { textDocument: { uri: string } }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  const textDocument = {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: { rangeLimit: 10 },
  }
  client = await startClient({ folders: [folder], capabilities: { textDocument } })
  const path = join(folder, 'keepalived.conf')
  document = { textDocument: { uri: uri(path) } }
  await client.open(path, TEXT)
})

afterAll(async () => {
  expect(await client.stop()).toBe(0)
  rmSync(folder, { recursive: true })
})

it('gives the outline', async () => {
  const [web] = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', document)
  expect(web).toMatchObject({
    name: 'web',
    range: { start: { line: 1, character: 0 }, end: { line: 7, character: 1 } },
    selectionRange: { start: { line: 1, character: 14 }, end: { line: 1, character: 17 } },
  })
  expect(web?.children?.map(({ name }) => name)).toEqual(['virtual_ipaddress'])
})

it('gives the folds', async () => {
  const found = await client.request<FoldingRange[]>('textDocument/foldingRange', document)
  expect(found).toEqual([
    { startLine: 1, endLine: 6 },
    { startLine: 4, endLine: 5 },
  ])
})

it('gives what a selection grows to', async () => {
  const params = { ...document, positions: [{ line: 3, character: 24 }] }
  const [smallest] = await client.request<SelectionRange[]>('textDocument/selectionRange', params)
  const chain: string[] = []
  for (let one = smallest; one !== undefined; one = one.parent) {
    chain.push(`${one.range.start.line}:${one.range.start.character}-${one.range.end.line}:${one.range.end.character}`)
  }
  expect(chain[0]).toBe('3:22-3:24')
  expect(chain).toContain('3:4-3:24')
  expect(chain).toContain('1:0-7:1')
  expect(chain.at(-1)).toBe('0:0-8:0')
})

it('gives tokens of known words, of the whole file, of a range and as changes', async () => {
  const legend = client.initialized.capabilities.semanticTokensProvider?.legend.tokenTypes ?? []
  const types = ({ data }: SemanticTokens): string[] =>
    data.flatMap((_, at) => (at % 5 === 3 ? [legend[data[at] ?? 0] ?? ''] : []))
  const whole = await client.request<SemanticTokens>('textDocument/semanticTokens/full', document)
  expect(types(whole).slice(0, 4)).toEqual(['comment', 'keyword', 'class', 'property'])
  const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }
  const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', { ...document, range })
  expect(types(part)).toEqual(['property', 'number'])
  const params = { ...document, previousResultId: whole.resultId }
  expect(await client.request('textDocument/semanticTokens/full/delta', params)).toMatchObject({ edits: [] })
})

it('formats the whole file, a range, and a line as it is typed', async () => {
  const options = { tabSize: 2, insertSpaces: true }
  const expected = [{ range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } }, newText: '  ' }]
  const params = { ...document, options }
  const applied = (edits: TextEdit[]): string => {
    const lines = TEXT.split('\n')
    for (const { range, newText } of edits) {
      const line = lines[range.start.line] ?? ''
      lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character)
    }
    return lines.join('\n')
  }
  const clean = applied(expected)
  expect(applied(await client.request<TextEdit[]>('textDocument/formatting', params))).toBe(clean)
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } }
  expect(applied(await client.request<TextEdit[]>('textDocument/rangeFormatting', { ...params, range }))).toBe(clean)
  const elsewhere = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }
  expect(await client.request('textDocument/rangeFormatting', { ...params, range: elsewhere })).toEqual([])
  const typed = { ...params, position: { line: 4, character: 0 }, ch: '\n' }
  expect(await client.request<TextEdit[]>('textDocument/onTypeFormatting', typed)).toBeInstanceOf(Array)
})
