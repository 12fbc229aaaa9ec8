/** Two open files that include a third one have its instances in common: each is still compared as part of its own node. */
import { expect, it } from 'vitest'
import { editedFile } from '../src/text/sections.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { lintedFiles, shownDiagnostics } from './edited-files.ts'

const TEXTS = {
  '/x/n1/keepalived.conf': nodeText(150, '  track_script {\n    chk\n  }\n'),
  '/x/n2/keepalived.conf': nodeText(100, ''),
  '/x/common.inc': `${instanceText('VI_1', 51)}${instanceText('VI_2', 52)}`,
}

it('finds in open files what is in their texts', () => {
  const read = Object.entries(TEXTS).map(([path, text]) => sourceFile(path, text))
  const open = Object.entries(TEXTS).map(([path, text]) => editedFile(path, text))
  const found = shownDiagnostics(lintedFiles(read), read)
  expect(found.filter(({ rule }) => rule === 'tracker-mismatch')).toHaveLength(2)
  expect(shownDiagnostics(lintedFiles(open), open)).toEqual(found)
})

function nodeText(priority: number, tracking: string): string {
  return `vrrp_script chk {
  script "/usr/local/bin/check"
}

include ../common.inc

vrrp_instance VI_0 {
  interface eth0
  virtual_router_id 50
  priority ${priority}
  virtual_ipaddress {
    192.0.2.50/24
  }
}

vrrp_sync_group G {
  group {
    VI_1
    VI_2
  }
${tracking}}
`
}

function instanceText(name: string, id: number): string {
  return `vrrp_instance ${name} {
  interface eth0
  virtual_router_id ${id}
  virtual_ipaddress {
    192.0.2.${id}/24
  }
}

`
}
