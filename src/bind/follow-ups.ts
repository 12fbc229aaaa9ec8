/** Which further lines keepalived misreads because of a problem: they are told with their cause, not by themselves. */
import type { Brace, Statement, Word } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import { fileKey, type Origin, positionAt } from '../text/source-file.ts'
import type { BindProblem } from './bind.ts'
import type { DaemonReading } from './daemon-reading.ts'

/** keepalived pairs the braces after such a problem up in another way than their author. */
export function breaksStructure(problem: BindProblem): problem is StructureProblem {
  switch (problem.kind) {
    case 'unknown-keyword':
    case 'newer-keyword':
      return problem.statement.block !== undefined
    case 'unexpected-block':
    case 'unexpected-brace':
    case 'missing-open-brace':
    case 'unclosed-block':
    case 'extra-close-brace':
      return true
    default:
      return false
  }
}

/** What keepalived does with a line that it does not know, as the end of a sentence. */
export function ignoredText(blocks: readonly string[], statement: Statement): string {
  if (statement.block === undefined) return 'keepalived ignores the line.'
  const around = blocks.at(-1)
  if (around === undefined) return 'keepalived reads the lines inside of it as if they stood outside of all blocks.'
  return `keepalived reads the lines inside of it as lines of \`${around}\`, and takes its \`}\` for the end of \`${around}\`.`
}

/** keepalived stops reading at such a problem, and its config test ends (lib/parser.c:424). */
export function endsReading(problem: BindProblem): problem is Extract<BindProblem, { readonly kind: 'argument' }> {
  return problem.kind === 'argument' && (problem.missing === 'exit' || problem.missing === 'crash')
}

/** keepalived passes over a block with such a problem on its first line: no name, too many names, or no address. */
export function skipsBlock(problem: BindProblem): problem is Extract<BindProblem, { readonly kind: 'argument' }> {
  if (problem.kind !== 'argument' || problem.directive?.body?.kind !== 'keywords') return false
  switch (problem.problem.kind) {
    case 'missing-argument':
      return problem.missing === 'told'
    case 'surplus-words':
      return problem.directive.exact === true
    case 'invalid-value':
    case 'unfilled-value':
      return problem.problem.fault.kind === 'refused'
    default:
      return false
  }
}

/** The problems, each with the lines that are misread after it and before the next one that breaks the structure. */
export function withFollowUps(problems: readonly BindProblem[], reading: DaemonReading): BindProblem[] {
  const told = new Set(problems.map((problem) => `${problem.at.start} ${fileKey(problem.at.file)}`))
  const causes = problems
    .filter(breaksStructure)
    .map((problem) => ({ problem, position: reading.positions.get(markOf(problem)) ?? 0 }))
    .sort((one, other) => one.position - other.position)
  const marks = new Map<BindProblem, Set<Word | Brace>>()
  for (const { problem } of causes) marks.set(problem, new Set(closingBrace(problem)))
  for (const { mark, position } of reading.misreadings) {
    const cause = causes.findLast((one) => one.position <= position)
    if (cause !== undefined) marks.get(cause.problem)?.add(mark)
  }
  const positionOf = (mark: Word | Brace): number => reading.positions.get(mark) ?? 0
  return problems.map((problem) => {
    const followUps = [...(marks.get(problem) ?? [])]
      .sort((one, other) => positionOf(one) - positionOf(other))
      .map((mark) => originOf(mark.source, mark))
      .filter((place) => !told.has(`${place.start} ${fileKey(place.file)}`) && !isOnLineOf(problem.at, place))
    return followUps.length === 0 ? problem : { ...problem, followUps }
  })
}

function isOnLineOf(one: Origin, other: Origin): boolean {
  return one.file === other.file && positionAt(one.file, one.start).line === positionAt(other.file, other.start).line
}

type StructureProblem = Extract<BindProblem, { readonly statement: Statement } | { readonly brace: Brace }>

/** Where keepalived and the author part. */
function markOf(problem: StructureProblem): Word | Brace {
  if ('statement' in problem) return problem.statement.keyword
  if (problem.kind === 'extra-close-brace') return problem.orphans[0]?.keyword ?? problem.brace
  return problem.brace
}

/** The `}` of a block that keepalived does not know closes the block around it instead. */
function closingBrace(problem: StructureProblem): readonly Brace[] {
  switch (problem.kind) {
    case 'unknown-keyword':
    case 'newer-keyword':
    case 'unexpected-block': {
      const close = problem.statement.block?.close
      return close === undefined ? [] : [close]
    }
    default:
      return []
  }
}
