/** What keepalived reads, all of its processes together, where that is not what is meant. */
import { needsOf, PROCESSES, type Process } from '../../grammar/directive.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Brace, Item, Word } from '../../grammar/syntax.ts'
import type { BindProblem, Bound, BoundStatement } from './bind.ts'
import { type BraceEvent, eventsOf } from './brace-events.ts'
import { type Pass, passOf, type ReadAs } from './daemon-reader.ts'
import { problemKey } from './statements.ts'

/** What keepalived makes of lines. */
export interface DaemonReading {
  /** Its own idea of them, what it complains about included. */
  readonly bound: Bound
  /** Some block is still open at the end. */
  readonly isUnclosed: boolean
  /** Every process would take the next line for one outside of all blocks. */
  readonly isSettled: boolean
}

/** The names of the blocks that each process has read. */
export type NamesRead = ReadonlyMap<Process, Set<string>>

/** How the processes read. */
export interface DaemonReadingOptions {
  /** What they have read before, and then what they read now. */
  readonly names?: NamesRead | undefined
  readonly as?: ReadAs
}

/** Nothing has been read yet. */
export function noNames(): NamesRead {
  return new Map(PROCESSES.map((process) => [process, new Set()]))
}

/** Reads lines as they are written, by default as the config test does: each process after the other, until one gives up. */
export function daemonReading(
  items: readonly Item[],
  target: Release,
  { names = noNames(), as }: DaemonReadingOptions = {},
): DaemonReading {
  const events = eventsOf(items)
  const passes: Pass[] = []
  for (const process of PROCESSES) {
    const pass = passOf(process, events, target, { names: names.get(process), as })
    passes.push(pass)
    if (pass.isStopped) break
  }
  const endsIn = passes.at(-1)?.isStopped === true ? PROCESSES[passes.length - 1] : undefined
  return {
    bound: {
      statements: inOrder(events, passes.map(ownBlocks)),
      problems: toldOnce(passes),
      ...(endsIn === undefined ? {} : { endsIn }),
    },
    isUnclosed: passes.some(({ depth, isStopped }) => depth > 0 && !isStopped),
    isSettled: passes.every(({ isAtRest, isStopped }) => isAtRest && !isStopped),
  }
}

/** What several processes complain about, or of several turns of a generated line, is there once. */
function toldOnce(passes: readonly Pass[]): readonly BindProblem[] {
  const problems = new Map<string, BindProblem>()
  for (const problem of passes.flatMap((pass) => pass.problems)) {
    const key = problemKey(problem)
    if (!problems.has(key)) problems.set(key, problem)
  }
  const extra = passes.map((pass) => new Set(pass.problems.map(extraBrace)))
  return [...problems.values()].map((problem) => {
    const brace = extraBrace(problem)
    return brace === undefined || extra.every((braces) => braces.has(brace))
      ? problem
      : { ...problem, closesForSome: true }
  })
}

/** A brace that closes nothing for the process that tells it. */
function extraBrace(problem: BindProblem): Brace | undefined {
  return problem.kind === 'extra-close-brace' && problem.closesForSome !== true ? problem.brace : undefined
}

/** What a process read; of blocks that it leaves to another one to complete no more than who is told. */
function ownBlocks({ process, lines }: Pass): readonly BoundStatement[] {
  return lines.map((line) => {
    const isOthers = needsOf(line.directive).some(({ by }) => by !== undefined && by !== process)
    return isOthers ? withoutBlock(line) : line
  })
}

function withoutBlock(line: BoundStatement): BoundStatement {
  const { block: _, ...statement } = line.statement
  return { ...line, statement, block: line.block.filter(isTelling) }
}

/** It decides which processes know the block. */
function isTelling({ directive }: BoundStatement): boolean {
  return directive?.tells !== undefined
}

/** The lines outside of all blocks, in the order of the text; what several processes read is there once. */
function inOrder(events: readonly BraceEvent[], passes: readonly (readonly BoundStatement[])[]): BoundStatement[] {
  const lines = new Map<Word, BoundStatement>()
  for (const line of passes.flat()) {
    const { keyword } = line.statement
    const known = lines.get(keyword)
    lines.set(keyword, known === undefined ? line : together(known, line))
  }
  return events.flatMap((event) => {
    const line = event.kind === 'statement' ? lines.get(event.statement.keyword) : undefined
    return line === undefined ? [] : [line]
  })
}

/** One that passes over a block leaves it to another one, which may have dropped it before it came to who is told. */
function together(one: BoundStatement, other: BoundStatement): BoundStatement {
  const [whole, part] = one.statement.block === undefined ? [other, one] : [one, other]
  const known = new Set(whole.block.map(({ statement }) => statement.keyword))
  const further = part.block.filter((line) => isTelling(line) && !known.has(line.statement.keyword))
  return further.length === 0 ? whole : { ...whole, block: [...whole.block, ...further] }
}
