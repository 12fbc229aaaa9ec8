/** The language server says nothing of what it must not say, whatever is asked, and reads nothing that it must not read. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { confinedTo } from '../../src/server/confined.ts'
import { fixtureFolders } from '../formats/renderings.ts'
import { folderWith } from '../run-kalint.ts'
import { startClient, uri } from '../server/client.ts'

const CONFIG = `vrrp_instance VI_1 {
  state MASTER
  interface eth0
  virtual_router_id 51
  priority 100
  virtual_ipaddress {
    192.0.2.1/24
  }
}
`

/** What the server sends when it is asked everything about every line of a document, answers and logs alike. */
async function everythingAbout(
  path: string,
  { folders, isTrusted = true }: { folders: readonly string[]; isTrusted?: boolean },
): Promise<string> {
  const text = readFileSync(path, 'utf8')
  const client = await startClient({ folders, settings: { isTrusted }, trace: 'verbose' })
  let sent = ''
  client.process.stdout?.on('data', (bytes: Buffer) => {
    sent += bytes.toString()
  })
  client.process.stderr?.on('data', (bytes: Buffer) => {
    sent += bytes.toString()
  })
  await client.open(path, text)
  await client.diagnostics(path)
  const textDocument = { uri: uri(path) }
  const lines = text.split('\n')
  const all = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } }
  const requests: Promise<unknown>[] = [
    ...['documentSymbol', 'foldingRange', 'codeLens', 'documentLink', 'diagnostic'].map((name) =>
      client.request(`textDocument/${name}`, { textDocument }),
    ),
    client.request('textDocument/semanticTokens/full', { textDocument }),
    client.request('textDocument/inlayHint', { textDocument, range: all }),
    client.request('workspace/symbol', { query: '' }),
    client.request('kalint/failover', { textDocument }),
  ]
  for (const [line, written] of lines.entries()) {
    for (const { index, 0: word } of written.matchAll(/[^\s{}]+/g)) {
      const position = { line, character: index + Math.min(1, word.length) }
      const range = { start: { line, character: index }, end: { line, character: index + word.length } }
      for (const name of ['hover', 'definition', 'documentHighlight', 'signatureHelp']) {
        requests.push(client.request(`textDocument/${name}`, { textDocument, position }))
      }
      requests.push(
        client.request('textDocument/completion', { textDocument, position }),
        client.request('textDocument/references', { textDocument, position, context: { includeDeclaration: true } }),
        client.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }),
      )
    }
  }
  await Promise.all(requests.map((one) => one.catch(() => undefined)))
  expect(await client.stop()).toBe(0)
  return sent
}

describe('an include of what is no configuration', { timeout: 60_000 }, () => {
  it.each([true, false])('shows nothing of it, in a workspace that is trusted: %s', async (isTrusted) => {
    const folder = folderWith({
      'inside/lb1.conf': '',
      'outside/shadow': 'root:$6$hiddenS1$abc:20000:0:99999:7:::\ndaemon:*hiddenS2:20000:0:99999:7:::\n',
      'outside/key.pem': `-----BEGIN PRIVATE KEY-----\n${'hiddenS3aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+/=\n'.repeat(3)}`,
      'outside/token': 'ghp_hiddenS4abcdefghijklmnop01\n',
      'outside/passwd': 'root:x:0:0:hiddenS5:/root:/bin/bash\n',
    })
    const path = join(folder, 'inside/lb1.conf')
    symlinkSync(join(folder, 'outside/shadow'), join(folder, 'inside/linked.conf'))
    const includes = [
      '../outside/shadow',
      '../outside/*',
      join(folder, 'outside/key.pem'),
      'linked.conf',
      '../outside/token',
    ]
    writeFileSync(
      path,
      `${includes.map((one) => `include ${one}\n`).join('')}${CONFIG.replace('192.0.2.1/24', `192.0.2.1/24\n    include ../outside/shadow\n    include ../outside/token`)}
vrrp_sync_group G {
  group {
    include ../outside/token
    include ../outside/passwd
    VI_1
  }
}
`,
    )
    const sent = await everythingAbout(path, { folders: [join(folder, 'inside')], isTrusted })
    expect(sent).toContain('virtual_router_id')
    expect(sent.match(/hiddenS\d/g)).toBeNull()
  })
})

