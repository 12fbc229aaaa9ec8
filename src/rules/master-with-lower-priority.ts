/** The node that starts as MASTER is not the one with the highest priority. */
import { rewriting } from '../bind/edits.ts'
import { certain, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { beginningAsBackup } from '../model/rank.ts'
import type { RouterRule } from './rule.ts'

export const masterWithLowerPriority: RouterRule = {
  kind: 'router',
  name: 'master-with-lower-priority',
  severity: 'warning',
  summary: 'The node with `state MASTER` has a lower priority than another one.',
  why: '`state` only says how a node starts; the highest priority wins the election. The node that is meant to stand by takes the addresses as soon as it runs, seen with real daemons. keepalived issue #2235, where the maintainer calls it quite strange. With `nopreempt` on the other node it stays as written, and nothing is told.',
  check: (router) => hearingEachOther(router).flatMap(compare),
}

function compare(members: readonly Member<Site>[]): Finding[] {
  const masters = members.filter((member) => certain(member, member.instance.state)?.value === 'MASTER')
  const [master] = masters
  if (master === undefined || masters.length > 1) return []
  const own = certain(master, master.instance.priority)
  const [best] = members
    .filter((other) => other !== master && outranks(other, own?.value))
    .sort((one, other) => other.instance.priority.value - one.instance.priority.value)
  if (own === undefined || best === undefined) return []
  return [
    {
      message: `${master.node.name} has \`state MASTER\` but priority ${own.value}, and ${best.node.name} has ${best.instance.priority.value}: ${best.node.name} takes ${subjectOf(master, best)} as soon as it runs. Give the node that shall be master the highest priority.`,
      at: own.at,
      nodes: [master.node.name, best.node.name],
      related: [{ message: `${best.node.name} has a higher priority`, at: best.instance.priority.at }],
      fixes: [
        ...exchanged(master, best),
        ...beginningAsBackup(master.instance.state, `Write \`state BACKUP\` on ${master.node.name}`),
      ],
    },
  ]
}

function exchanged(one: Member<Site>, other: Member<Site>): Fix[] {
  const [own, theirs] = [one.instance.priority, other.instance.priority]
  if (own.implied === true || theirs.implied === true) return []
  const fix = { title: `Exchange the priorities of ${one.node.name} and ${other.node.name}`, safety: 'unsafe' } as const
  const [raised] = rewriting(own.at, { ...fix, newText: `${theirs.value}` })
  const [lowered] = rewriting(theirs.at, { ...fix, newText: `${own.value}` })
  return raised === undefined || lowered === undefined ? [] : [{ ...fix, edits: [...raised.edits, ...lowered.edits] }]
}

function outranks(member: Member<Site>, priority = Number.POSITIVE_INFINITY): boolean {
  const own = certain(member, member.instance.priority)
  const preempts = member.instance.preempts && !member.node.hasUnreadParts
  return own !== undefined && own.value > priority && preempts
}
