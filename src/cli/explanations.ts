/** The documentation of rules and directives, as the build keeps it beside the program, so that no other command loads it. */
import { readFileSync } from 'node:fs'
import { failure } from './failure.ts'

/** Pages in Markdown by name. */
export interface Explanations {
  readonly rules: Readonly<Record<string, string>>
  readonly directives: Readonly<Record<string, string>>
}

export function explanations(): Explanations {
  try {
    return JSON.parse(readFileSync(`${__dirname}/explanations.json`, 'utf8')) as Explanations
  } catch {
    throw failure('explanations.json, which lies beside the program, cannot be read. Install kalint anew.')
  }
}
