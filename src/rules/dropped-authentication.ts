/** Authentication is configured, but keepalived does not use it. */
import type { Fix } from '../diagnostics/diagnostic.ts'
import type { AlterationKind } from '../model/alterations.ts'
import type { Instance } from '../model/config.ts'
import { removing } from '../model/line-edits.ts'
import { linesOf } from '../model/sited.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const droppedAuthentication: InstanceRule = {
  kind: 'instance',
  name: 'dropped-authentication',
  severity: 'warning',
  summary: 'Authentication is configured, but keepalived does not use it.',
  why: 'Passwords exist in version 2 of the protocol only. Version 3, which IPv6 implies, and strict mode drop them, `AH` does not work with IPv6, `auth_hmac` takes the place of both (vrrp.c:3322 to 3370), and is itself dropped without a key to sign with. The adverts then go out without authentication.',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

/** Of several blocks one alone may be in the way of nothing: which of them to keep is for their author to say. */
function removal({ block }: Instance): Fix[] {
  const [only, ...others] = linesOf(block.block, 'authentication')
  if (only === undefined || others.length > 0) return []
  return removing(only.statement, { title: 'Remove the block', safety: 'safe' })
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'authentication-in-strict-mode': {
    message: () =>
      'keepalived drops the authentication in strict mode. Remove the `authentication` block, or turn strict mode off.',
    fixes: removal,
  },
  'authentication-with-version-3': {
    message: () =>
      'VRRP version 3 has no authentication: keepalived drops it. Remove the `authentication` block, or use version 2.',
    fixes: removal,
  },
  'ah-with-ipv6': {
    message: () =>
      '`AH` does not work with IPv6: keepalived drops the authentication. Remove the `authentication` block.',
    fixes: removal,
  },
  'authentication-beside-hmac': {
    message: () =>
      '`auth_hmac` takes the place of `authentication`: keepalived drops the latter. Remove the `authentication` block.',
    fixes: removal,
  },
  'undefined-active-key': {
    message: () =>
      '`auth_hmac` has no valid `key` with the ID of `active_key`: keepalived drops the block, and adverts go out unsigned. Give `active_key` the ID of a `key`.',
    severity: 'error',
  },
}
