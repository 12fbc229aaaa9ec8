/** What the formats for other programs need to know beside the report. */
import type { Hash } from './fingerprint.ts'
import type { Locate } from './paths.ts'

export interface Rendering {
  /** The version of kalint. */
  readonly version: string
  readonly locate: Locate
  readonly hash: Hash
  /** The directory that paths are relative to, absolute, with `/`. */
  readonly root: string
  /** The exit code that the run ends with. */
  readonly exitCode: number
  /** What the user should know though kalint could do its work. */
  readonly notes: readonly string[]
  /** The documentation of a rule, in Markdown; `undefined` where there is none at hand. */
  readonly pageOf: (rule: string) => string | undefined
}
