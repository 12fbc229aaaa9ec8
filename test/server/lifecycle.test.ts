/** What a good server does unseen: how it starts and ends, counts positions, answers and logs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocumentDiagnosticReport, InitializeResult, WorkspaceDiagnosticReport } from 'vscode-languageserver'
import { startClient, uri } from './client.ts'
import { folderForEach } from './folder.ts'
import { MISMATCH, nodeText } from './texts.ts'

const built = join(import.meta.dirname, '../../dist')
const test = folderForEach()
const { started } = test

describe('positions', () => {
  const text = `# Zürich 🏔\n${nodeText().replace('interface eth0', 'interface "é🏔" x')}`

  it('count UTF-16 units, unless the client prefers bytes', async () => {
    const path = join(test.path, 'keepalived.conf')
    const utf16 = await started()
    await utf16.open(path, text)
    const [one] = await utf16.diagnostics(path, (all) => all.length > 0)
    expect(one?.range.start).toEqual({ line: 3, character: 18 })
    expect(utf16.initialized.capabilities.positionEncoding).toBe('utf-16')

    const utf8 = await started({ capabilities: { general: { positionEncodings: ['utf-8', 'utf-16'] } } })
    await utf8.open(path, text)
    const [other] = await utf8.diagnostics(path, (all) => all.length > 0)
    expect(other?.range.start).toEqual({ line: 3, character: 21 })
    expect(utf8.initialized.capabilities.positionEncoding).toBe('utf-8')
    await utf8.change(path, { line: 3, character: 20 }, { line: 3, character: 22 }, '')
    await utf8.diagnostics(path, (all) => all.length === 0)
  })
})

describe('a client that only asks', () => {
  it('gets diagnostics of a document, and of the workspace', async () => {
    writeFileSync(join(test.path, 'lb1.conf'), nodeText())
    writeFileSync(join(test.path, 'lb2.conf'), nodeText({ id: 52, priority: 90 }))
    const client = await started({ capabilities: { textDocument: { diagnostic: {} } } })
    expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true })
    await client.logged('2 keepalived configurations')
    const textDocument = { uri: uri(join(test.path, 'lb1.conf')) }
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument })
    expect(report.kind === 'full' && report.items.map(({ code }) => code)).toEqual([MISMATCH])
    const all = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] })
    expect(all.items.map((item) => [item.uri, item.kind === 'full' ? item.items.length : 0])).toEqual([
      [uri(join(test.path, 'lb1.conf')), 1],
      [uri(join(test.path, 'lb2.conf')), 1],
    ])
    await expect(client.published(join(test.path, 'lb1.conf'))).resolves.toBeUndefined()
  })
})

describe('a server', () => {
  it('shows progress while it looks for configurations', async () => {
    writeFileSync(join(test.path, 'lb1.conf'), nodeText())
    const client = await started({ capabilities: { window: { workDoneProgress: true } } })
    await client.logged('1 keepalived configuration')
    await client.published(join(test.path, 'lb1.conf'))
    expect(client.progress.map(({ kind }) => kind)).toEqual(['begin', 'end'])
  })

  it('answers on after requests that make no sense', async () => {
    const client = await started()
    const unknown = {
      textDocument: { uri: uri(join(test.path, 'none.conf')) },
      position: { line: 900, character: 900 },
    }
    for (const method of ['documentSymbol', 'foldingRange', 'semanticTokens/full', 'formatting']) {
      await client.request(`textDocument/${method}`, { ...unknown, options: { tabSize: 2, insertSpaces: true } })
    }
    const path = join(test.path, 'keepalived.conf')
    await client.open(path, nodeText({ id: 300 }))
    await client.change(path, { line: 900, character: 0 }, { line: 901, character: 9 }, 'x')
    expect(await client.diagnostics(path, (all) => all.length > 0)).not.toEqual([])
  })

  it('drops a request that is cancelled before its turn', async () => {
    const client = await started()
    const path = join(test.path, 'keepalived.conf')
    await client.open(path, nodeText().repeat(500))
    const params = { textDocument: { uri: uri(path) } }
    const waiting = Array.from({ length: 20 }, () => client.cancellable('textDocument/documentSymbol', params))
    for (const { cancel } of waiting) cancel()
    const results = await Promise.allSettled(waiting.map(({ result }) => result))
    expect(results.some(({ status }) => status === 'rejected')).toBe(true)
    expect(await client.request('textDocument/documentSymbol', params)).toHaveLength(1000)
  })

  it('logs no secret and no text of the user, whatever happens', async () => {
    const client = await started({ trace: 'verbose' })
    const path = join(test.path, 'keepalived.conf')
    const secret = 'hushhush'
    await client.open(path, nodeText().replace('priority', `authentication {\n auth_pass ${secret}\n }\n priority`))
    await client.change(path, { line: 2, character: 0 }, { line: 2, character: 0 }, `auth_pass ${secret} x\n`)
    await client.diagnostics(path)
    await client.stop()
    test.forgetClients()
    expect(client.log.join('\n')).not.toContain(secret)
  })

  it('ends with 1 when its client goes away without a word', async () => {
    const client = await startClient({ folders: [test.path] })
    const exit = exitOf(client.process)
    client.process.stdin?.end()
    expect(await exit).toBe(1)
  })

  it('ends when its parent dies', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const client = await startClient({ folders: [test.path], parent: parent.pid })
    const exit = exitOf(client.process)
    parent.kill('SIGKILL')
    expect(await exit).toBe(1)
  }, 20_000)

  it('speaks over a channel of Node as well, and is reached by `kalint lsp`', async () => {
    const child = spawn(process.execPath, [join(built, 'kalint.cjs'), 'lsp', '--node-ipc'], {
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    })
    const answer = new Promise<{ result: InitializeResult }>((resolve) => child.once('message', resolve as never))
    child.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, capabilities: {} } })
    expect((await answer).result.serverInfo?.name).toBe('kalint')
    const exit = exitOf(child)
    child.send({ jsonrpc: '2.0', id: 2, method: 'shutdown' })
    child.send({ jsonrpc: '2.0', method: 'exit' })
    expect(await exit).toBe(0)
  })
})

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}
