/** A check of a link-local address that does not say which interface it leaves by. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { type Check, checksIn } from '../model/checks.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const checkWithoutInterface: LineRule = {
  kind: 'line',
  name: 'check-without-interface',
  severity: 'error',
  summary: 'A check of a link-local address lacks its bind_if.',
  why: 'An address in fe80::/10 exists on every link, so keepalived wants to know the interface. Without it the check is dropped and its server counts as up for ever (check_conn_opts() in check_api.c:182).',
  check: (line, site) => checksIn(line).flatMap((check) => lookAt(check, site)),
}

function lookAt({ block, unreachable }: Check, site: Site): Finding[] {
  if (unreachable === undefined || site.hasUnreadParts) return []
  const { keyword } = block.statement
  const close = block.statement.block?.close
  return [
    {
      message: `\`${keyword.text}\` cannot reach ${unreachable}, a link-local address, without an interface: keepalived drops the check, and the server counts as up. Add \`bind_if <interface>\`.`,
      at: originOfWord(keyword),
      nodes: [site.name],
      explains: close === undefined ? [] : [originOf(close.source, close)],
      configTest: close !== undefined,
    },
  ]
}
