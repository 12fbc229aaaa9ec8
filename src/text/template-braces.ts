/** Which text of a template opens and closes its blocks for certain, whatever branches are rendered. */

import type { Span } from '../../grammar/syntax.ts'
import { Close, lexFile, Open } from '../../grammar/tokens.ts'
import type { Branch, Structure } from './template-branches.ts'

export interface CertainBraces {
  /** Stretches about which nothing can be said. */
  readonly hidden: readonly Span[]
  /** Branches that stand for all branches of their structure. */
  readonly chosen: readonly Branch[]
  /** From somewhere on nothing is certain. */
  readonly isCut: boolean
}

/**
 * A structure whose branches close what they open is certain. Where all branches do the same to the blocks around
 * them, the first one stands for all. Behind any other one nobody knows which block a line is in.
 */
export function certainBraces(text: string, structures: readonly Structure[]): CertainBraces {
  let braces = bracesOf(text)
  const hidden: Span[] = []
  const chosen: Branch[] = []
  let uncertainFrom = Number.POSITIVE_INFINITY
  for (const { start, branches, hasElse } of structures) {
    const [first, ...others] = branches
    const effects = branches.map((branch) => effectOf(braces, branch))
    if (first === undefined || effects.every((effect) => effect === BALANCED)) continue
    if (first.kind === 'branch' && hasElse && effects.every((effect) => effect === effects[0])) {
      chosen.push(first)
      for (const other of others) hidden.push(other)
      braces = braces.filter(({ at }) => !others.some((branch) => isIn(branch, at)))
    } else {
      uncertainFrom = Math.min(uncertainFrom, start)
    }
  }
  const isCut = uncertainFrom < Number.POSITIVE_INFINITY
  if (isCut) {
    hidden.push({ start: lastOutside(braces, uncertainFrom), end: text.length })
  }
  return { hidden, chosen, isCut }
}

/** How many blocks are open at an offset. */
export function depthAt(text: string): (offset: number) => number {
  const braces = bracesOf(text)
  return (offset) => braces.reduce((depth, brace) => (brace.at < offset ? depth + brace.step : depth), 0)
}

interface BraceAt {
  readonly at: number
  readonly step: 1 | -1
}

function bracesOf(text: string): BraceAt[] {
  return lexFile(text).flatMap(({ tokenType, startOffset }) => {
    if (tokenType !== Open && tokenType !== Close) return []
    return [{ at: startOffset, step: tokenType === Open ? 1 : -1 } as const]
  })
}

const BALANCED = '0 0'

/** How many blocks a branch leaves open, and how many of those around it it closes at most. */
function effectOf(braces: readonly BraceAt[], branch: Branch): string {
  let depth = 0
  let lowest = 0
  for (const { at, step } of braces) {
    if (!isIn(branch, at)) continue
    depth += step
    lowest = Math.min(lowest, depth)
  }
  return `${depth} ${lowest}`
}

function isIn({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end
}

/** Where the last block ends before an offset that stands outside of all others. */
function lastOutside(braces: readonly BraceAt[], before: number): number {
  let depth = 0
  let last = 0
  for (const { at, step } of braces) {
    if (at >= before) break
    depth = Math.max(0, depth + step)
    if (depth === 0) last = at + 1
  }
  return last
}
