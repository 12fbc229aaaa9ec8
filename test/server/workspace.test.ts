/** The files of the user: open or not, new, changed, renamed and deleted, in one folder or several. */
import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from 'vscode-languageserver'
import { uri } from './client.ts'
import { folderForEach } from './folder.ts'
import { MISMATCH, nodeText } from './texts.ts'

const test = folderForEach()
const { started, write } = test

const isClean = (all: Diagnostic[]): boolean => all.length === 0
const disagrees = (all: Diagnostic[]): boolean => all.some(({ code }) => code === MISMATCH)

describe('files that nobody opens', () => {
  it('are found by their content, whatever else lies in the folder', async () => {
    write('nginx.conf', 'server {\n  listen 80;\n}\n')
    write('node_modules/x/keepalived.conf', nodeText({ id: 99 }))
    const path = write('lb1/keepalived.conf', nodeText())
    write('lb2/keepalived.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    expect((await client.diagnostics(path, disagrees)).map(({ code }) => code)).toEqual([MISMATCH])
    expect(client.log.join('\n')).toContain('2 keepalived configurations')
  })

  it('count again when they change, appear, move and go away', async () => {
    const one = write('lb1.conf', nodeText())
    const other = write('lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    await client.diagnostics(one, disagrees)
    write('lb2.conf', nodeText({ priority: 90 }))
    await client.touched(other)
    await client.diagnostics(one, isClean)

    const third = write('lb3.conf', nodeText({ id: 53, priority: 80 }))
    await client.touched(third)
    await client.diagnostics(third, disagrees)

    const moved = join(test.path, 'lb4.conf')
    renameSync(third, moved)
    await client.touched(third, moved)
    await client.diagnostics(moved, disagrees)
    await client.diagnostics(third, isClean)

    unlinkSync(moved)
    await client.touched(moved)
    await client.diagnostics(moved, isClean)
    await client.diagnostics(one, isClean)
  })

  it('move with their folder', async () => {
    const one = write('lb1/keepalived.conf', nodeText())
    write('lb2/keepalived.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    await client.diagnostics(one, disagrees)
    renameSync(join(test.path, 'lb2'), join(test.path, 'spare'))
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: uri(join(test.path, 'lb2')), newUri: uri(join(test.path, 'spare')) }],
    })
    await client.diagnostics(join(test.path, 'spare/keepalived.conf'), disagrees)
    await client.diagnostics(join(test.path, 'lb2/keepalived.conf'), isClean)
  })

  it('go away with their folder', async () => {
    const one = write('lb1.conf', nodeText())
    write('old/lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started()
    await client.diagnostics(one, disagrees)
    rmSync(join(test.path, 'old'), { recursive: true })
    await client.touched(join(test.path, 'old'))
    await client.diagnostics(one, isClean)
  })
})

describe('documents that are no files of their own', () => {
  it('are nobody’s node: the older version beside a file', async () => {
    const path = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ priority: 90 }))
    const client = await started()
    await client.open(path, nodeText())
    await client.diagnostics(path, isClean)
    const older = `git:${path}?HEAD`
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: older, languageId: 'keepalived', version: 1, text: nodeText({ id: 52 }) },
    })
    const hover = await client.request('textDocument/hover', {
      textDocument: { uri: older },
      position: { line: 0, character: 3 },
    })
    expect(hover).not.toBeNull()
    expect((await client.published(path))?.diagnostics).toEqual([])
  })

  it('are one node, under whatever path they are opened', async () => {
    const path = write('lb1.conf', nodeText())
    const other = write('lb2.conf', nodeText({ priority: 90 }))
    const link = join(test.path, 'keepalived.conf')
    symlinkSync(path, link)
    const client = await started()
    await client.open(link, nodeText())
    await client.diagnostics(link, isClean)
    await client.change(link, { line: 3, character: 20 }, { line: 3, character: 22 }, '52')
    await client.diagnostics(other, disagrees)
    expect((await client.published(path))?.diagnostics ?? []).toEqual([])
  })

  it('count no longer when they are closed and lie elsewhere', async () => {
    const path = write('lb1.conf', nodeText())
    const elsewhere = mkdtempSync(join(tmpdir(), 'kalint-'))
    const copy = join(elsewhere, 'lb1.conf')
    writeFileSync(copy, nodeText({ id: 52 }))
    const client = await started()
    await client.open(copy, nodeText({ id: 52, priority: 90 }))
    await client.diagnostics(path, disagrees)
    await client.close(copy)
    await client.diagnostics(path, isClean)
    rmSync(elsewhere, { recursive: true })
  })

  it('count as little in a directory that is not searched', async () => {
    const path = write('lb1.conf', nodeText())
    const client = await started()
    const copy = write('node_modules/x/keepalived.conf', nodeText({ id: 52, priority: 90 }))
    await client.touched(copy)
    await client.open(path, nodeText())
    await client.diagnostics(path, isClean)
    expect(await client.published(copy)).toBeUndefined()
  })
})

