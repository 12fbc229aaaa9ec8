/** A broadcast address that is not the one of the network. */
import ipaddr from 'ipaddr.js'
import { replacing } from '../bind/edits.ts'
import { isInNetwork } from '../bind/networks.ts'
import { parseAddress } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { AddressLine } from '../model/config.ts'
import { hasOption, originOfWord, slotOf } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const wrongBroadcastAddress: InstanceRule = {
  kind: 'instance',
  name: 'wrong-broadcast-address',
  severity: 'warning',
  summary: 'The `brd` of a virtual address is the address itself, or lies outside of its network.',
  why: 'keepalived hands the address to the kernel as it is. With its own address for broadcast a virtual address cannot be reached from other hosts; one of another network is never used. `brd +` lets keepalived work it out. See keepalived issues #2522 and #1367.',
  explainsFailures: [],
  check: (instance, site) =>
    [...instance.addresses, ...instance.excludedAddresses].flatMap((line) => lookAt(line, site)),
}

function lookAt({ value, line }: AddressLine, site: Site): Finding[] {
  const slot = slotOf(line, 'address', 'brd') ?? slotOf(line, 'address', 'broadcast')
  const broadcast = slot === undefined ? undefined : parseAddress(slot.word.text)
  if (slot === undefined || broadcast?.family !== 4 || value.family !== 4 || hasOption(line, 'peer')) return []
  const { prefix } = value
  const isItself = broadcast.text === value.text
  const hasNetwork = prefix !== undefined && prefix >= 1 && prefix <= 30
  if (!isItself && (!hasNetwork || isInNetwork(broadcast, value))) return []
  const right = hasNetwork ? ipaddr.IPv4.broadcastAddressFromCIDR(`${value.text}/${prefix}`).toString() : undefined
  const complaint = isItself
    ? `${broadcast.text} is the virtual address itself, and no broadcast address`
    : `${broadcast.text} is not in the network of ${value.text}/${prefix}`
  return [
    {
      message: `${complaint}. ${right === undefined ? 'Remove `brd`.' : `Write \`brd +\`, which is ${right} here.`}`,
      at: originOfWord(slot.word),
      nodes: [site.name],
      fixes:
        right === undefined || right === value.text
          ? []
          : replacing(slot.word.source, slot.word, { title: 'Replace with `+`', safety: 'unsafe', newText: '+' }),
    },
  ]
}