describe('the passwords of the fixtures', { timeout: 300_000 }, () => {
  const PASSWORD = /^[ \t]*(?:auth_pass|(?:auth_hmac[ \t]+)?key[ \t]+\d+|password)[ \t]+"?([^\s"#$]{5,})/gm
  const project = join(import.meta.dirname, '../..')
  const files = [
    ...['nodeA.conf', 'nodeB.conf'].map((name) => join(project, 'fixtures/secrets', name)),
    ...fixtureFolders()
      .filter((folder) => /auth-pass|auth-type|hmac|overlong/.test(folder))
      .map((folder) => (folder.startsWith('/') ? folder : join(project, folder)))
      .flatMap((folder) => ['lb1.conf', 'nodeA.conf', 'node1.conf'].map((name) => join(folder, name))),
  ].filter((path) => {
    try {
      return readFileSync(path, 'utf8').search(PASSWORD) !== -1
    } catch {
      return false
    }
  })

  it('are many', () => {
    expect(files.length).toBeGreaterThan(3)
  })

  it.each(files)('are in nothing that the server sends about %s', async (path) => {
    const text = readFileSync(path, 'utf8')
    const open = text.replace(PASSWORD, (line, password: string) => line.replace(password, ''))
    const passwords = [...text.matchAll(PASSWORD)].map(([, password = '']) => password)
    const secret = [...new Set(passwords), ...(text.match(/hidden[AP]\w+/g) ?? [])].filter(
      (one) => !open.includes(one) || /^hidden/.test(one),
    )
    const sent = await everythingAbout(path, { folders: [join(path, '..')] })
    expect(sent.length).toBeGreaterThan(1_000)
    expect(secret.filter((one) => sent.includes(one))).toEqual([])
  })
})

describe('a machine of which only a folder is read', () => {
  const asked: string[] = []
  const note = (path: string): void => {
    asked.push(path)
  }
  const outside = folderWithout()
  const host = confinedTo(
    {
      read: (path) => {
        note(path)
        return { kind: 'missing' }
      },
      glob: (pattern) => {
        note(pattern)
        return ['/w/a', '/x/b']
      },
      exists: (path) => {
        note(path)
        return true
      },
      identity: (path) => path.replace('/w/link', '/x'),
      find: outside,
    },
    () => ['/w'],
  )

  it.each([
    '/x/a',
    '/w/../x/a',
    '/w/link/a',
    '/wa',
    '/w',
    '//x/a',
    '/\uE001file:host\uE001/w/a',
  ])('does not look at %s', (path) => {
    asked.length = 0
    expect(host.read(path)).toEqual({ kind: 'unreadable' })
    expect(host.exists?.(path)).toBe(false)
    expect(asked).toEqual([])
  })

  it.each(['/x/*', '/*/a', '/w/../x/*', '/w/link/*', '/w/*/../../x/*'])('does not search %s', (pattern) => {
    asked.length = 0
    expect(host.glob(pattern)).toEqual([])
    expect(asked).toEqual([])
  })

  it('looks at what is in the folder', () => {
    asked.length = 0
    host.read('/w/a')
    expect(host.glob('/w/*')).toEqual(['/w/a'])
    expect(asked).toEqual(['/w/a', '/w/*'])
  })
})

function folderWithout() {
  return async function* (): AsyncGenerator<string> {}
}

describe('settings in a workspace that is not trusted', { timeout: 60_000 }, () => {
  it('lead to no file outside of it', async () => {
    const folder = folderWith({
      'inside/a.conf': CONFIG,
      'outside/b.conf': CONFIG.replace('VI_1', 'hiddenS7').replace('51', '500'),
      'kalint.yaml': 'target: hiddenS8\n',
    })
    mkdirSync(join(folder, 'inside/linked'))
    symlinkSync(join(folder, 'outside'), join(folder, 'inside/linked/out'))
    writeFileSync(
      join(folder, 'inside/kalint.yaml'),
      `clusters:\n  web:\n    - a.conf\n    - ../outside/b.conf\n  other: [linked/out/b.conf, ${join(folder, 'outside/b.conf')}]\n`,
    )
    const sent = await everythingAbout(join(folder, 'inside/a.conf'), {
      folders: [join(folder, 'inside')],
      isTrusted: false,
    })
    expect(sent.match(/hiddenS\d/g)).toBeNull()
  })
})
