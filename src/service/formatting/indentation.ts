/** How deep each line of a file stands in its blocks, and which lines nobody can be certain about because of a lost brace. */
import { root } from '../../../grammar/directives/root.ts'
import type { SourcedToken } from '../../../grammar/parser.ts'
import { Close, Open } from '../../../grammar/tokens.ts'
import { homesOf } from '../../bind/scope.ts'
import type { RawLine } from '../syntax/raw-lines.ts'

/** For each line how many blocks it stands in; `undefined` where braces are missing or too many. */
export function depthsOf(text: string, lines: readonly RawLine[]): readonly (number | undefined)[] {
  const counted = countedBraces(lines)
  const depths: (number | undefined)[] = lines.map(() => undefined)
  for (const { from, to } of balancedSections(text, lines, counted)) {
    let depth = 0
    for (let at = from; at < to; at++) {
      const line = lines[at]
      const braces = counted[at]
      if (line === undefined || braces === undefined) continue
      const isAlternative = braces.length < line.braces.length
      depths[at] = isAlternative ? (depths[at - 1] ?? depth) : depth - leadingCloses(text, line, braces)
      for (const brace of braces) depth += change(brace)
    }
  }
  return depths
}

/** The innermost block that is open in front of an offset: its `{`, if there is any. */
export function openerBefore(lines: readonly RawLine[], offset: number): SourcedToken | undefined {
  const open: SourcedToken[] = []
  for (const brace of countedBraces(lines).flat()) {
    if (brace.startOffset >= offset) break
    if (brace.tokenType === Open) open.push(brace)
    else open.pop()
  }
  return open.at(-1)
}

/**
 * The braces of each line that count. Of lines that follow each other under different conditions and all open or all
 * close one block, a node reads one at most: only the first of them counts.
 */
function countedBraces(lines: readonly RawLine[]): readonly (readonly SourcedToken[])[] {
  let alternatives = new Set<string>()
  let last: RawLine | undefined
  return lines.map((line) => {
    if (line.kind === 'blank' || line.kind === 'comment') return line.braces
    const isAlternative = isSameStep(last, line) && !alternatives.has(line.condition ?? '')
    if (!isAlternative) alternatives = new Set()
    alternatives.add(line.condition ?? '')
    last = line
    return isAlternative ? [] : line.braces
  })
}

function isSameStep(one: RawLine | undefined, other: RawLine): boolean {
  if (one?.condition === undefined || other.condition === undefined) return false
  const [first, ...more] = one.braces
  const [second, ...others] = other.braces
  return more.length + others.length === 0 && first !== undefined && first.tokenType === second?.tokenType
}

function change(brace: SourcedToken): number {
  return brace.tokenType === Open ? 1 : -1
}

/** How many blocks end before the first word of the line. */
function leadingCloses(text: string, line: RawLine, braces: readonly SourcedToken[]): number {
  let count = 0
  let at = line.textStart + (line.condition?.length ?? 0)
  for (const { startOffset, tokenType } of braces) {
    if (tokenType !== Close || text.slice(at, startOffset).trim() !== '') break
    count++
    at = startOffset + 1
  }
  return count
}

/** Lines from an index up to another. */
interface Section {
  readonly from: number
  readonly to: number
}

/**
 * Stretches of lines in which every brace has its partner. Where the braces of the file do not balance, that is what
 * precedes the block that is to blame, and every later block that begins in the first column and is whole by itself.
 */
function balancedSections(
  text: string,
  lines: readonly RawLine[],
  counted: readonly (readonly SourcedToken[])[],
): readonly Section[] {
  const starts = lines.flatMap((line, at) => (opensAnew(text, line) ? [at] : []))
  const fault = faultIn(counted, { from: 0, to: lines.length }, new Set(starts))
  if (fault === undefined) return [{ from: 0, to: lines.length }]
  const starting = starts.filter((at) => at >= fault)
  const later = starting.flatMap((from, index) => {
    const section = { from, to: starting[index + 1] ?? lines.length }
    return faultIn(counted, section, new Set()) === undefined ? [section] : []
  })
  return [{ from: 0, to: fault }, ...later]
}

/** Where the block begins that ends too often, never, or behind one of the lines that start a block outside of all blocks. */
function faultIn(
  counted: readonly (readonly SourcedToken[])[],
  { from, to }: Section,
  starts: ReadonlySet<number>,
): number | undefined {
  let depth = 0
  let outermost = from
  for (let at = from; at < to; at++) {
    if (depth > 0 && starts.has(at)) return outermost
    for (const brace of counted[at] ?? []) {
      if (depth === 0 && brace.tokenType === Open) outermost = at
      depth += change(brace)
      if (depth < 0) return outermost
    }
  }
  return depth === 0 ? undefined : outermost
}

/** A line in the first column that begins with the keyword of a block that stands in no other. */
function opensAnew(text: string, line: RawLine): boolean {
  if (line.kind !== 'code' || line.textStart !== line.start) return false
  const word = /^\w+/.exec(text.slice(line.start, line.codeEnd))?.[0] ?? ''
  rootBlocks ??= new Set(Object.keys(root).filter((one) => root[one]?.body !== undefined && homesOf(one).length === 1))
  return rootBlocks.has(word)
}

let rootBlocks: ReadonlySet<string> | undefined
