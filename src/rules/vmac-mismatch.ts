/** A virtual MAC address on some nodes of a virtual router only. */
import { eitherWay } from '../cluster/adoption.ts'
import { disagreements, hearingEachOther } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { addingToBlock, removing } from '../model/line-edits.ts'
import { lastLine, linesOf, originOfWord } from '../model/sited.ts'
import type { Origin } from '../text/source-file.ts'
import type { RouterRule } from './rule.ts'

export const vmacMismatch: RouterRule = {
  kind: 'router',
  name: 'vmac-mismatch',
  severity: 'warning',
  summary: 'Only some nodes of a virtual router have `use_vmac`.',
  why: 'With `use_vmac` the addresses have the MAC address of the virtual router (00:00:5e:00:01:ID), without it that of the interface. Its purpose is that the MAC address stays the same when the addresses move: where one node lacks it, every failover changes it after all, and clients depend on gratuitous ARP. Real daemons 2.2.7 and 2.4.3 run such a pair without a word.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      disagreements(members, answer).map((pair): Finding => {
        const { odd, usual } = pair
        const [without, having] = answer(odd) === 'no' ? [odd, usual] : [usual, odd]
        return {
          message: `${having.node.name} uses a virtual MAC address (\`use_vmac\`), and ${without.node.name} does not: the MAC address of the virtual addresses changes at each failover. Write \`use_vmac\` on all nodes, or on none.`,
          at: place(odd),
          nodes: [odd.node.name, usual.node.name],
          related: [{ message: `${usual.node.name} has ${answer(usual) === 'no' ? 'none' : 'one'}`, at: place(usual) }],
          fixes: eitherWay(pair, adoption),
        }
      }),
    ),
}

function adoption({ node, instance }: Member<Site>, model: Member<Site>): Fix[] {
  const where = `on ${node.name}, as on ${model.node.name}`
  const [line, ...more] = linesOf(instance.block.block, 'use_vmac')
  if (line === undefined) {
    const title = `Add \`use_vmac\` ${where}`
    return addingToBlock(instance.block, { title, safety: 'unsafe', lines: ['use_vmac'] })
  }
  return more.length > 0 ? [] : removing(line.statement, { title: `Remove \`use_vmac\` ${where}`, safety: 'unsafe' })
}

function answer({ node, instance }: Member<Site>): string | undefined {
  if (lastLine(instance.block.block, 'use_vmac') !== undefined) return 'yes'
  return node.hasUnreadParts ? undefined : 'no'
}

function place({ instance }: Member<Site>): Origin {
  const line = lastLine(instance.block.block, 'use_vmac')
  return line === undefined ? instance.name.at : originOfWord(line.statement.keyword)
}
