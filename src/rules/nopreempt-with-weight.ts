/** An instance that has `nopreempt` and a tracker with a weight, which cannot move the addresses then. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance, SyncGroup } from '../model/config.ts'
import { originOfWord } from '../model/sited.ts'
import { rememberedInMembers } from '../model/sync-groups.ts'
import { countingTrackers } from '../model/weights.ts'
import type { NodeRule } from './rule.ts'

export const nopreemptWithWeight: NodeRule = {
  kind: 'node',
  name: 'nopreempt-with-weight',
  severity: 'warning',
  summary: 'An instance has `nopreempt` and a tracker with a weight.',
  why: 'A weight moves the addresses only because a node of higher priority takes over from a running master, and that is what `nopreempt` forbids. The check of the master fails, its priority sinks, and the addresses stay where they are. Without a weight a failure means FAULT, which `nopreempt` does not stand in the way of. See keepalived issues #2483, #2599 and #2379; seen with real daemons 2.4.3.',
  explainsFailures: ['no-failover'],
  check: (node) => patientAmong(node.config).flatMap((patient) => lookAt(node, patient)),
}

/** An instance that does not preempt, and the group that it is in. */
interface Patient {
  readonly instance: Instance
  readonly group: SyncGroup | undefined
}

const patientAmong = rememberedInMembers((instance, group): readonly Patient[] =>
  instance.preempts ? [] : [{ instance, group }],
)

function lookAt(node: ClusterNode, { instance, group }: Patient): Finding[] {
  const line = instance.block.block.findLast(({ keyword }) => keyword === 'nopreempt')
  const [first, ...others] = countingTrackers(instance, group)
  if (line === undefined || first === undefined) return []
  const also = others.length === 0 ? '' : ` and ${others.length} more`
  return [
    {
      message: `\`nopreempt\` and the weight of \`${first.name}\`${also} do not go together: a weight only changes priorities, and with \`nopreempt\` this node takes nothing from a running master, however low its priority is. Track without a weight, so that a failure means FAULT, or remove \`nopreempt\`.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name],
      related: [
        { message: 'the weight of this does not move the addresses', at: originOfWord(first.line.statement.keyword) },
      ],
    },
  ]
}
