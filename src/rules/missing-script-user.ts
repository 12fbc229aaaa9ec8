/** `enable_script_security` without a user for the scripts. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { scriptsOf } from '../model/script-user.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const missingScriptUser: NodeRule = {
  kind: 'node',
  name: 'missing-script-user',
  severity: 'info',
  summary: 'Script security is on, and nothing says who runs the scripts.',
  why: 'Without `script_user` keepalived runs scripts as the user `keepalived_script`. Where there is none, `enable_script_security` makes it drop the scripts (get_default_script_user() in lib/notify.c:1119). Few packages make that user. See keepalived issues #586 and #2184.',
  explainsFailures: [],
  check: lookAt,
}

function lookAt({ bound, hasUnreadParts, name }: ClusterNode): Finding[] {
  const globals = entriesOf(bound.statements, 'global_defs')
  const line = lastLine(globals, 'enable_script_security')
  if (hasUnreadParts || line === undefined || lastLine(globals, 'script_user') !== undefined) return []
  const script = scriptsOf(bound.statements).find(({ ownUser }) => ownUser === undefined)
  if (script === undefined) return []
  return [
    {
      message: `Scripts run as the user \`keepalived_script\`, because there is no \`script_user\`. Add it to \`global_defs\`, unless that user exists on the node.`,
      at: originOfWord(line.statement.keyword),
      nodes: [name],
      related: [{ message: 'a script without a user', at: originOfWord(script.line.statement.keyword) }],
    },
  ]
}
