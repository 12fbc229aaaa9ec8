/** `kalint.yaml` in an editor: what it says holds for the files below it, and it is checked and completed itself. */
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CompletionList, Diagnostic, Hover } from 'vscode-languageserver'
import { startClient, type TestClient, uri } from './client.ts'
import { folderForEach } from './folder.ts'
import { MISMATCH, nodeText } from './texts.ts'

const test = folderForEach()
const { started, write } = test

const codes = (all: Diagnostic[]): unknown[] => all.map(({ code }) => code)
const isClean = (all: Diagnostic[]): boolean => all.length === 0
const disagrees = (all: Diagnostic[]): boolean => codes(all).includes(MISMATCH)
const isTold = (all: Diagnostic[]): boolean => all.length > 0

/** Two nodes that nothing but the settings connects: neither address nor network nor name is the same. */
const one = nodeText({ name: 'web', address: '192.0.2.1' })
const other = nodeText({ name: 'mail', address: '198.51.100.1', priority: 90, id: 52 })
const CLUSTER = 'clusters:\n  web: [lb1.conf, lb2.conf]\n'
/** `state_dump_file` came with 2.3.3. */
const newer = `global_defs {\n  state_dump_file /run/keepalived.data\n}\n${nodeText()}`

describe('settings that hold for files below them', () => {
  it('say which nodes are one cluster, and what they are called', async () => {
    write(
      'kalint.yaml',
      'clusters:\n  web:\n    nodes:\n      - file: lb1.conf\n      - {file: lb2.conf, name: standby}\n',
    )
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ address: '192.0.2.7', priority: 90 }))
    const client = await started()
    await client.open(path, nodeText())
    const [told] = await client.diagnostics(path, isTold)
    expect(told?.message).toContain('192.0.2.7 is only on standby')
    const shown = await client.request<string>('workspace/executeCommand', {
      command: 'kalint.server.showCluster',
      arguments: [uri(path)],
    })
    expect(shown).toContain('standby')
  })

  it('say which release reads the files, before what the editor says', async () => {
    write('kalint.yaml', 'target: 2.2.7\n')
    const path = write('lb1.conf', newer)
    const client = await started({ settings: { target: '2.4.3' } })
    expect((await client.diagnostics(path, isTold))[0]?.message).toContain('2.2.7')
  })

  it('leave to the editor what they do not say', async () => {
    write('kalint.yaml', 'rules:\n  several-masters: off\n')
    const path = write('lb1.conf', newer)
    const client = await started({ settings: { target: '2.2.7' } })
    await client.diagnostics(path, isTold)
  })

  it('give rules their severities, and turn them off', async () => {
    write('kalint.yaml', `rules:\n  ${MISMATCH}: info\n`)
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    expect((await client.diagnostics(path, disagrees)).map(({ severity }) => severity)).toEqual([3])
    const settings = join(test.path, 'kalint.yaml')
    writeFileSync(settings, `rules:\n  ${MISMATCH}: off\n`)
    await client.touched(settings)
    await client.diagnostics(path, isClean)
    unlinkSync(settings)
    await client.touched(settings)
    expect((await client.diagnostics(path, disagrees)).map(({ severity }) => severity)).toEqual([1])
  })

  it('leave files out, which are explained all the same', async () => {
    write('kalint.yaml', 'ignore: [old/]\n')
    const path = write('lb1.conf', nodeText())
    const old = write('old/lb2.conf', nodeText({ id: 52, priority: 900 }))
    const client = await started()
    await client.open(path, nodeText())
    await client.open(old, nodeText({ id: 52, priority: 900 }))
    await client.diagnostics(path, isClean)
    expect((await client.published(old))?.diagnostics).toEqual([])
    const hover = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: uri(old) },
      position: { line: 4, character: 4 },
    })
    expect(JSON.stringify(hover)).toContain('priority')
  })

  it('are the nearest ones, and end where another repository begins', async () => {
    write('kalint.yaml', 'target: 2.2.7\n')
    write('near/kalint.yaml', 'rules: {}\n')
    write('own/.git/HEAD', 'ref: refs/heads/main\n')
    const above = write('above/lb1.conf', newer)
    const near = write('near/lb1.conf', newer.replaceAll('192.0.2.1', '198.51.100.1'))
    const own = write('own/lb1.conf', newer.replaceAll('192.0.2.1', '203.0.113.1'))
    const client = await started()
    await client.diagnostics(above, isTold)
    for (const path of [near, own]) expect((await client.published(path))?.diagnostics ?? []).toEqual([])
  })

  it('are those of the workspace: what lies above its folders is not read', async () => {
    write('kalint.yaml', `rules:\n  ${MISMATCH}: off\nnonsense: 1\n`)
    const path = write('hosts/lb1.conf', nodeText())
    write('hosts/lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started({ folders: [join(test.path, 'hosts')] })
    await client.open(path, nodeText())
    await client.diagnostics(path, disagrees)
    expect(await client.published(join(test.path, 'kalint.yaml'))).toBeUndefined()
  })

  it('name clusters before the editor does, which keeps those of other files', async () => {
    write('kalint.yaml', CLUSTER)
    const path = write('lb1.conf', one)
    write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const third = write('lb3.conf', nodeText({ name: 'a', address: '203.0.113.1', id: 7 }))
    const fourth = write('lb4.conf', nodeText({ name: 'a', address: '203.0.113.1', id: 8, priority: 90 }))
    const client = await started({
      settings: { clusters: { web: ['lb1.conf', 'lb3.conf'], all: ['lb3.conf', 'lb4.conf'] } },
    })
    expect(codes(await client.diagnostics(path, disagrees))).toEqual([MISMATCH])
    await client.diagnostics(third, disagrees)
    await client.diagnostics(fourth, disagrees)
  })

  it('count as they are in the editor, and as they are on the disk once closed', async () => {
    const settings = write('kalint.yaml', '')
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    await client.diagnostics(path, disagrees)
    await client.open(settings, `rules:\n  ${MISMATCH}: off\n`, 'yaml')
    await client.diagnostics(path, isClean)
    await client.close(settings)
    await client.diagnostics(path, disagrees)
  })

  it('hold from the moment in which they are written', async () => {
    const path = write('sub/lb1.conf', nodeText())
    write('sub/lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    await client.diagnostics(path, disagrees)
    const settings = write('kalint.yaml', `rules:\n  ${MISMATCH}: off\n`)
    await client.touched(settings)
    await client.diagnostics(path, isClean)
  })

  it('leave out nodes outside of a workspace that is not trusted', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'kalint-'))
    writeFileSync(join(elsewhere, 'lb2.conf'), nodeText({ id: 52, priority: 90 }))
    const settings = write('kalint.yaml', `clusters:\n  web: [lb1.conf, ${elsewhere}/lb2.conf]\n`)
    const path = write('lb1.conf', nodeText())
    const trusted = await started()
    await trusted.diagnostics(path, disagrees)
    const client = await started({ initializationOptions: { isTrusted: false } })
    await client.open(path, nodeText())
    await client.diagnostics(path, isClean)
    expect((await client.published(settings))?.diagnostics ?? []).toEqual([])
    rmSync(elsewhere, { recursive: true })
  })
})

