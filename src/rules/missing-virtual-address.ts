/** An instance without any virtual address. */

import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { entriesOf, isWhollyRead, lastLine } from '../model/sited.ts'
import { completionOf } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const missingVirtualAddress: InstanceRule = {
  kind: 'instance',
  name: 'missing-virtual-address',
  severity: 'error',
  summary: 'An instance has no virtual address.',
  why: 'With version 3 or in strict mode the VRRP process then stops and takes all instances of the node down with it (vrrp.c:4291); with version 2 keepalived only says that an address is sensible (vrrp.c:4295). Addresses that keepalived refuses do not count, nor do those of `virtual_ipaddress_excluded`. Since 2.2.8 `no_virtual_ipaddress` says that none is wanted. See keepalived issues #600, #1320 and #2684.',
  check: lookAt,
}

function lookAt(instance: Instance, site: Site): Finding[] {
  const kind = site.target.atLeast('2.2.8') ? 'missing-address' : 'early-missing-address'
  const isMissing = instance.alterations.some((one) => one.kind === kind)
  if (!isMissing || site.hasUnreadParts || mayHaveSome(instance)) return []
  const { name, version, strict, block } = instance
  const isWanted = lastLine(block.block, 'no_virtual_ipaddress') !== undefined && !strict
  const ends = version.value === 3 || strict
  if (isWanted || (!ends && !isWhollyRead(instance.block))) return []
  const { ends: _, ...completion } = completionOf(instance, kind)
  return [
    {
      message: ends
        ? `\`${name.value}\` has no virtual address: the VRRP process stops, and no instance of this node runs. Add one to \`virtual_ipaddress\`.`
        : `\`${name.value}\` has no virtual address, so that nothing moves between the nodes. Add one to \`virtual_ipaddress\`.`,
      at: name.at,
      nodes: [site.name],
      severity: ends ? 'error' : 'warning',
      configTest: ends || site.target.atLeast('2.1.0'),
      completion: ends ? { ...completion, ends } : completion,
    },
  ]
}

/** Only the machine, or who fills in a template, knows the addresses or the version. */
function mayHaveSome({ block, version }: Instance): boolean {
  const lines = entriesOf(block.block, 'virtual_ipaddress')
  const words = lines.flatMap(({ statement }) => [statement.keyword, ...statement.args])
  return version.unknown === true || words.some((word) => isUnknown(word.text))
}
