/** Two blocks of one kind that have the same name. */

import { type SharedName, sharedNames } from '../bind/shared-names.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const duplicateName: NodeRule = {
  kind: 'node',
  name: 'duplicate-name',
  severity: 'error',
  summary: 'Two blocks of one kind have the same name, and only the first counts.',
  why: 'keepalived passes over a second `vrrp_instance`, `vrrp_sync_group`, `track_group` or `bfd_instance` of the same name and runs without it (vrrp_parser.c:441 and 249). A second `vrrp_script`, `track_file`, `vrrp_track_process` or `virtual_server_group` is kept without a message, but whatever names it gets the first.',
  check: (node) => sharedNames(node.bound.statements).map((shared) => finding(node, shared)),
}

function finding(node: ClusterNode, { block, first, sameName }: SharedName): Finding {
  const { keyword, args } = block.statement
  const name = args[0] ?? keyword
  const effect =
    sameName === 'skipped'
      ? 'keepalived skips this block'
      : 'whatever names it gets the first, and this one is never used'
  return {
    message: `There is a \`${block.keyword}\` called \`${name.text}\` already: ${effect}. Give it a name of its own.`,
    at: originOfWord(name),
    nodes: [node.name],
    severity: sameName === 'skipped' ? 'error' : 'warning',
    related: [
      { message: 'the first block of that name', at: originOfWord(first.statement.args[0] ?? first.statement.keyword) },
    ],
    configTest: sameName === 'skipped',
  }
}
