/** Lines of vrrp_rx_bufs_policy that cannot hold together. */
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { entriesIn, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const conflictingReceiveBuffers: NodeRule = {
  kind: 'node',
  name: 'conflicting-receive-buffers',
  severity: 'error',
  summary: 'vrrp_rx_bufs_policy gives a size and a policy, or two policies.',
  why: 'Receive buffers have a fixed size, or one that follows the MTU, or one that follows the length of an advert. keepalived adds up the words of all such lines: with a size it drops the policies, and of two policies it uses `MTU` (global_parser.c:1911, since 2.0.3).',
  check: lookAt,
}

function lookAt(node: ClusterNode): Finding[] {
  const found: Finding[] = []
  const held = new Set<Policy>()
  for (const line of entriesIn(node.bound.statements, 'global_defs', 'vrrp_rx_bufs_policy')) {
    const { args } = line.statement
    const words = args.map(({ text }) => text)
    if (words.some(isUnknown)) return found
    const isSized = line.match.slots[0]?.faulty === false && /^\d/.test(words[0] ?? '')
    for (const word of words) {
      const policy = word.toUpperCase()
      if (policy === 'MTU' || policy === 'ADVERT') held.add(policy)
      else if (isSized) held.add('size')
    }
    const loser = loserOf(held)
    const at = args[0]
    if (loser === undefined || at === undefined) continue
    for (const policy of loser.dropped) held.delete(policy)
    found.push({
      message: `${loser.conflict}: keepalived reports it and uses ${loser.used}. Keep one of them.`,
      at: originOfWord(at),
      nodes: [node.name],
      configTest: true,
    })
  }
  return found
}

type Policy = 'size' | 'MTU' | 'ADVERT'

interface Loser {
  readonly conflict: string
  readonly used: string
  readonly dropped: readonly Policy[]
}

function loserOf(held: ReadonlySet<Policy>): Loser | undefined {
  if (held.has('size') && (held.has('MTU') || held.has('ADVERT'))) {
    const conflict = '`vrrp_rx_bufs_policy` cannot be a size and a policy'
    return { conflict, used: 'the size', dropped: ['MTU', 'ADVERT'] }
  }
  if (!held.has('MTU') || !held.has('ADVERT')) return undefined
  return { conflict: '`vrrp_rx_bufs_policy` cannot be both `MTU` and `ADVERT`', used: '`MTU`', dropped: ['ADVERT'] }
}
