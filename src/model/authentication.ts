/** The authentication of an instance, after all that clears it (spec C12 to C18, V16, V17). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import { encode } from '../text/source-file.ts'
import type { Authentication, AuthType } from './config.ts'
import type { VrrpVersion } from './protocol.ts'
import { entriesOf, lastLine, lastTaken, type Sited, sited, textOf } from './sited.ts'

/** keepalived compares this many bytes of a password (vrrp_parser.c:1504). */
export const AUTH_PASS_BYTES = 8

/** What decides beside the lines of the block. */
export interface AuthenticationContext {
  readonly family: AddressFamily
  readonly version: Sited<VrrpVersion>
  readonly strict: boolean
}

export function authenticationOf(lines: readonly BoundStatement[], context: AuthenticationContext): Authentication {
  const block = lastLine(lines, 'authentication')
  const entries = entriesOf(lines, 'authentication')
  const writtenType = lastTaken(entries, 'auth_type', wordOf, '')
  const passwordLine = lastLine(entries, 'auth_pass')
  const writtenPassword = passwordLine === undefined ? undefined : wordOf(passwordLine)
  const password = bytesInForce(writtenPassword?.value ?? '')
  const classic = classicType(validTypeOf(entries), password, context)
  const hasSignatures = lastLine(lines, 'auth_hmac') !== undefined
  const type = hasSignatures ? 'none' : classic
  const isUnclear = [writtenType, writtenPassword].some((one) => one !== undefined && isUnknown(one.value))
  return {
    ...(block === undefined ? {} : { block }),
    ...(writtenType === undefined ? {} : { writtenType }),
    ...(writtenPassword === undefined ? {} : { writtenPassword }),
    type,
    password: type === 'none' ? '' : password,
    needsAdverts: classic === 'AH',
    ...(isUnclear || context.version.unknown === true ? { unknown: true } : {}),
  }
}

/** The last type that is one: a wrong one leaves the one before in force. */
function validTypeOf(entries: readonly BoundStatement[]): AuthType {
  const type = lastTaken(entries, 'auth_type', (line) => textOf(line, 'choice'), 'none')?.value
  return type === 'AH' || type === 'PASS' ? type : 'none'
}

/** The type before `auth_hmac` takes its place (vrrp.c:3322). */
function classicType(type: AuthType, password: string, context: AuthenticationContext): AuthType {
  const isCleared = context.strict || context.version.value === 3 || password === ''
  return isCleared || (type === 'AH' && context.family === 6) ? 'none' : type
}

function wordOf(line: BoundStatement): Sited<string> | undefined {
  const [slot] = line.match.slots
  return slot === undefined ? undefined : sited(slot.word.text, slot.word)
}

/** One character for each byte, so that half a character counts as well. */
function bytesInForce(password: string): string {
  return String.fromCharCode(...encode(password).subarray(0, AUTH_PASS_BYTES))
}
