/** An `authentication` block with a type and no password, or with a password and no type. */
import { type AuthenticationFault, authenticationFault } from '../cluster/authentication.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import { completionOf } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const incompleteAuthentication: InstanceRule = {
  kind: 'instance',
  name: 'incomplete-authentication',
  severity: 'error',
  summary: 'An authentication block lacks its auth_type or its auth_pass.',
  why: 'With one of the two missing keepalived uses no authentication at all. It reports a type without a password (vrrp.c:3334) and says nothing about a password without a type. Nodes that do authenticate then drop the adverts of this one, and both become MASTER.',
  check: lookAt,
}

function lookAt(instance: Instance, node: Site): Finding[] {
  const fault = authenticationFault(node, instance)
  if (fault === undefined || fault === 'invalid-type') return []
  const written = fault === 'no-password' ? 'auth_type' : 'auth_pass'
  const line = lastLine(entriesOf(instance.block.block, 'authentication'), written)
  if (line === undefined) return []
  return [
    {
      message: `\`${instance.name.value}\` has an \`${written}\` but no \`${missingKeyword(fault)}\`: keepalived uses no authentication and drops the adverts of nodes that do. Add the \`${missingKeyword(fault)}\` of the other nodes, or remove the block.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name],
      configTest: fault === 'no-password',
      completion: completionOf(instance, 'ah-with-ipv6'),
    },
  ]
}

function missingKeyword(fault: AuthenticationFault): string {
  return fault === 'no-password' ? 'auth_pass' : 'auth_type'
}
