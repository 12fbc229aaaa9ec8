/** Lines that a release does not know yet and takes as they stand: includes and sequences. */
import type { Release } from '../../grammar/releases.ts'
import { INCLUDE_DOCS, type Include } from './includes.ts'

/** What such a line begins with, and the first release that knows it. */
export interface NewerLine {
  readonly keyword: string
  readonly since: string
}

/** An include of a kind that the release does not know. */
export function newerInclude({ keyword }: Include, target: Release): NewerLine | undefined {
  const { since } = INCLUDE_DOCS[keyword]
  return target.atLeast(since) ? undefined : { keyword, since }
}

/** A sequence of a kind that the release does not know. Before 2.1.0 a brace ends the line of a `~SEQ`. */
export function newerSequence(text: string, target: Release): NewerLine | undefined {
  if (target.atLeast(ALL_SEQUENCES)) return undefined
  const keyword = /^~(?:LST|SEQx?)/.exec(text)?.[0] ?? ''
  return keyword === '~SEQ' && !/[{}]/.test(text) ? undefined : { keyword, since: ALL_SEQUENCES }
}

const ALL_SEQUENCES = '2.1.0'
