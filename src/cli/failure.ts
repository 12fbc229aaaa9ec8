/** Why kalint cannot do its work: told in one line, with what the user can do about it. */

const NAME = 'Failure'

/** An error to throw; its message says what is wrong and what to do. */
export function failure(message: string): Error {
  const error = new Error(message)
  error.name = NAME
  return error
}

export function isFailure(error: unknown): error is Error {
  return error instanceof Error && error.name === NAME
}