describe('settings that are wrong', () => {
  it('are told at their place, and the files are linted as without them', async () => {
    const settings = write(
      'kalint.yaml',
      'clusters:\n  web: [lb1.conf]\nrules:\n  several-master: off\ntargets: 2.2.7\n',
    )
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    expect(shown(await client.diagnostics(settings, isTold))).toEqual([
      '3:2-3:16 error no rule is called `several-master`. Did you mean `several-masters`?',
      '4:0-4:7 error unknown key `targets`. Did you mean `target`?',
    ])
    expect(codes(await client.diagnostics(path, disagrees))).toEqual([MISMATCH])
  })

  it('go on to hold as they were while they are being rewritten', async () => {
    const settings = write('kalint.yaml', `rules:\n  ${MISMATCH}: off\n`)
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    await client.open(settings, `rules:\n  ${MISMATCH}: off\n`, 'yaml')
    await client.open(path, nodeText())
    await client.diagnostics(path, isClean)
    await client.change(settings, { line: 2, character: 0 }, { line: 2, character: 0 }, 'tar')
    await client.diagnostics(settings, isTold)
    expect((await client.published(path))?.diagnostics).toEqual([])
    await client.change(settings, { line: 0, character: 0 }, { line: 3, character: 0 }, '')
    await client.diagnostics(path, disagrees)
    await client.diagnostics(settings, isClean)
  })

  it('are told where a path leads nowhere, and the other nodes are compared', async () => {
    const settings = write('kalint.yaml', 'clusters:\n  web: [lb1.conf, lb2.conf, lb3.conf, sub]\n')
    mkdirSync(join(test.path, 'sub'))
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    expect(shown(await client.diagnostics(settings, isTold))).toEqual([
      '1:28-1:36 error lb3.conf: no such file; expected the path of a configuration, relative to the settings.',
      '1:38-1:41 error sub: this is a directory; expected the path of a configuration in it.',
    ])
    await client.diagnostics(path, disagrees)
    await client.touched(write('lb3.conf', nodeText({ priority: 80 })))
    expect(await client.diagnostics(settings, (all) => all.length === 1)).toHaveLength(1)
  })

  it('are told where a cluster has one node only', async () => {
    const settings = write('kalint.yaml', 'clusters:\n  web: [lb1.conf]\n')
    write('lb1.conf', nodeText())
    const client = await started()
    expect(shown(await client.diagnostics(settings, isTold))).toEqual([
      '1:2-1:5 info `web` has one node only, lb1, so that nothing can be compared. Add its other nodes.',
    ])
  })
})

