/** Fixes of lines that several nodes read are safe only if the finding is about all of these nodes. */
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../grammar/releases.ts'
import type { Fix } from '../src/diagnostics/diagnostic.ts'
import { lint } from '../src/engine/lint.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { filesInMemory } from './files-in-memory.ts'

/** How safe the fixes of a rule are, in the order in which they are told. */
function safetiesOf(
  rule: string,
  texts: Readonly<Record<string, string>>,
  entries: readonly string[],
): Fix['safety'][] {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, sourceFile(path, text)]))
  const { diagnostics } = lint([{ entries: entries.flatMap((path) => files.get(path) ?? []), how: 'named' }], {
    files: filesInMemory(new Map([...files].map(([path, file]) => [path, { kind: 'text', file }]))),
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  })
  return diagnostics.filter((one) => one.rule === rule).flatMap(({ fixes }) => fixes.map(({ safety }) => safety))
}

const instance = (rank: string, more: string): string =>
  `vrrp_instance web {\n interface eth0\n virtual_router_id 51\n ${rank}\n ${more}\n virtual_ipaddress {\n  192.0.2.10\n }\n}\n`

const included = 'advert_int 1.4\n'
const lb1 = instance('priority 110', 'include common.inc')
const lb2 = instance('priority 100', 'include common.inc')

describe('a fix is', () => {
  it('safe in a file of one node', () => {
    const texts = { 'lb1.conf': instance('priority 110', 'advert_int 1.4') }
    expect(safetiesOf('rounded-advert-interval', texts, ['lb1.conf'])).toEqual(['safe'])
  })

  it('safe in an included file if the finding is about every node that reads it', () => {
    const texts = { 'lb1.conf': lb1, 'lb2.conf': lb2, 'common.inc': included }
    expect(safetiesOf('rounded-advert-interval', texts, ['lb1.conf', 'lb2.conf'])).toEqual(['safe'])
  })

  it('unsafe in an included file that means something else to another node', () => {
    const texts = { 'lb1.conf': lb1, 'lb2.conf': instance('version 3', 'include common.inc'), 'common.inc': included }
    expect(safetiesOf('rounded-advert-interval', texts, ['lb1.conf', 'lb2.conf'])).toEqual(['unsafe'])
  })

  it('unsafe in a line that another node of the same file reads differently', () => {
    const texts = { 'keepalived.conf': instance('@b version 3', '@a priority 110\n advert_int 1.4') }
    expect(safetiesOf('rounded-advert-interval', texts, ['keepalived.conf'])).toEqual(['unsafe'])
  })

  it('unsafe in files of two clusters that include the same lines', () => {
    const other = instance('version 3', 'include common.inc').replace('192.0.2.10', '198.51.100.10')
    const texts = { 'lb1.conf': lb1, 'far.conf': other, 'common.inc': included }
    expect(safetiesOf('rounded-advert-interval', texts, ['lb1.conf', 'far.conf'])).toEqual(['unsafe'])
  })
})
