/** A `#` or `!` in the middle of a value, where keepalived begins a comment. */
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { Origin, Place } from '../text/source-file.ts'
import type { LineRule } from './rule.ts'

export const commentInValue: LineRule = {
  kind: 'line',
  name: 'comment-in-value',
  severity: 'warning',
  summary: 'A # or ! in the middle of an unquoted value begins a comment.',
  why: 'keepalived takes `#` and `!` for the beginning of a comment wherever they stand outside of double quotes, in the middle of a word too (decomment() in lib/parser.c), and says nothing. Two real daemons with `auth_pass ab#111` and `auth_pass ab#222` understood each other: both passwords are `ab`. Single quotes do not help, and `\\#` only in `global_defs`.',
  check: inLine,
}

function inLine(line: BoundStatement, site: Site): Finding[] {
  const inside = line.block.length === 0 ? [] : line.block.flatMap((one) => inLine(one, site))
  const slot = lastSlot(line)
  const tail = slot === undefined ? undefined : gluedTail(slot)
  if (slot === undefined || tail === undefined) return inside
  return [
    ...inside,
    {
      message: isSecret(slot)
        ? 'A # or ! in this value begins a comment: keepalived uses only what stands before it. Put the value in double quotes, or a blank before the comment.'
        : `A comment begins inside of this value: keepalived reads \`${slot.word.text}\` only. Put the value in double quotes, or a blank before the \`${tail.mark}\`.`,
      at: isSecret(slot) ? originOfWord(line.statement.keyword) : placeOf(slot.word, tail),
      nodes: [site.name],
      fixes: quotes(slot.word, tail),
    },
  ]
}

/** The last word of a line, if it is free text that may well hold such a character. */
function lastSlot(line: BoundStatement): Slot | undefined {
  const slot = line.match.slots.at(-1)
  if (slot === undefined || slot.word.quoted || !FREE.has(slot.value.kind)) return undefined
  const last = line.statement.args.at(-1) ?? line.statement.keyword
  return slot.word.start === last.start ? slot : undefined
}

const FREE: ReadonlySet<string> = new Set(['text', 'path', 'command'])

/** What is glued to a value: a comment without any blank. */
interface Tail {
  readonly mark: string
  readonly glued: Place
}

/**
 * The comment behind a value, where it may be a part of it: not if the comment has several words, and a mark at the very
 * end of a line only where passwords end like that.
 */
function gluedTail(slot: Slot): Tail | undefined {
  const { file, end } = valuePlace(slot.word)
  const lineEnd = /\r?\n|$/.exec(file.text.slice(end))?.index ?? 0
  const line = file.text.slice(end, end + lineEnd)
  const [glued = '', hidden = '', mark = '', more = ''] = /^(\\?)([#!])[#!]*(\S*)/.exec(line) ?? []
  const isOnlyWord = /^\s*([#!].*)?$/.test(line.slice(glued.length))
  if (glued === '' || !isOnlyWord || (more === '' && !isSecret(slot))) return undefined
  return { mark: `${hidden}${mark}`, glued: { file, start: end, end: end + glued.length } }
}

function isSecret({ value }: Slot): boolean {
  return value.kind === 'text' && value.secret === true
}

/** Where a value ends: in the definition that it comes from, if that ends with it. */
function valuePlace(word: Word): Place {
  const { file, start, end, definition } = originOfWord(word)
  if (definition === undefined) return { file, start, end }
  const isItsEnd = definition.file.text.slice(definition.start, definition.end).endsWith(word.text)
  return isItsEnd ? definition : { file, start, end }
}

function placeOf(word: Word, tail: Tail): Origin {
  const origin = originOfWord(word)
  return origin.definition === undefined ? { ...origin, end: tail.glued.end } : origin
}

/** Quotes around the value and what is glued to it. */
function quotes(word: Word, tail: Tail): Fix[] {
  const { file, start, end, definition } = originOfWord(word)
  const text = file.text.slice(start, tail.glued.end)
  const isPlain = definition === undefined && end === tail.glued.start && !/["\\]/.test(text)
  if (!isPlain) return []
  const at = [start, tail.glued.end].map((offset) => ({ file, start: offset, end: offset }))
  return [
    {
      title: 'Put the whole value in double quotes',
      safety: 'unsafe',
      edits: at.map((one) => ({ at: one, newText: '"' })),
    },
  ]
}
