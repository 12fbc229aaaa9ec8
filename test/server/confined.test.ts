/** What a host does that may read in one folder only: a link that leads out of it tells nothing of what is there. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contentOf, identityOf } from '../../src/cli/disk-files.ts'
import { globPaths } from '../../src/cli/glob-paths.ts'
import { confinedTo } from '../../src/server/confined.ts'
import type { Host } from '../../src/server/host.ts'
import type { FileContent } from '../../src/text/files.ts'

let folder = ''

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kalint-confined-')))
  for (const name of ['inside', 'outside']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'inside/a.inc'), '# inside\n')
  writeFileSync(join(folder, 'outside/b.inc'), '# outside\n')
  symlinkSync('../outside', join(folder, 'inside/link'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function confined(): { readonly host: Host; readonly listed: string[] } {
  const listed: string[] = []
  const glob: Host['glob'] = (pattern, mayEnter = () => true) =>
    globPaths(pattern, (directory) => {
      const may = mayEnter(directory)
      if (may) listed.push(directory)
      return may
    })
  const host = { read: contentOf, glob, identity: identityOf, exists: existsSync } as unknown as Host
  return { host: confinedTo(host, () => [join(folder, 'inside')]), listed }
}

it('reads what is inside, and tells nothing of what is outside or not there', () => {
  const { host } = confined()
  const kindAt = (path: string): string => (host.read(join(folder, 'inside', path)) as FileContent).kind
  expect(kindAt('a.inc')).toBe('text')
  expect(kindAt('no-such.inc')).toBe('missing')
  expect([kindAt('link/b.inc'), kindAt('link/no-such.inc'), kindAt('link/no/such.inc')]).toEqual(
    Array(3).fill('unreadable'),
  )
  expect(host.exists?.(join(folder, 'inside/link/b.inc'))).toBe(false)
})

it.each(['*.inc', 'link/*.inc', '*/*.inc', 'l*/*.inc'])('lists no folder outside for %s', (pattern) => {
  const { host, listed } = confined()
  const found = host.glob(join(folder, 'inside', pattern))
  expect(found).toEqual(pattern === '*.inc' ? [join(folder, 'inside/a.inc')] : [])
  expect(
    listed.filter((directory) => !directory.startsWith(join(folder, 'inside')) || directory.includes('link')),
  ).toEqual([])
})
