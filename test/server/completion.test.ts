/** Completion and signature help as an editor gets them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClientCapabilities, CompletionList, SignatureHelp } from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'

const TWO = `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    authentication {
        auth_type PASS
        auth_pass s3cr3t
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`
const ONE = 'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    # ünïcode 🦊\n    \n}\n'

const ABLE: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown'],
        tagSupport: { valueSet: [1] },
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
    signatureHelp: {
      signatureInformation: { documentationFormat: ['markdown'], parameterInformation: { labelOffsetSupport: true } },
    },
  },
}

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  path = join(folder, 'one.conf')
  writeFileSync(join(folder, 'two.conf'), TWO)
  writeFileSync(path, ONE)
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function withClient(capabilities: ClientCapabilities, use: (client: TestClient) => Promise<void>): Promise<void> {
  const client = await startClient({ folders: [folder], capabilities })
  await client.open(path, ONE)
  await client.diagnostics(path)
  await use(client)
  expect(await client.stop()).toBe(0)
}

async function typed(client: TestClient, text: string) {
  const line = 4
  await client.change(path, { line, character: 0 }, { line, character: 4 }, `    ${text}`)
  return { textDocument: { uri: uri(path) }, position: { line, character: 4 + text.length } }
}

describe('completion', () => {
  it('offers snippets with a range, sorted, with pages in Markdown', async () => {
    await withClient(ABLE, async (client) => {
      expect(client.initialized.capabilities.completionProvider?.triggerCharacters).toContain(' ')
      const at = await typed(client, 'pri')
      const { items, isIncomplete } = await client.request<CompletionList>('textDocument/completion', at)
      const item = items.find(({ label }) => label === 'priority')
      expect(isIncomplete).toBe(false)
      expect(item).toMatchObject({
        insertTextFormat: 2,
        textEdit: {
          range: { start: { line: 4, character: 4 }, end: { line: 4, character: 7 } },
          newText: 'priority ${1:140}',
        },
        documentation: { kind: 'markdown' },
      })
      expect(items.map(({ sortText }) => sortText)).toEqual(items.map(({ sortText }) => sortText).toSorted())
      expect(items.filter(({ tags }) => tags?.includes(1) === true).length).toBeGreaterThan(0)
      expect(items.find(({ label }) => label === 'track_interface')).toMatchObject({ insertTextMode: 2 })
    })
  })

  it('offers plain text to clients that can no more', async () => {
    await withClient({}, async (client) => {
      const at = await typed(client, 'pri')
      const { items } = await client.request<CompletionList>('textDocument/completion', at)
      const item = items.find(({ label }) => label === 'priority')
      expect(item).toMatchObject({ textEdit: { newText: 'priority' }, documentation: { kind: 'plaintext' } })
      expect(item).not.toHaveProperty('insertTextFormat')
      expect(JSON.stringify(item?.documentation)).not.toContain('`')
    })
  })

  it('knows what was typed in the other node just now', async () => {
    await withClient(ABLE, async (client) => {
      const other = join(folder, 'two.conf')
      await client.open(other, TWO.replace('192.0.2.100/24', '192.0.2.100/24\n        192.0.2.123/24'))
      const at = await typed(client, 'virtual_ipaddress { ')
      const { items } = await client.request<CompletionList>('textDocument/completion', at)
      expect(items.map(({ label }) => label)).toEqual(['192.0.2.100/24', '192.0.2.123/24', 'include'])
    })
  })

  it('has nothing for passwords, comments and files that are not known', async () => {
    await withClient(ABLE, async (client) => {
      const nothing = { isIncomplete: false, items: [] }
      const password = await typed(client, 'authentication { auth_pass ')
      expect(await client.request('textDocument/completion', password)).toEqual(nothing)
      expect(
        await client.request('textDocument/completion', { ...password, position: { line: 3, character: 16 } }),
      ).toEqual(nothing)
      const unknown = { ...password, textDocument: { uri: uri(join(folder, 'none.conf')) } }
      expect(await client.request('textDocument/completion', unknown)).toEqual(nothing)
      expect(await client.request('textDocument/signatureHelp', unknown)).toBeNull()
    })
  })
})

describe('signature help', () => {
  it('marks the parameter by offsets, or by its text', async () => {
    await withClient(ABLE, async (client) => {
      const at = await typed(client, 'garp_extra_if all ')
      const help = await client.request<SignatureHelp>('textDocument/signatureHelp', at)
      expect(help).toMatchObject({ activeSignature: 0, activeParameter: 1 })
      expect(help.signatures[0]?.label).toBe('garp_extra_if all <seconds>')
      expect(help.signatures[0]?.parameters?.[1]?.label).toEqual([18, 27])
    })
    await withClient({}, async (client) => {
      const at = await typed(client, 'priority 100 ')
      const help = await client.request<SignatureHelp>('textDocument/signatureHelp', at)
      expect(help.signatures[0]?.parameters?.[0]?.label).toBe('<number>')
      expect(help.activeParameter).toBe(1)
    })
  })
})
