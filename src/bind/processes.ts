/** Which process of keepalived reads which block: `keepalived -t` runs them one after the other (keepalived/core/main.c:700). */
import { directiveIn, rootScope } from './scope.ts'

/** In the order in which the config test runs them. */
export const PROCESSES = ['parent', 'checker', 'vrrp', 'bfd'] as const

export type Process = (typeof PROCESSES)[number]

/** The processes that read a root directive; the others skip its block. The parent alone reads what is no block of a process. */
export function processesOf(keyword: string): readonly Process[] {
  const source = directiveIn(rootScope, keyword)?.source ?? ''
  const file = source.slice(0, source.indexOf(':'))
  return readers[file] ?? ['parent']
}

/** By the source file of keepalived that installs the keyword. */
const readers: Readonly<Record<string, readonly Process[]>> = {
  'check_parser.c': ['checker'],
  'vrrp_parser.c': ['vrrp'],
  'bfd_parser.c': ['checker', 'vrrp', 'bfd'],
  'track_file.c': ['checker', 'vrrp'],
}