describe('a settings file that is open', () => {
  it('is completed with keys, rules, severities and the configurations that there are', async () => {
    const path = write('kalint.yaml', '')
    write('hosts/lb1.conf', nodeText())
    const client = await started()
    expect(await offered(client, path, '|')).toEqual(
      expect.arrayContaining(['target', 'clusters', 'rules', 'ignore', 'fail-on', 'shared-lan', 'config-ids']),
    )
    expect(await offered(client, path, 'rules:\n  sev|')).toContain('several-masters')
    expect(await offered(client, path, 'rules:\n  several-masters: |')).toEqual(['off', 'info', 'warning', 'error'])
    expect(await offered(client, path, 'clusters:\n  web:\n    - |')).toContain('hosts/lb1.conf')
  })

  it('is explained', async () => {
    const path = write('kalint.yaml', 'rules:\n  several-masters: off\n')
    const client = await started()
    await client.open(path, 'rules:\n  several-masters: off\n', 'yaml')
    await client.diagnostics(path)
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: uri(path) },
      position: { line: 1, character: 5 },
    })
    expect(JSON.stringify(hover)).toContain('docs/rules/several-masters.md')
    expect(hover.range).toEqual({ start: { line: 1, character: 2 }, end: { line: 1, character: 17 } })
  })

  it('is never taken for a text of keepalived, even if it is given out for one', async () => {
    const text = 'clusters:\n web: [lb1.conf]\n'
    const path = write('kalint.yaml', text)
    write('lb1.conf', nodeText())
    const client = await started()
    await client.open(path, text)
    const textDocument = { uri: uri(path) }
    const options = { tabSize: 2, insertSpaces: true }
    const [data, edits, symbols] = await Promise.all([
      client.request<{ data: number[] }>('textDocument/semanticTokens/full', { textDocument }),
      client.request('textDocument/formatting', { textDocument, options }),
      client.request('textDocument/documentSymbol', { textDocument }),
    ])
    expect([data.data, edits, symbols]).toEqual([[], [], []])
    expect(shown(await client.diagnostics(path, isTold))).toHaveLength(1)
  })
})

describe('what reads settings', () => {
  /** Whether the server ran anything of it, as V8 counts at its end. */
  async function isRun(): Promise<boolean> {
    const observer = write(
      'observer.cjs',
      `const { Session } = require('node:inspector')
      const { readFileSync, writeSync } = require('node:fs')
      const session = new Session()
      session.connect()
      session.post('Profiler.enable')
      session.post('Profiler.startPreciseCoverage', { callCount: true })
      process.on('exit', () => {
        session.post('Profiler.takePreciseCoverage', (_, { result }) => {
          const { functions, url } = result.find((script) => script.url.endsWith('/server.cjs'))
          const text = readFileSync(new URL(url), 'utf8')
          const offset = text.indexOf('MULTILINE_IMPLICIT_KEY')
          const isAround = ({ startOffset, endOffset }) =>
            startOffset < offset && offset < endOffset && endOffset - startOffset < text.length / 2
          const isRun = functions.some(({ ranges: [whole] }) => isAround(whole) && whole.count > 0)
          writeSync(2, offset > 0 ? 'settings: ' + isRun : 'settings: lost')
        })
      })`,
    )
    const path = write('lb1.conf', nodeText({ id: 300 }))
    const client = await startClient({ folders: [test.path], node: ['--require', observer] })
    await client.open(path, nodeText({ id: 300 }))
    await client.diagnostics(path, isTold)
    expect(await client.stop()).toBe(0)
    const [, told] = /settings: (\w+)/.exec(client.log.join('')) ?? []
    expect(['true', 'false']).toContain(told)
    return told === 'true'
  }

  it('is run only where there are any', async () => {
    expect(await isRun()).toBe(false)
    write('kalint.yaml', 'target: 2.2.7\n')
    expect(await isRun()).toBe(true)
  })
})

it('without settings nothing is told and nothing is offered of them', async () => {
  const path = write('lb1.conf', one)
  write('lb2.conf', other)
  write('other.yaml', 'targets: 1\n')
  const client = await started()
  await client.open(path, one)
  await client.diagnostics(path, isClean)
  await client.open(join(test.path, 'other.yaml'), 'targets: 1\n', 'yaml')
  expect((await client.published(join(test.path, 'other.yaml')))?.diagnostics ?? []).toEqual([])
  expect(await offered(client, join(test.path, 'other.yaml'), '|')).not.toContain('clusters')
})

function shown(all: readonly Diagnostic[]): string[] {
  return all.map(({ range: { start, end }, severity, message }) => {
    const at = `${start.line}:${start.character}-${end.line}:${end.character}`
    return `${at} ${severity === 1 ? 'error' : 'info'} ${message}`
  })
}

/** The labels that are offered at the bar in a text. */
async function offered(client: TestClient, path: string, marked: string): Promise<string[]> {
  const lines = marked.slice(0, marked.indexOf('|')).split('\n')
  await client.open(path, marked.replace('|', ''), 'yaml')
  await client.published(path)
  const list = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri: uri(path) },
    position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  })
  await client.close(path)
  return list.items.map(({ label }) => label)
}
