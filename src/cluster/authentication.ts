/** What is wrong with the authentication of an instance by itself, and why none is in force. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Instance } from '../model/config.ts'
import { entriesOf, lastLine, linesOf, slotOf } from '../model/sited.ts'
import type { Member, Site } from './cluster.ts'

/** Half of an authentication is missing, or its type is none. */
export type AuthenticationFault = 'no-password' | 'no-type' | 'invalid-type'

/** What leaves a version 2 instance without the authentication that somebody wrote for it. */
export function authenticationFault(node: Site, instance: Instance): AuthenticationFault | undefined {
  const { authentication } = instance
  if (authentication.type !== 'none' || authentication.unknown === true || !mayAuthenticate(instance)) return undefined
  const entries = entriesOf(instance.block.block, 'authentication')
  const hasType = linesOf(entries, 'auth_type').some((line) => slotOf(line, 'choice') !== undefined)
  if (authentication.writtenType !== undefined && !hasType) return 'invalid-type'
  if (node.hasUnreadParts || !isWhollyRead(instance)) return undefined
  const { writtenType, writtenPassword } = authentication
  if (hasType && isMissing(entries, 'auth_pass', writtenPassword?.value)) return 'no-password'
  const hasPassword = writtenPassword !== undefined && writtenPassword.value !== ''
  return hasPassword && isMissing(entries, 'auth_type', writtenType?.value) ? 'no-type' : undefined
}

/** Why a version 2 instance uses no authentication, to follow "because"; `undefined` where that is told elsewhere. */
export function reasonForNone(member: Member<Site>): string | undefined {
  const { node, instance } = member
  if (authenticationFault(node, instance) !== undefined) return undefined
  const { block, writtenType } = instance.authentication
  if (instance.strict) return 'strict mode drops it'
  if (lastLine(instance.block.block, 'auth_hmac') !== undefined) return '`auth_hmac` takes its place'
  if (block === undefined) return node.hasUnreadParts ? undefined : 'there is no `authentication` block'
  if (writtenType?.value === 'AH' && instance.family === 6) return '`AH` does not work with IPv6'
  if (block.block.length > 0 || node.hasUnreadParts || !isWhollyRead(instance)) return undefined
  return 'the `authentication` block is empty'
}

/** Neither version 3 nor strict mode nor `auth_hmac` makes it pointless. */
function mayAuthenticate(instance: Instance): boolean {
  const hasSignatures = lastLine(instance.block.block, 'auth_hmac') !== undefined
  return instance.version.value === 2 && !instance.strict && !hasSignatures
}

/** No such line, or one with an empty word. A line without any word is another finding. */
function isMissing(entries: readonly BoundStatement[], keyword: string, word: string | undefined): boolean {
  return lastLine(entries, keyword) === undefined || word === ''
}

/** Every line of the blocks is one that keepalived knows: a misspelt one may be what seems to be missing. */
function isWhollyRead(instance: Instance): boolean {
  return linesOf(instance.block.block, 'authentication').every((line) => {
    const statements = line.statement.block?.items.filter((item) => item.kind === 'statement') ?? []
    return statements.length === line.block.length
  })
}
