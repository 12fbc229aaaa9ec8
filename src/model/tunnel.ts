/** The tunnel options behind a forwarding method, and which of them do not go together (check_parser.c:383). */
import type { BoundStatement } from '../bind/bind.ts'
import { hasOption, numberOf, textOf } from './sited.ts'

/** Why the daemon refuses the options of a line that are all right by themselves; the method in front of them still holds. */
export type TunnelFault =
  | { readonly kind: 'port-missing' }
  | { readonly kind: 'port-refused'; readonly type: string }
  | { readonly kind: 'checksum-refused'; readonly type: string; readonly option: string }

/** What is wrong with the options of a line, if nothing is wrong with its words. */
export function tunnelFault(line: BoundStatement): TunnelFault | undefined {
  if (line.match.slots.some((slot) => slot.faulty) || line.match.problems.length > 0) return undefined
  const types = line.match.slots.filter((slot) => slot.option === 'type')
  const type = types.at(-1)?.word.text ?? textOf(line, 'choice', 'type')?.value ?? 'ipip'
  const port = numberOf(line, 'port')
  if (type === 'gue' && port === undefined) return { kind: 'port-missing' }
  if (type !== 'gue' && port !== undefined) return { kind: 'port-refused', type }
  const checksum = line.match.options.findLast(({ name }) => name === 'csum' || name === 'remcsum' || name === 'nocsum')
  if (checksum === undefined || !hasOption(line, checksum.name)) return undefined
  const isRefused = (type === 'ipip' && checksum.name !== 'nocsum') || (type === 'gre' && checksum.name === 'remcsum')
  return isRefused ? { kind: 'checksum-refused', type, option: checksum.name } : undefined
}
