/** An interface in two garp_group blocks. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { isRemoved } from '../model/lacks.ts'
import { linesOf, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const sharedGarpInterface: NodeRule = {
  kind: 'node',
  name: 'shared-garp-interface',
  severity: 'error',
  summary: 'An interface is named by two garp_group blocks, or twice by one.',
  why: 'The interfaces of a `garp_group` share its pauses, so that an interface can be in one group only: keepalived reports each further one and leaves the interface where it is (vrrp_parser.c:2146 and 2183, since 1.2.21). A group that is removed for want of an interval gives its interfaces free.',
  check: (node) => {
    const taken = new Map<string, Slot>()
    return linesOf(node.bound.statements, 'garp_group').flatMap((group) => {
      const members = group.block.flatMap((line) => membersOf(line))
      const found = members.flatMap((member) => lookAt(node, member, taken))
      if (isRemoved(group, node.target) !== undefined) for (const { slot } of members) giveFree(taken, slot)
      return found
    })
  },
}

interface Member {
  readonly slot: Slot
  /** The line whose end keepalived has come to when it reports the name. */
  readonly list: BoundStatement
}

function membersOf(line: BoundStatement): Member[] {
  return [line, ...line.block].flatMap(({ match }) =>
    match.slots.flatMap((slot) => (slot.value.kind === 'interface' && !slot.faulty ? [{ slot, list: line }] : [])),
  )
}

function lookAt(node: ClusterNode, { slot, list }: Member, taken: Map<string, Slot>): Finding[] {
  const { word } = slot
  const first = taken.get(word.text)
  if (isUnknown(word.text)) return []
  if (first === undefined) {
    taken.set(word.text, slot)
    return []
  }
  const close = list.statement.block?.close
  return [
    {
      message: `\`${word.text}\` is in a \`garp_group\` already, and keepalived ignores it here. Name it in one group only.`,
      at: originOfWord(word),
      nodes: [node.name],
      related: [{ message: 'it is in this one', at: originOfWord(first.word) }],
      explains: close === undefined ? [] : [originOf(close.source, close)],
      configTest: true,
    },
  ]
}

function giveFree(taken: Map<string, Slot>, slot: Slot): void {
  if (taken.get(slot.word.text) === slot) taken.delete(slot.word.text)
}
