/** `nopreempt` on the node that would not take over anyway, and not on the one that does. */
import { certain, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { addingToBlock } from '../model/line-edits.ts'
import { beginningAsBackup } from '../model/rank.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import type { RouterRule } from './rule.ts'

export const nopreemptOnLowerPriority: RouterRule = {
  kind: 'router',
  name: 'nopreempt-on-lower-priority',
  severity: 'warning',
  summary: 'Only the node with the lowest priority has `nopreempt`, where it does nothing.',
  why: '`nopreempt` keeps a node from taking the addresses from a running master of lower priority. The node with the lowest priority never does that; the one with the highest does when it comes back, which the line was most likely written to prevent. See keepalived pull request #346 and issue #1515.',
  check: (router) => hearingEachOther(router).flatMap(compare),
}

/** Only where every rank is known: among more than two nodes the line has an effect on all but the last. */
function compare(members: readonly Member<Site>[]): Finding[] {
  if (members.some((member) => member.node.hasUnreadParts || certain(member, member.instance.priority) === undefined)) {
    return []
  }
  const sorted = [...members].sort((one, other) => one.instance.priority.value - other.instance.priority.value)
  const [lowest, next] = sorted
  const best = sorted.at(-1)
  if (lowest === undefined || next === undefined || best === undefined) return []
  const line = lastLine(lowest.instance.block.block, 'nopreempt')
  if (
    line === undefined ||
    lowest.instance.preempts ||
    next.instance.priority.value === lowest.instance.priority.value
  ) {
    return []
  }
  const others = members.filter((member) => member !== lowest)
  if (others.some(({ instance }) => lastLine(instance.block.block, 'nopreempt') !== undefined)) return []
  return [
    {
      message: `\`nopreempt\` does nothing on ${lowest.node.name}, which has the lowest priority (${lowest.instance.priority.value}): ${best.node.name} with ${best.instance.priority.value} takes ${subjectOf(lowest, best)} back when it returns. Write \`nopreempt\` and \`state BACKUP\` on ${best.node.name}.`,
      at: originOfWord(line.statement.keyword),
      nodes: [lowest.node.name, best.node.name],
      related: [{ message: `${best.node.name} has no \`nopreempt\``, at: best.instance.name.at }],
      fixes: movedTo(best),
    },
  ]
}

/** The line where it has an effect: the other node must begin as BACKUP for that. */
function movedTo({ node, instance }: Member<Site>): Fix[] {
  const title = `Write \`nopreempt\` on ${node.name}`
  const added = addingToBlock(instance.block, { title, safety: 'unsafe', lines: ['nopreempt'] })
  const begun = beginningAsBackup(instance.state, title)
  if (instance.state.value === 'MASTER' && begun.length === 0) return []
  return added.map((fix) => ({ ...fix, edits: [...fix.edits, ...begun.flatMap(({ edits }) => edits)] }))
}
