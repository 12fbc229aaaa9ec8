/** Addresses as the daemon ends up with them: the lines of `virtual_ipaddress` and its like, sources and peers (vrrp_ipaddress.c). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { longestPrefix, type ParsedAddress, parseAddress, withoutRange } from '../bind/values.ts'
import type { AddressLine } from './config.ts'
import { hasOption, type Sited, sited, slotOf, textOf } from './sited.ts'

/** Address lines that the daemon keeps. One that repeats another is still among them. */
export function addressLines(lines: readonly BoundStatement[]): AddressLine[] {
  return lines.flatMap((line) => {
    const address = lineAddress(line)
    if (address === undefined || isDropped(line, address.value)) return []
    const device = textOf(line, 'interface', 'dev')
    const label = address.value.family === 4 ? textOf(line, 'text', 'label') : undefined
    return [
      {
        ...address,
        line,
        ...(device === undefined ? {} : { device }),
        ...(label === undefined ? {} : { label }),
      },
    ]
  })
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
function lineAddress(line: BoundStatement): Sited<ParsedAddress> | undefined {
  const slot = slotOf(line, 'address')
  const address = slot === undefined ? undefined : parseAddress(slot.word.text)
  if (slot === undefined || address === undefined) return undefined
  const { text, family } = address
  const prefix = prefixOf(slot.word.text, family)
  return sited(prefix === undefined || hasPeer(line, family) ? { text, family } : { text, family, prefix }, slot.word)
}

/** Text behind the digits is tolerated, and no digits are 0 (lib/parser.c:462). */
function prefixOf(word: string, family: AddressFamily): number | undefined {
  const written = /\/\s*([+-]?\d*)/.exec(word)?.[1]
  if (written === undefined || written.startsWith('-')) return undefined
  return Number(written) <= longestPrefix(family) ? Number(written) : undefined
}

function hasPeer(line: BoundStatement, family: AddressFamily): boolean {
  return line.match.slots.some(
    ({ option, word }) => option === 'peer' && !word.text.includes('/') && parseAddress(word.text)?.family === family,
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
