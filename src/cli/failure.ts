/** Why kalint cannot do its work: told in one line, with what the user can do about it. */

const NAME = 'Failure'

/** Each of its lines is told by itself. */
export interface Failure extends Error {
  readonly lines: readonly string[]
}

/** An error to throw; its message, or each of several lines, says what is wrong and what to do. */
export function failure(...lines: readonly string[]): Failure {
  const error = new Error(lines.join('\n'))
  error.name = NAME
  return Object.assign(error, { lines })
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === NAME
}
