/** What is certainly no part of a keepalived configuration: lists of users, keys, settings of other programs. */
import type { Statement } from '../../grammar/syntax.ts'
import { upTo } from '../text/ends.ts'
import type { SourceFile } from '../text/source-file.ts'
import { nearest } from './nearest.ts'
import { OTHER_LANGUAGE, rawItems } from './recognise.ts'
import { allKeywords } from './scope.ts'
import { parseAddress } from './values.ts'

/**
 * Whether an included file is something else than a part of a configuration. A list of names, addresses or rules may be
 * such a part, wherever it stands; what has blocks is one if it holds at least as many words of keepalived as others.
 */
export function isForeign({ text, template }: SourceFile): boolean {
  if (template !== undefined) return false
  const beginning = text.slice(0, ENOUGH)
  if (OTHER_LANGUAGE.test(beginning) || KEY.test(beginning)) return true
  const lines = beginning.split(/\r\n?|\n/).filter((line) => !/^\s*(?:[#!].*)?$/.test(line))
  if (2 * lines.filter(isOfOtherProgram).length > lines.length) return true
  const statements = statementsIn(beginning)
  const known = statements.filter(isKnown).length
  if (statements.some(({ block }) => block !== undefined)) return 2 * known < statements.length
  return known === 0 && statements.length > 0 && !statements.every(isList)
}

/** More characters than this are not looked at. */
const ENOUGH = 20_000

const KEY = /^-----BEGIN /m

/** A line of a list of users, a setting, the head of a section, or a token. */
function isOfOtherProgram(line: string): boolean {
  const [word = ''] = line.trim().split(/\s/)
  if (parseAddress(upTo(upTo(word, '-'), '/')) !== undefined) return false
  return (
    OTHER_LINES.some((pattern) => pattern.test(line)) || (TOKEN.test(line) && /\d/.test(line) && /[A-Za-z]/.test(line))
  )
}

const OTHER_LINES: readonly RegExp[] = [
  /^[\w.+-]+:[^:\s]*:[^:\n]*:/,
  /^(?:export )?[A-Za-z_][\w.]*[ \t]*=/,
  /^\[[^\]\n]+\][ \t]*$/,
]

/** Names are shorter, or have dots, hyphens and slashes in them. */
const TOKEN = /^"?[A-Za-z0-9_+=]{24,}"?$/

function isKnown({ keyword }: Statement): boolean {
  const word = keyword.text.replace(/^\uFEFF/, '')
  if (/^(?:[@$~]|include)/.test(word) || allKeywords().has(word) || parseAddress(upTo(word, '-')) !== undefined)
    return true
  return word.length < LONGEST_KEYWORD && nearest(word, allKeywords()) !== undefined
}

const LONGEST_KEYWORD = 40

/** Names, addresses, mails, paths, the words of routes and rules, placeholders. */
function isList({ keyword, args }: Statement): boolean {
  return [keyword, ...args].every(({ text }) => LISTED.test(text))
}

const LISTED = /^[\w.@/:%*,+<>[\]-]{1,64}$/

function statementsIn(text: string): Statement[] {
  const found: Statement[] = []
  const look = (items: ReturnType<typeof rawItems>): void => {
    for (const item of items) {
      if (item.kind !== 'statement') continue
      found.push(item)
      if (item.block !== undefined) look(item.block.items)
    }
  }
  look(rawItems(text))
  return found
}
