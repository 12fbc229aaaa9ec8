/** How one line is laid out when it is formatted: its indentation, the blanks between its words, and its comment. */

import { withoutEnd } from '../../text/ends.ts'
import { byteLength } from '../../text/source-file.ts'
import type { RawLine } from '../syntax/raw-lines.ts'

/** What the editor or the command line asks for. */
export interface FormatOptions {
  /** One level of indentation. */
  readonly indent: string
  /** How many columns a tab takes up. */
  readonly tabSize: number
}

/** A line in its new shape. */
export interface Layout {
  readonly indent: string
  readonly code: string
  readonly comment: string
  /** Blanks between code and comment; changed only where `isFree`. */
  gap: string
  /** The gap may be of any width. */
  readonly isFree: boolean
  /** The column at which the comment was. */
  readonly column: number
  /** The code holds nothing that takes blanks literally. */
  readonly isPlain: boolean
}

/** The indentation never takes up more bytes than this: what is written deeper stands in no block that keepalived knows. */
const MAX_INDENT = 120
/** Longer code and comments stay as they are, so that no line ever comes near the limit of keepalived. */
const MAX_CODE = 500
const MAX_COMMENT = 300
const MAX_LINE = 1000
/** Comments are not aligned further to the right. */
const MAX_COLUMN = 160

/** The new shape of a line; `undefined` where it must stay as it is. */
export function layoutOf(text: string, line: RawLine, depth: number, options: FormatOptions): Layout | undefined {
  const { start, end, textStart, codeEnd, comment, isVerbatim } = line
  const whole = text.slice(start, end)
  if (/[\v\f\r\0\uFEFF]/.test(whole)) return undefined
  const written = text.slice(textStart, codeEnd)
  const spaced = isVerbatim ? undefined : respaced(written)
  const remark = comment === undefined ? '' : text.slice(comment.start, end)
  const code = spaced ?? written
  if (isLong(whole, MAX_LINE) || isLong(code, MAX_CODE) || isLong(remark, MAX_COMMENT)) return undefined
  const behindCode = text.slice(codeEnd, comment?.start ?? end)
  const isGlued = comment !== undefined && behindCode === ''
  const isHeld = written.endsWith('\\') || (comment !== undefined && written.includes('\\'))
  return {
    indent: indentation(depth, options.indent),
    code,
    comment: withoutTrailingBlanks(remark),
    gap: isHeld ? behindCode : comment === undefined || code === '' || isGlued ? '' : ' ',
    isFree: !isHeld && !isGlued && comment !== undefined && code !== '',
    column: comment === undefined ? 0 : width(text.slice(start, comment.start), options.tabSize),
    isPlain: spaced !== undefined,
  }
}

/** Gives comments that were aligned with those on the lines around them a common column again. */
export function alignComments(layouts: readonly (Layout | undefined)[], { tabSize }: FormatOptions): void {
  for (let from = 0; from < layouts.length; ) {
    const first = layouts[from]
    let to = from + 1
    if (first?.isFree === true) {
      const { column } = first
      while (layouts[to]?.isFree === true && layouts[to]?.column === column) to++
      if (to - from > 1) alignGroup(layouts.slice(from, to), tabSize)
    }
    from = to
  }
}

function alignGroup(group: readonly (Layout | undefined)[], tabSize: number): void {
  const widths = group.map((one) => (one === undefined ? 0 : width(one.indent + one.code, tabSize)))
  const column = widths.reduce((widest, one) => Math.max(widest, one), 0) + 1
  if (column > MAX_COLUMN) return
  group.forEach((one, index) => {
    if (one !== undefined) one.gap = ' '.repeat(column - (widths[index] ?? 0))
  })
}

/** The text of a layout. */
export function textOf({ indent, code, gap, comment }: Layout): string {
  return code === '' && comment === '' ? '' : indent + code + gap + comment
}

/**
 * One blank between words, and around braces. `undefined` where blanks may count: `$` may stand for a quote, `'` and `\`
 * quote in commands, `~` begins a sequence, and double braces belong to a template.
 */
function respaced(code: string): string | undefined {
  if (/[$\\'~]|\{\{|\}\}|\{[%#!]|%\}|<%/.test(code) || /[{} \t]@/.test(code)) return undefined
  const condition = /^@[^ \t]*/.exec(code)?.[0] ?? ''
  const pieces = code.slice(condition.length).match(/"[^"]*"?|[{}]|[ \t]+|[^"{} \t]+/g) ?? []
  let result = condition
  let isApart = false
  for (const piece of pieces) {
    if (/^"[^"]*$/.test(piece)) return undefined
    const isBrace = piece === '{' || piece === '}'
    if (/^[ \t]/.test(piece)) {
      isApart = true
      continue
    }
    result += result !== '' && (isApart || isBrace) ? ` ${piece}` : piece
    isApart = isBrace
  }
  return result
}

function indentation(depth: number, unit: string): string {
  const levels = unit === '' ? 0 : Math.min(Math.max(depth, 0), Math.floor(MAX_INDENT / unit.length))
  return unit.repeat(levels)
}

/** A `\` that ends a line may mean something that a `\` before blanks does not. */
function withoutTrailingBlanks(text: string): string {
  const trimmed = withoutEnd(text, ' \t')
  return trimmed.endsWith('\\') ? text : trimmed
}

function width(text: string, tabSize: number): number {
  if (!text.includes('\t')) return text.length
  let columns = 0
  for (const character of text) columns += character === '\t' ? tabSize - (columns % tabSize) : 1
  return columns
}

function isLong(text: string, limit: number): boolean {
  return text.length * 3 > limit && byteLength(text) > limit
}
