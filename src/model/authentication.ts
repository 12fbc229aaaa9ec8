/** The authentication of an instance, after all that clears it (vrrp.c:3322 to 3360, vrrp_parser.c:1492 and 1504). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import { encode } from '../text/source-file.ts'
import type { Authentication, AuthType } from './config.ts'
import type { VrrpVersion } from './reading.ts'
import { entriesOf, lastLine, lastTaken, type Sited, sited, textOf } from './sited.ts'

/** keepalived compares this many bytes of a password (vrrp_parser.c:1504). */
export const AUTH_PASS_BYTES = 8

/** What decides beside the lines of the block. */
export interface AuthenticationContext {
  readonly family: AddressFamily
  readonly version: Sited<VrrpVersion>
  readonly strict: boolean
}

export interface AuthenticationResult {
  readonly authentication: Authentication
  /** The type before `auth_hmac` takes its place. */
  readonly classicType: AuthType
}

export function authenticationOf(
  lines: readonly BoundStatement[],
  context: AuthenticationContext,
): AuthenticationResult {
  const block = lastLine(lines, 'authentication')
  const entries = entriesOf(lines, 'authentication')
  const writtenType = wordOf(lastLine(entries, 'auth_type'))
  const writtenPassword = wordOf(lastLine(entries, 'auth_pass'))
  const password = bytesInForce(writtenPassword?.value ?? '')
  const classicType = classicTypeOf(validTypeOf(entries), password, context)
  const type = lastLine(lines, 'auth_hmac') === undefined ? classicType : 'none'
  const isUnclear = [writtenType, writtenPassword].some((one) => one !== undefined && isUnknown(one.value))
  const authentication = {
    ...(block === undefined ? {} : { block }),
    ...(writtenType === undefined ? {} : { writtenType }),
    ...(writtenPassword === undefined ? {} : { writtenPassword }),
    type,
    password: type === 'none' ? '' : password,
    ...(isUnclear || context.version.unknown === true ? { unknown: true as const } : {}),
  }
  return { authentication, classicType }
}

/** The last type that is one: a wrong one leaves the one before in force. */
function validTypeOf(entries: readonly BoundStatement[]): AuthType {
  const type = lastTaken(entries, 'auth_type', (line) => textOf(line, 'choice'), 'none')?.value
  return type === 'AH' || type === 'PASS' ? type : 'none'
}

/** Strict mode, version 3 and an empty password clear it, IPv6 clears `AH` (vrrp.c:3322). */
function classicTypeOf(type: AuthType, password: string, context: AuthenticationContext): AuthType {
  const isCleared = context.strict || context.version.value === 3 || password === ''
  return isCleared || (type === 'AH' && context.family === 6) ? 'none' : type
}

function wordOf(line: BoundStatement | undefined): Sited<string> | undefined {
  const slot = line?.match.slots[0]
  return slot === undefined ? undefined : sited(slot.word.text, slot.word)
}

/** One character for each byte, so that half a character counts as well. */
function bytesInForce(password: string): string {
  return String.fromCharCode(...encode(password).subarray(0, AUTH_PASS_BYTES))
}
