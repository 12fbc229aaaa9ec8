/** What kalint tells where it could not do its work. */
import { PROJECT_URL } from '../output/summary.ts'
import { isFailure } from './failure.ts'
import type { Shell } from './shell.ts'

export const COULD_NOT_WORK = 2

/** Tells it in one line; the result is the exit code. */
export function explained(error: unknown, { tell, environment }: Shell): number {
  if (isFailure(error)) {
    for (const line of error.lines) tell(`kalint: ${line}`)
  } else if (isWithoutDirectory(error)) {
    tell('kalint: the current directory is not there any more. Change to another one.')
  } else if (isTooLong(error)) {
    tell('kalint: there are more findings than one report can hold. Check fewer files at once.')
  } else {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    tell(`kalint: unexpected error: ${message.replaceAll('\n', ' ')}. ${PLEASE_REPORT}`)
    if (environment.KALINT_DEBUG === '1') for (const line of (stack ?? '').split('\n')) tell(line)
  }
  return COULD_NOT_WORK
}

function isWithoutDirectory(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd'
}

/** A text became longer than V8 can hold. */
function isTooLong(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Invalid string length'
}

const PLEASE_REPORT = `Please report it at ${PROJECT_URL}/issues, with what KALINT_DEBUG=1 kalint ... prints.`
