/** Formatting of a whole file outside of an editor, which would say how it is indented: the file itself does. */
import { isConfigByContentOrName } from '../../bind/recognise.ts'
import { homesOf, tableOf } from '../../bind/scope.ts'
import { sourceFile } from '../../text/source-file.ts'
import { type RawLine, rawLines } from '../syntax/raw-lines.ts'
import { rawTree } from '../syntax/raw-tree.ts'
import { applyChanges, format, isUncertain } from './format.ts'
import { depthsOf } from './indentation.ts'
import type { FormatOptions } from './line-layout.ts'

/** A text in its new layout, or why it has none. */
export type LaidOut = { readonly text: string } | { readonly reason: 'unbalanced-braces' | 'uncertain-lines' }

/** Lays a file out with the indentation that most of its lines have. */
export function laidOut(text: string): LaidOut {
  const { lines } = rawLines(sourceFile('', text))
  const depths = depthsOf(text, lines)
  if (depths.includes(undefined)) return { reason: 'unbalanced-braces' }
  if (isUncertain(text, lines)) return { reason: 'uncertain-lines' }
  return { text: applyChanges(text, format(text, { indent: indentOf(text, lines, depths), tabSize: TAB_SIZE })) }
}

/**
 * Whether a file that the user names is for keepalived: a configuration, or a part that only others include, all of whose
 * lines may stand in one block.
 */
export function isConfigOrPart(path: string, text: string): boolean {
  if (isConfigByContentOrName(path, text)) return true
  const { items } = rawTree(sourceFile(path, text))
  const keywords = items.flatMap((item) => (item.kind === 'statement' ? [item.keyword.text] : []))
  const [first] = keywords
  if (first === undefined || keywords.length < items.length) return false
  return homesOf(first).some(({ blocks }) => {
    const table = tableOf(blocks) ?? {}
    return keywords.every((keyword) => Object.hasOwn(table, keyword))
  })
}

const TAB_SIZE = 8
const DEFAULT_INDENT = '    '

/** Wider ones are no levels but lines that somebody moved somewhere. */
const WIDEST_INDENT = 8

/** Lines further in may have been moved to the left, so that they do not run out of the page. */
const DEEPEST_COUNTED = 3

/** One level of the indentation: what most lines have that stand in a block and are indented at all. */
function indentOf(text: string, lines: readonly RawLine[], depths: readonly (number | undefined)[]): string {
  const votes = new Map<string, number>()
  lines.forEach((line, at) => {
    const depth = depths[at] ?? 0
    if (line.kind !== 'code' || depth === 0 || depth > DEEPEST_COUNTED) return
    const unit = unitOf(text.slice(line.start, line.textStart), depth)
    if (unit !== undefined) votes.set(unit, (votes.get(unit) ?? 0) + 1)
  })
  let best: FormatOptions['indent'] | undefined
  for (const [unit, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = unit
  return best ?? DEFAULT_INDENT
}

function unitOf(blanks: string, depth: number): string | undefined {
  if (blanks.startsWith('\t')) return '\t'
  const width = blanks.length / depth
  return /^ +$/.test(blanks) && Number.isInteger(width) && width <= WIDEST_INDENT ? ' '.repeat(width) : undefined
}
