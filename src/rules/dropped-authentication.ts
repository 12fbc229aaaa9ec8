/** Authentication is configured, but keepalived does not use it. */
import type { AlterationKind } from '../model/alterations.ts'
import { removing } from '../model/line-edits.ts'
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

const REMOVAL = { title: 'Remove the block', safety: 'safe' } as const

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'authentication-in-strict-mode': {
    message: () =>
      'keepalived drops the authentication in strict mode. Remove the `authentication` block, or turn strict mode off.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
  'authentication-with-version-3': {
    message: () =>
      'VRRP version 3 has no authentication: keepalived drops it. Remove the `authentication` block, or use version 2.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
  'ah-with-ipv6': {
    message: () =>
      '`AH` does not work with IPv6: keepalived drops the authentication. Remove the `authentication` block.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
  'authentication-beside-hmac': {
    message: () =>
      '`auth_hmac` takes the place of `authentication`: keepalived drops the latter. Remove the `authentication` block.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
  'undefined-active-key': {
    message: () =>
      '`auth_hmac` has no valid `key` with the ID of `active_key`: keepalived drops the block, and adverts go out unsigned. Give `active_key` the ID of a `key`.',
    severity: 'error',
  },
}
