/** A track_group that has no effect: no such group stands above the line, or the line has no interface to watch. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { routingLines } from '../model/routing.ts'
import { linesOf, nameOf, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const idleTrackGroup: NodeRule = {
  kind: 'node',
  name: 'idle-track-group',
  severity: 'error',
  summary: 'The track_group of a static line is not defined above it, or the line names no interface.',
  why: 'The instances of a `track_group` go to FAULT while the interface of a static address, route or rule of the group is down. keepalived looks for the group when it reads the line, so that it must stand earlier in the file (vrrp_ipaddress.c:658), and a route needs `dev`, a rule `dev` or `iif` for it (vrrp_iproute.c:1879, vrrp_iprule.c:843). Otherwise the line is kept and nothing follows it.',
  check: (node) => {
    const defined = new Set<string>()
    return node.bound.statements.flatMap((block) => {
      if (block.directive?.declares === 'track_group') {
        const name = isDefined(node, block) ? nameOf(block) : undefined
        if (name !== undefined) defined.add(name.value)
        return []
      }
      return block.block.flatMap((line) => lookAt(node, { block, line, defined }))
    })
  },
}

interface StaticLine {
  readonly block: BoundStatement
  readonly line: BoundStatement
  /** The groups that stand above. */
  readonly defined: ReadonlySet<string>
}

/** A group without members is removed when its block ends, since 2.2.8 (vrrp_parser.c:139). */
function isDefined({ target }: ClusterNode, { statement, block }: BoundStatement): boolean {
  return statement.args.length === 1 && (!target.atLeast('2.2.8') || block.length > 0)
}

function lookAt(node: ClusterNode, { block, line, defined }: StaticLine): Finding[] {
  const slot = line.match.slots.find(({ value }) => value.kind === 'reference' && value.to === 'track_group')
  if (slot === undefined || isUnknown(slot.word.text)) return []
  const { text } = slot.word
  const common = { at: originOfWord(slot.word), nodes: [node.name], configTest: true, readWith: line.statement.keyword }
  if (!defined.has(text) && ![...defined].some(isUnknown)) {
    if (node.hasUnreadParts) return []
    const later = linesOf(node.bound.statements, 'track_group').find((one) => nameOf(one)?.value === text)
    const where = later === undefined ? 'is not defined' : 'is defined below this line'
    const advice = later === undefined ? 'Define it above' : `Move it above \`${block.keyword}\``
    return [
      {
        message: `The track_group \`${text}\` ${where}: keepalived ignores it here, and no instance follows this line. ${advice}.`,
        ...common,
      },
    ]
  }
  const own = routingLines(block).find((one) => one.line === line)
  if (own === undefined || own.hasInterface || own.fault !== undefined) return []
  return [
    {
      message: `Without an interface there is nothing that the track_group \`${text}\` could follow: keepalived ignores it on this line. Add \`${own.kind === 'route' ? 'dev' : 'iif'}\` and the interface.`,
      ...common,
    },
  ]
}
