/** Whether keepalived takes a line, as far as its own words decide. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ArgumentProblem } from '../bind/match.ts'
import { scriptFault } from '../bind/script-words.ts'

/** Why a line is not taken: it is `refused`, and some finding says so, or `bare`: it lacks its value, and nobody minds. */
export type Refusal = 'refused' | 'bare'

/** Why keepalived does not take a line; `undefined` where it does. */
export function refusalOf({ statement, directive, match }: BoundStatement): Refusal | undefined {
  const isCommand = match.slots.some(({ value }) => value.kind === 'command')
  const fault = isCommand ? scriptFault(statement) : statement.unterminated
  if (fault !== undefined) return 'refused'
  const isBare = match.problems.some(({ kind }) => kind === 'missing-argument')
  if (isBare && directive?.missing === 'accepted') return statement.args.length === 0 ? 'bare' : undefined
  return match.problems.some((problem) => refuses(problem, directive?.exact === true)) ? 'refused' : undefined
}

function refuses(problem: ArgumentProblem, isExact: boolean): boolean {
  if ('option' in problem && problem.option !== undefined) return false
  switch (problem.kind) {
    case 'missing-argument':
      return true
    case 'invalid-value':
      return problem.fault.kind === 'refused'
    case 'surplus-words':
      return isExact
    default:
      return false
  }
}
