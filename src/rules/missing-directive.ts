/** A block without a line that it needs. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { isNeeded, type Lack, lacksAmong, whenTold } from '../model/lacks.ts'
import { originOfWord } from '../model/sited.ts'
import { unresolvedNames } from '../model/unresolved.ts'
import type { NodeRule } from './rule.ts'

export const missingDirective: NodeRule = {
  kind: 'node',
  name: 'missing-directive',
  severity: 'error',
  summary: 'A block lacks a line that keepalived needs.',
  why: 'Without a `virtual_router_id` or an `interface` the VRRP process stops and no instance of the node runs (vrrp.c:2702); `default_interface` does not count. Since 2.1.0 a unicast instance can do without an interface, but not in 2.2.5 to 2.2.7, where a flag is looked at before it is set (seen with 2.2.7). A `vrrp_script` without a script, a `track_file` without a file or a check without its address, path or name is removed at the end of its block (vrrp_parser.c:1831, track_file.c:385, check_misc.c:195), and whatever names it then looks for it in vain. Sync groups and virtual servers without members are reported at their end since 2.2.8, before that once everything is read.',
  check: (node) =>
    node.hasUnreadParts
      ? []
      : lacksAmong(node.bound.statements).flatMap((lack) => (lack.cause === undefined ? finding(node, lack) : [])),
}

function finding(node: ClusterNode, lack: Lack): Finding[] {
  const { block, need, bare } = lack
  const { target } = node
  if (!isNeeded(need, target)) return []
  const { keyword, args, block: braces } = block.statement
  const close = braces?.close
  const when = whenTold(lack, target)
  // Of a virtual server whose group is not there only the log tells, before anything is compared (ipwrapper.c:1218).
  const isGone = when === 'later' && unresolvedNames(node.bound, target).some(({ line }) => line === block)
  const isTold = !isGone && (close === undefined ? when === 'later' : when !== undefined)
  const later = when === 'later' ? need.later : need.by === undefined ? undefined : { process: need.by, step: 0 }
  return [
    {
      message: `${subject(lack)}: keepalived ${need.otherwise}.`,
      at: originOfWord(bare === undefined ? (args[0] ?? keyword) : bare.statement.keyword),
      nodes: [node.name],
      configTest: isTold,
      ...(later === undefined ? {} : { completion: { ...later, block: keyword } }),
    },
  ]
}

function subject({ block, need, bare }: Lack): string {
  if (bare !== undefined) return `\`${bare.keyword}\` lacks its value, and ${named(block)} has no other such line`
  return `${named(block, 'start')} has no ${wanted(need.oneOf)}`
}

function wanted([first = '', second, ...others]: readonly string[]): string {
  if (second === undefined) return `\`${first}\``
  return others.length > 0 ? `\`${first}\`, nor \`${second}\` or its like` : `\`${first}\` and no \`${second}\``
}

function named({ keyword, statement }: BoundStatement, place: 'start' | 'within' = 'within'): string {
  const [first, ...others] = statement.args
  if (first === undefined) return `${place === 'start' ? 'This' : 'this'} \`${keyword}\``
  return `\`${[keyword, first.text, ...others.map(({ text }) => text)].join(' ')}\``
}
