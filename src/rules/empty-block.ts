/** A block of names or entries that is empty, where keepalived expects some. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const emptyBlock: NodeRule = {
  kind: 'node',
  name: 'empty-block',
  severity: 'error',
  summary: 'A block that lists names, addresses or entries is empty.',
  why: 'keepalived reports an empty `group`, `notification_email` or `interfaces` block and an empty `virtual_server_group` (vrrp_parser.c:132, global_parser.c:289, check_parser.c:136), and `keepalived -t` fails because of it. Most other blocks may be empty.',
  check: (node) => (node.hasUnreadParts ? [] : emptyAmong(node.bound.statements).map((one) => finding(one, node))),
}

function emptyIn(line: BoundStatement): readonly BoundStatement[] {
  const { directive, statement, block } = line
  const body = directive?.body
  if (body === undefined || statement.block === undefined) return []
  if (body.kind === 'keywords') return block.flatMap(emptyIn)
  return body.ifEmpty !== undefined && block.length === 0 ? [line] : []
}

const emptyAmong = rememberedInEach(emptyIn)

function finding({ directive, statement, keyword }: BoundStatement, node: ClusterNode): Finding {
  const { block, keyword: word, args } = statement
  const close = block?.close
  const body = directive?.body
  const [noun, effect] = body === undefined || body.kind === 'keywords' ? ['line', ''] : [body.noun, body.ifEmpty ?? '']
  return {
    message: `\`${[keyword, ...args.map(({ text }) => text)].join(' ')}\` is empty: keepalived ${effect}. Add ${article(noun)} ${noun}, or remove the block.`,
    at: originOfWord(word),
    nodes: [node.name],
    explains: close === undefined ? [] : [originOfWord({ ...close, text: '}', quoted: false })],
    configTest: close !== undefined,
  }
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a'
}
