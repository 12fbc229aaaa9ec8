/** Addresses as the daemon ends up with them: the lines of `virtual_ipaddress` and its like, sources and peers (vrrp_ipaddress.c). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { longestPrefix, type ParsedAddress, parseAddress, withoutRange } from '../bind/values.ts'
import type { AddressLine } from './config.ts'
import { hasOption, type Sited, sited, slotOf, textOf } from './sited.ts'

/** Address lines that the daemon keeps. One that repeats another is still among them. */
export function addressLines(lines: readonly BoundStatement[]): AddressLine[] {
  return lines.flatMap((line) => addressLine(line) ?? [])
}

/** An address line that the daemon keeps. */
export function addressLine(line: BoundStatement): AddressLine | undefined {
  const address = lineAddress(line)
  if (address === undefined) return undefined
  const device = textOf(line, 'interface', 'dev')
  const label = address.value.family === 4 ? textOf(line, 'text', 'label') : undefined
  return { ...address, line, ...(device === undefined ? {} : { device }), ...(label === undefined ? {} : { label }) }
}

/** The address of a line, if the daemon keeps it. */
export function lineAddress(line: BoundStatement): Sited<ParsedAddress> | undefined {
  const address = firstAddress(line)
  return address === undefined || isDropped(line, address.value) ? undefined : address
}

/** The address that a keyword line gives, if it is of the family. A range or prefix length is cut off (lib/utils.c:721). */
export function addressAt(line: BoundStatement | undefined, family: AddressFamily): Sited<ParsedAddress> | undefined {
  const address = writtenAddress(line)
  return address?.value.family === family ? address : undefined
}

/** The address that a keyword line gives, of whatever family and acceptable there or not. */
export function writtenAddress(line: BoundStatement | undefined): Sited<ParsedAddress> | undefined {
  const slot = line?.match.slots.find((one) => one.value.kind === 'address' && one.option === undefined)
  const address = slot === undefined ? undefined : parseAddress(withoutRange(slot.word.text))
  return slot === undefined || address === undefined ? undefined : sited(address, slot.word)
}

/** A wrong prefix length counts as none, and so does any beside the address of a peer (vrrp_ipaddress.c:414 and 602). */
function firstAddress(line: BoundStatement): Sited<ParsedAddress> | undefined {
  const slot = slotOf(line, 'address')
  const address = slot === undefined ? undefined : parseAddress(slot.word.text)
  if (slot === undefined || address === undefined) return undefined
  const { text, family, prefix } = address
  const isValid = prefix !== undefined && prefix <= longestPrefix(family)
  return sited(isValid && peerOf(line, family) === undefined ? { text, family, prefix } : { text, family }, slot.word)
}

/** The peer of a line that the daemon keeps: the first one that is of the family. */
export function peerOf(line: BoundStatement, family: AddressFamily): Slot | undefined {
  return line.match.slots.find(
    ({ option, word, faulty }) => option === 'peer' && !faulty && parseAddress(word.text)?.family === family,
  )
}

/** Options that make the daemon drop the whole address (vrrp_ipaddress.c:520 to 576 and 668). */
function isDropped(line: BoundStatement, address: ParsedAddress): boolean {
  const { slots, options, problems } = line.match
  if (address.family === 6 && (hasOption(line, 'brd') || hasOption(line, 'broadcast'))) return true
  if (options.filter((option) => option.name === 'dev').length > 1) return true
  if (problems.some((problem) => problem.kind === 'missing-argument' && problem.option !== undefined)) return true
  return slots.some((slot) => slot.faulty && ['brd', 'broadcast', 'label'].includes(slot.option ?? ''))
}
