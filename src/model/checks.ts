/** Where the health checks of a real server connect to, and from which address (co_ip_handler() and others in check_api.c). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isLinkLocal, isUnknown, parseAddress } from '../bind/values.ts'
import { upTo } from '../text/ends.ts'
import { remembered } from '../text/remembered.ts'
import { linesOf, numberOf, textOf } from './sited.ts'

/** A check of a real server that the daemon keeps. */
export interface Check {
  readonly block: BoundStatement
  /** Lines of `connect_ip` and `bindto` that the daemon ignores, because the other one is of the other family. */
  readonly familyFaults: readonly { readonly line: BoundStatement; readonly family: AddressFamily }[]
  /** The link-local address that it cannot reach without an interface. */
  readonly unreachable?: string
  /** Replies of these lengths count, which none has. */
  readonly replies?: { readonly shortest: BoundStatement; readonly min: number; readonly max: number }
}

/** The checks of all real servers, where a line outside of all blocks is a virtual server. */
export function checksIn(line: BoundStatement): readonly Check[] {
  return line.keyword === 'virtual_server' ? linesOf(line.block, 'real_server').flatMap(checksOf) : []
}

/** The checks in a `real_server` block. */
const checksOf = remembered((server: BoundStatement): readonly Check[] => {
  if (server.match.slots.some((slot) => slot.faulty || isUnknown(slot.word.text))) return []
  const address = server.statement.args[0]?.text ?? ''
  return server.block.flatMap((block) => {
    if (block.directive?.body?.kind !== 'keywords') return []
    return block.directive.body.directives.connect_ip === undefined ? [] : [checkOf(block, address)]
  })
})

function checkOf(block: BoundStatement, server: string): Check {
  const faults: { line: BoundStatement; family: AddressFamily }[] = []
  // A mail check looks for the address of its server when its block ends (check_smtp.c:110).
  let target: string | undefined = block.keyword === 'SMTP_CHECK' ? undefined : server
  let source: string | undefined
  for (const line of block.block) {
    const word = line.match.slots[0]?.word.text
    if (word === undefined || isUnknown(word)) continue
    const isTarget = line.keyword === 'connect_ip'
    if (!isTarget && line.keyword !== 'bindto') continue
    const other = familyOf(isTarget ? source : target)
    const own = familyOf(word)
    const isFault = own !== undefined && other !== undefined && own !== other
    if (isFault) faults.push({ line, family: other })
    const taken = isFault ? undefined : word
    if (isTarget) target = taken
    else source = taken
  }
  const final = target ?? (block.keyword === 'SMTP_CHECK' ? server : undefined)
  const replies = repliesOf(block)
  return {
    block,
    familyFaults: faults,
    ...(final !== undefined && needsInterface(final, block) ? { unreachable: final } : {}),
    ...(replies === undefined ? {} : { replies }),
  }
}

function familyOf(word: string | undefined): AddressFamily | undefined {
  return word === undefined ? undefined : parseAddress(upTo(word, '-'))?.family
}

function needsInterface(target: string, { keyword, block }: BoundStatement): boolean {
  const address = parseAddress(upTo(target, '-'))
  if (address?.family !== 6 || !isLinkLocal(address)) return false
  if (block.some((line) => line.match.slots.some(({ word }) => isUnknown(word.text)))) return false
  if (keyword === 'SMTP_CHECK' && linesOf(block, 'host').length > 0) return false
  return linesOf(block, 'bind_if').every((line) => textOf(line, 'interface') === undefined)
}

/** The longest reply that counts where nobody says (check_udp.c:92). */
const LONGEST_REPLY = 255

function repliesOf({ block }: BoundStatement): Check['replies'] {
  const shortest = linesOf(block, 'min_reply_length').findLast((line) => numberOf(line) !== undefined)
  const longest = linesOf(block, 'max_reply_length').findLast((line) => numberOf(line) !== undefined)
  const min = numberOf(shortest)?.value ?? 0
  const max = numberOf(longest)?.value ?? LONGEST_REPLY
  return shortest !== undefined && min > max ? { shortest, min, max } : undefined
}