describe('files that are open', () => {
  it('count as they are in the editor, and as they are on the disk once closed', async () => {
    const one = write('lb1.conf', nodeText())
    const other = write('lb2.conf', nodeText({ priority: 90 }))
    const client = await started()
    await client.open(other, nodeText({ id: 52, priority: 90 }))
    await client.diagnostics(one, disagrees)
    await client.diagnostics(other, disagrees)
    await client.close(other)
    await client.diagnostics(one, isClean)
  })

  it('may be on no disk at all', async () => {
    const one = write('lb1.conf', nodeText())
    const client = await started()
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: {
        uri: 'untitled:Untitled-1',
        languageId: 'keepalived',
        version: 1,
        text: nodeText({ id: 52, priority: 90 }),
      },
    })
    const [found] = await client.diagnostics(one, disagrees)
    expect(found?.relatedInformation?.map(({ location }) => location.uri)).toContain('untitled:Untitled-1')
  })

  it('are configurations by their content, or because the editor says so', async () => {
    const client = await started()
    const nginx = join(test.path, 'nginx.conf')
    await client.open(nginx, 'server {\n  listen 80;\n}\n', 'nginx')
    const named = join(test.path, 'some.conf')
    await client.open(named, 'vrrp_instanc x {\n}\n', 'keepalived')
    const other = join(test.path, 'other.conf')
    await client.open(other, 'global_defs {\n  router_idd x\n}\n', 'properties')
    expect((await client.diagnostics(named, (all) => all.length > 0)).map(({ code }) => code)).toEqual([
      'unknown-directive',
    ])
    expect(await client.diagnostics(other, (all) => all.length > 0)).toHaveLength(1)
    await expect(client.published(nginx)).resolves.toBeUndefined()
  })

  it('show what is found in a file that they include, and the other way round', async () => {
    const part = write('parts/auth.inc', 'priority 300\n')
    const main = write('keepalived.conf', nodeText().replace('priority 100', 'include parts/auth.inc'))
    const client = await started()
    await client.diagnostics(part, (all) => all.length === 1)
    await client.open(part, 'priority 200\n')
    await client.diagnostics(part, isClean)
    await client.open(main, nodeText().replace('priority 100', 'include parts/none.inc'))
    await client.diagnostics(main, (all) => all.some(({ code }) => code === 'missing-include'))
  })
})

describe('folders', () => {
  it('may be several, and a cluster may have its nodes in all of them', async () => {
    const one = write('first/lb1.conf', nodeText())
    const other = write('second/lb2.conf', nodeText({ id: 52, priority: 90 }))
    const client = await started({
      folders: [join(test.path, 'first')],
      capabilities: { workspace: { workspaceFolders: true } },
    })
    await client.open(one, nodeText())
    await client.diagnostics(one, isClean)
    const changed = [{ uri: uri(join(test.path, 'second')), name: 'second' }]
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: changed, removed: [] },
    })
    await client.diagnostics(one, disagrees)
    await client.diagnostics(other, disagrees)
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: changed },
    })
    await client.diagnostics(one, isClean)
  })
})

describe('settings', () => {
  it('may name the files of a cluster, which are then compared though nothing connects them', async () => {
    const one = write('lb1.conf', nodeText())
    write('lb2.conf', nodeText({ address: '198.51.100.1', name: 'other' }))
    const settings = { clusters: { web: ['lb1.conf', 'lb2.conf'] } }
    const client = await started({ settings })
    const codes = (await client.diagnostics(one, (all) => all.length > 0)).map(({ code }) => code)
    expect(codes).toEqual(['unrelated-nodes'])
  })

  it('tell of files that they name and that are not there', async () => {
    write('lb1.conf', nodeText())
    const client = await started({ settings: { clusters: { web: ['lb1.conf', 'lb2.conf'] } } })
    await client.logged('kalint.clusters names lb2.conf, which does not exist')
    expect(client.log.join('\n')).not.toContain('lb1.conf')
  })

  it('take effect at once when they change', async () => {
    const path = write('lb1.conf', `global_defs {\n  reload_check_config\n}\n${nodeText()}`)
    let settings: unknown = { target: '2.0.20' }
    const client = await started({ capabilities: { workspace: { configuration: true } }, settings: () => settings })
    await client.diagnostics(path, (all) => all.some(({ code }) => code === 'newer-directive'))
    settings = { target: '2.4.3' }
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    await client.diagnostics(path, isClean)
  })

  it('may be sent by clients that cannot be asked', async () => {
    const path = write('lb1.conf', `global_defs {\n  reload_check_config\n}\n${nodeText()}`)
    const client = await started({ settings: { target: '2.0.20' } })
    await client.diagnostics(path, (all) => all.length === 1)
    const changed = { settings: { kalint: { target: '2.4.3' } } }
    await client.connection.sendNotification('workspace/didChangeConfiguration', changed)
    await client.diagnostics(path, isClean)
  })

  it('of the start hold where the client has no answer to the question for them', async () => {
    const path = write('lb1.conf', `global_defs {\n  reload_check_config\n}\n${nodeText()}`)
    let settings: unknown = {}
    const client = await started({
      capabilities: { workspace: { configuration: true } },
      settings: () => settings,
      initializationOptions: { target: '2.0.20' },
    })
    await client.logged('1 keepalived configuration')
    await client.diagnostics(path, (all) => all.length === 1)
    settings = { target: '2.4.3' }
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    await client.diagnostics(path, isClean)
    settings = null
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    await client.diagnostics(path, (all) => all.length === 1)
  })

  it('that make no sense are as if they were not set', async () => {
    const path = write('lb1.conf', nodeText({ id: 300 }))
    const client = await started({ settings: { target: 7, configIds: 'x', clusters: [1], sharedLan: 'no' } })
    expect(await client.diagnostics(path, (all) => all.length > 0)).toHaveLength(1)
  })
})
