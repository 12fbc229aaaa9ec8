/** Which problems make keepalived read what follows in another way than it is meant. */
import type { Release } from '../../grammar/releases.ts'
import type { Statement } from '../../grammar/syntax.ts'
import type { BindProblem } from './bind.ts'
import type { ArgumentProblem, Match } from './match.ts'
import { startsWithCommand } from './script-words.ts'
import type { Head } from './statements.ts'

/** keepalived may read lines behind such a problem, or its own, elsewhere than is meant, or not at all. */
export function misleads(problem: BindProblem): boolean {
  return (
    breaksStructure(problem) ||
    endsReading(problem) ||
    skipsBlock(problem) ||
    endsBlock(problem) ||
    (problem.kind === 'argument' && isLenient(problem.problem)) ||
    problem.kind === 'unterminated-quote'
  )
}

/** keepalived pairs the braces after such a problem up in another way than their author. */
function breaksStructure(problem: BindProblem): boolean {
  switch (problem.kind) {
    case 'unknown-keyword':
    case 'newer-keyword':
    case 'not-built':
      return problem.statement.block !== undefined
    case 'undefined-reference':
      return problem.opens === true
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
export function endsReading(problem: BindProblem): boolean {
  if (problem.kind === 'missing-open-brace') return problem.ends === true
  if (problem.kind !== 'argument') return false
  const isSurplus = problem.problem.kind === 'surplus-words'
  return (
    problem.missing === 'exit' ||
    problem.missing === 'crash' ||
    (isSurplus && problem.directive?.endsWithoutBrace === true)
  )
}

/** keepalived stops reading at such a line: the word in the quote that is not closed is the one that it needs. */
export function lacksQuotedWord({ statement, directive, match }: Head): boolean {
  if (statement.unterminated === undefined || startsWithCommand(directive)) return false
  const isMissing = match.problems.some((one) => one.kind === 'missing-argument' && one.option === undefined)
  return isMissing && (directive.missing === 'exit' || directive.missing === 'crash')
}

/** keepalived passes over a block with such a problem on its first line: no name, too many names, or no address. */
export function skipsBlock(problem: BindProblem): boolean {
  if (problem.kind !== 'argument' || problem.directive?.body?.kind !== 'keywords') return false
  switch (problem.problem.kind) {
    case 'missing-argument':
      return problem.missing === 'told'
    case 'surplus-words':
      return problem.directive.exact === true
    default:
      return isRefused(problem.problem)
  }
}

/** keepalived drops the block around such a line and passes over the rest of it. */
export function endsBlock(problem: BindProblem): boolean {
  return problem.kind === 'argument' && problem.directive?.endsBlock === true && isRefused(problem.problem)
}

/** What the words of a line are to the config test. */
export function asTested(match: Match, target: Release): Match {
  const isRefused = (one: ArgumentProblem): one is InvalidValue => isRefusedInTest(one, target)
  if (!match.problems.some(isRefused)) return match
  const refused = new Set(match.problems.flatMap((one) => (isRefused(one) ? [one.word] : [])))
  const problems = match.problems.map((one) =>
    isRefused(one) ? { ...one, fault: { ...one.fault, kind: 'refused' as const } } : one,
  )
  return {
    ...match,
    problems,
    slots: match.slots.map((slot) => (refused.has(slot.word) ? { ...slot, faulty: true } : slot)),
  }
}

/**
 * The config test refuses a number with text behind it, of which the daemon itself takes the beginning; since 2.2.3 no more than
 * the daemon if it may have decimal places (lib/parser.c:498 and 624).
 */
export function isRefusedInTest(problem: ArgumentProblem, target: Release): problem is InvalidValue {
  return isLenient(problem) && !(problem.value.kind === 'decimal' && target.atLeast('2.2.3'))
}

type InvalidValue = Extract<ArgumentProblem, { kind: 'invalid-value' }>

/** Whether a number has text behind it, of which the daemon takes the beginning. */
export function isLenient(problem: ArgumentProblem): problem is InvalidValue {
  return problem.kind === 'invalid-value' && problem.fault.kind === 'lenient'
}

function isRefused(problem: ArgumentProblem): boolean {
  return (problem.kind === 'invalid-value' || problem.kind === 'unfilled-value') && problem.fault.kind !== 'altered'
}
