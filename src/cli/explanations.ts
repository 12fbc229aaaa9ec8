/** The documentation of rules and directives, as the build keeps it beside the program, so that no other command loads it. */
import { textBeside } from './beside.ts'
import { failure } from './failure.ts'

/** Pages in Markdown by name. */
export interface Explanations {
  readonly rules: Readonly<Record<string, string>>
  readonly directives: Readonly<Record<string, string>>
}

export function explanations(): Explanations {
  try {
    return JSON.parse(textBeside('explanations.json')) as Explanations
  } catch {
    throw failure('explanations.json, which lies beside the program, cannot be read. Install kalint anew.')
  }
}
