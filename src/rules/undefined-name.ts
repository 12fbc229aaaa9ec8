/** A name that no block declares, or none that keepalived knows where the name stands. */
import type { ReferenceValue } from '../../grammar/values.ts'
import { replacing } from '../bind/edits.ts'
import { nearest } from '../bind/nearest.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { declaredNames, type Unresolved, unresolvedNames } from '../model/unresolved.ts'
import type { NodeRule } from './rule.ts'

export const undefinedName: NodeRule = {
  kind: 'node',
  name: 'undefined-name',
  severity: 'error',
  summary: 'A line names a block that does not exist, or not yet.',
  why: 'keepalived drops a tracker whose script, file, process or BFD session it does not know, and the instance runs without it (vrrp_track.c:216, track_file.c:195). It looks these up while it reads, so that they must stand earlier in the text; members of sync groups may follow (vrrp_sync.c:65). A `bfd_instance` with `vrrp` but without `checker` is unknown to checks, and the other way round. A wrong name in a `virtual_server group`, a `track_group` or behind `lvs_sync_daemon` is in the log only.',
  check: (node) =>
    node.hasUnreadParts
      ? []
      : unresolvedNames(node.bound, node.target).flatMap((one) => (one.why === 'lost' ? [] : finding(node, one))),
}

function finding(node: ClusterNode, name: Unresolved): Finding {
  const { word, value, blocks, declared } = name
  const meant =
    name.why === 'nowhere' ? nearest(word.text, declaredNames(node.bound, value.to, node.target)) : undefined
  const [root] = blocks
  return {
    message: messageText(name, meant),
    at: originOfWord(word),
    nodes: [node.name],
    related: declared === undefined ? [] : [{ message: 'it is declared here', at: originOfWord(nameWord(declared)) }],
    fixes:
      meant === undefined
        ? []
        : replacing(word.source, word, { title: `Replace with \`${meant}\``, safety: 'unsafe', newText: meant }),
    configTest: value.sought !== 'logged',
    ...(typeof value.sought === 'number' && root !== undefined
      ? { completion: { process: 'vrrp', step: value.sought, block: root.statement.keyword } }
      : {}),
  }
}

function messageText({ word, value, why }: Unresolved, meant: string | undefined): string {
  const text = `\`${word.text}\``
  const { to, otherwise } = value
  switch (why) {
    case 'later':
      return `${text} is declared only further down, and keepalived looks for it while it reads: it ${otherwise}. Move the \`${to}\` above this block.`
    case 'unheard':
      return `${text} is not told to the process that reads this line: keepalived ${otherwise}. ${unheardAdvice(value)}`
    default:
      return `No \`${to}\` is called ${text}: keepalived ${otherwise}.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`}`
  }
}

function unheardAdvice({ to }: ReferenceValue): string {
  return `Name both processes in its \`${to}\`, or none.`
}

function nameWord({ statement }: NonNullable<Unresolved['declared']>) {
  return statement.args[0] ?? statement.keyword
}
