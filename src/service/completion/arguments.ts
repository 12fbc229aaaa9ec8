/** Completion of what follows a keyword, and of the lines of value blocks: values and option words. */
import { holdsSecret } from '../../../grammar/arguments.ts'
import type { Value } from '../../../grammar/values.ts'
import type { Acceptable } from '../../bind/acceptable.ts'
import { acceptableAfter } from '../../bind/match.ts'
import { optionPage, valuePhrase } from '../documentation.ts'
import { type Asking, isKnownTo } from './asking.ts'
import { candidatesFor } from './candidates.ts'
import { type CompletionItem, type CompletionKind, plainItem } from './completion-item.ts'
import type { Subject, TypedLine } from './typing.ts'

/** The words that may stand at the cursor. Those that stand on the line already, and deprecated ones, come last. */
export function argumentItems(subject: Subject, asking: Asking): CompletionItem[] {
  const isKnown = isKnownTo(asking)
  const { directive, args, words } = subject
  if (!isKnown(directive.since)) return []
  const acceptable = acceptableAfter(args, words, isKnown).filter((one) => isOffered(one, asking))
  const items = [0, 1, 2].flatMap((rank) =>
    acceptable.filter((one) => rankOf(one) === rank).flatMap((one) => itemsOf(one, subject, asking)),
  )
  // On a line for a password, a word that is none of these may be the password in the wrong place.
  return holdsSecret(args) ? items.filter(({ label }) => label.startsWith(asking.line.word.text)) : items
}

function isOffered(one: Acceptable, asking: Asking): boolean {
  const { word, behind } = asking.line
  if (one.kind === 'value') return word.quotes === 'none' || QUOTED_KINDS.has(one.value.kind)
  if (word.quotes !== 'none' || behind.includes(one.word)) return false
  return one.meaning?.since === undefined || isKnownTo(asking)(one.meaning.since)
}

/** What one may want to write in quotes. */
const QUOTED_KINDS: ReadonlySet<Value['kind']> = new Set([
  'command',
  'path',
  'text',
  'pattern',
  'named-number',
  'account',
])

function rankOf(one: Acceptable): number {
  if (one.kind === 'value') return 0
  if (one.meaning?.deprecated !== undefined) return 2
  return one.isUsed ? 1 : 0
}

function itemsOf(one: Acceptable, subject: Subject, asking: Asking): CompletionItem[] {
  if (one.kind === 'word') {
    const { word, meaning } = one
    if (meaning === undefined) return [plainItem(word, 'option')]
    const item = plainItem(word, 'option', { documentation: optionPage(word, meaning) })
    return [{ ...item, deprecated: meaning.deprecated !== undefined }]
  }
  const { value, option } = one
  const { keyword, directive } = subject
  const wanted = { value, keyword, directive, ...(option === undefined ? {} : { option }) }
  return candidatesFor(wanted, asking).flatMap(({ text, detail }) => {
    const inserted = spelled(text, asking.line)
    if (inserted === undefined) return []
    const item = plainItem(text, KINDS[value.kind], { documentation: `It must be ${valuePhrase(value)}.` })
    return [{ ...item, insert: { kind: 'text', text: inserted }, ...(detail === undefined ? {} : { detail }) }]
  })
}

/** A text as it must be written at the cursor; `undefined` where it cannot stand there. */
function spelled(text: string, { word: { quotes } }: TypedLine): string | undefined {
  if (text.includes('"') || text.includes('\n')) return undefined
  if (quotes !== 'none') return quotes === 'open' ? `${text}"` : text
  return /[\s{}#!]/.test(text) ? `"${text}"` : text
}

const KINDS: Readonly<Record<Value['kind'], CompletionKind>> = {
  integer: 'number',
  decimal: 'number',
  boolean: 'choice',
  choice: 'choice',
  address: 'address',
  interface: 'interface',
  reference: 'name',
  command: 'command',
  pattern: 'text',
  'named-number': 'name',
  'tcp-time': 'number',
  text: 'text',
  path: 'path',
  account: 'name',
}
