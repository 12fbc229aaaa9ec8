/** The authentication of an instance, after all that clears it (vrrp.c:3322 to 3360, vrrp_parser.c:1492 and 1504). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import { byteLength, encode } from '../text/source-file.ts'
import { alteredIf, type InstanceAlteration } from './alterations.ts'
import type { Authentication, AuthType } from './config.ts'
import type { VrrpVersion } from './reading.ts'
import { entriesOf, lastLine, lastTaken, linesOf, numberOf, type Sited, sited, textOf } from './sited.ts'

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
  readonly alterations: readonly InstanceAlteration[]
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
  const validType = validTypeOf(entries)
  const classicType = classicTypeOf(validType, password, context)
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
  if (authentication.unknown === true) return { authentication, classicType, alterations: [] }
  const kind = clearingOf(validType, password, context)
  const isBeside = classicType !== 'none' && type === 'none'
  const typeLine = lastLine(entries, 'auth_type')
  return {
    authentication,
    classicType,
    alterations: [
      ...(kind === undefined ? [] : alteredIf(true, kind, typeLine)),
      ...alteredIf(isBeside, 'authentication-beside-hmac', typeLine),
      ...signatureAlterations(lines, context),
    ],
  }
}

/** Why a valid type counts for nothing; an empty password is told where it is missing. */
function clearingOf(
  type: AuthType,
  password: string,
  context: AuthenticationContext,
): InstanceAlteration['kind'] | undefined {
  if (type === 'none') return undefined
  if (context.strict) return 'authentication-in-strict-mode'
  if (context.version.value === 3) return 'authentication-with-version-3'
  return type === 'AH' && context.family === 6 && password !== '' ? 'ah-with-ipv6' : undefined
}

/** Signatures need the key that signs, and in strict mode unsigned adverts are dropped (vrrp.c:3365 and 3370). */
function signatureAlterations(
  lines: readonly BoundStatement[],
  { strict }: AuthenticationContext,
): InstanceAlteration[] {
  const block = lastLine(lines, 'auth_hmac')
  const entries = entriesOf(lines, 'auth_hmac')
  const words = entries.flatMap((line) => line.match.slots.map(({ word }) => word.text))
  if (block === undefined || words.some((word) => isUnknown(word) || word.startsWith('file:'))) return []
  const active = lastTaken(entries, 'active_key', (line) => numberOf(line), 0)?.value ?? 0
  const isDefined = linesOf(entries, 'key').some(
    (line) => numberOf(line)?.value === active && isKey(line.match.slots.at(-1)?.word.text ?? ''),
  )
  if (!isDefined) return [{ kind: 'undefined-active-key', line: lastLine(entries, 'active_key') ?? block }]
  const mode = lastTaken(entries, 'mode', (line) => textOf(line, 'choice'), '')?.value ?? 'enforce'
  return [...alteredIf(strict && mode !== 'enforce', 'hmac-mode-in-strict-mode', lastLine(entries, 'mode'))]
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

/** A key has 32 to 64 bytes, as they are or in hexadecimal digits (vrrp_parser.c:1610). */
function isKey(word: string): boolean {
  if (word.startsWith('hex:')) return /^hex:([\da-f]{2}){32,64}$/i.test(word)
  return byteLength(word) >= 32 && byteLength(word) <= 64
}

function wordOf(line: BoundStatement | undefined): Sited<string> | undefined {
  const slot = line?.match.slots[0]
  return slot === undefined ? undefined : sited(slot.word.text, slot.word)
}

/** One character for each byte, so that half a character counts as well. */
function bytesInForce(password: string): string {
  return String.fromCharCode(...encode(password).subarray(0, AUTH_PASS_BYTES))
}
