/** In a workspace that the user does not trust, nothing outside of it is read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startClient, uri } from './client.ts'

const MISTAKE = 'vrrp_instance VI_9 {\n  interface eth0\n  virtual_router_id 500\n}\n'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  mkdirSync(join(folder, 'inside'))
  mkdirSync(join(folder, 'outside'))
  writeFileSync(join(folder, 'outside/a.inc'), MISTAKE)
  symlinkSync(join(folder, 'outside/a.inc'), join(folder, 'inside/link.inc'))
  symlinkSync(join(folder, 'outside'), join(folder, 'inside/linked'))
})

afterEach(() => rmSync(folder, { recursive: true }))

describe.each([
  ['a file outside', () => join(folder, 'outside/a.inc')],
  ['a file outside, by a way around', () => '../outside/a.inc'],
  ['files outside, by a wildcard', () => join(folder, 'outside/*.inc')],
  ['a link that leads outside', () => 'link.inc'],
  ['files in a folder that is a link, by a wildcard', () => 'linked/*.inc'],
  ['files in a folder that is a link, by two wildcards', () => 'link*/*.inc'],
])('an include of %s', (_, included) => {
  it.each([
    ['is followed in a workspace that is trusted', true],
    ['is not followed in one that is not', false],
  ])('%s', async (_title, isTrusted) => {
    const config = join(folder, 'inside/keepalived.conf')
    writeFileSync(config, `global_defs {\n  router_id left\n  unknown_word\n}\ninclude ${included()}\n`)
    const client = await startClient({ folders: [join(folder, 'inside')], settings: { isTrusted } })
    await client.diagnostics(config, (all) => all.length > 0)
    const places = [join(folder, 'outside/a.inc'), join(folder, 'inside/link.inc'), join(folder, 'inside/linked/a.inc')]
    const reports = await Promise.all(
      places.map((path) =>
        client.request<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri: uri(path) } }),
      ),
    )
    expect(reports.some(({ items }) => items.length > 0)).toBe(isTrusted)
    expect(await client.stop()).toBe(0)
  })
})
