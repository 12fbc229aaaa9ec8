/** What kalint says about a configuration. */
import type { Process } from '../../grammar/directive.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { Edit } from '../text/edits.ts'
import type { Origin, Place } from '../text/source-file.ts'

export type Severity = 'error' | 'warning' | 'info'

/** Another place that belongs to a finding: the other node's line, most often. */
export interface Related {
  readonly message: string
  readonly at: Place
}

/** `safe`: the configuration that the daemon ends up with is unchanged. */
export interface Fix {
  readonly title: string
  readonly safety: 'safe' | 'unsafe'
  readonly edits: readonly Edit[]
}

/**
 * When keepalived notices it: not while it reads the lines, but when it puts together what it has read. The processes do
 * that one after the other, each in steps, and in each step from block to block.
 */
export interface Completion {
  readonly process: Process
  readonly step: number
  /** The keyword of the block that it is about. */
  readonly block?: Word
  /** Which of the checks of this block in this step it is. */
  readonly check?: number
  /** The process gives up here: the config test does not come to its later steps and blocks. */
  readonly ends?: true
}

/** What a rule finds: the engine adds the rule and fills in what is left out. */
export interface Finding {
  /** What is wrong with this value here, and what to write instead. Never a secret, nor anything derived from one. */
  readonly message: string
  readonly at: Origin
  /** The names of the nodes it concerns. */
  readonly nodes: readonly string[]
  /** Where it differs from that of the rule. */
  readonly severity?: Severity
  readonly related?: readonly Related[]
  /** Further lines that keepalived complains about because of this cause. */
  readonly explains?: readonly Place[]
  readonly fixes?: readonly Fix[]
  /** `keepalived -t` of the target release reports it as well. */
  readonly configTest?: boolean
  readonly completion?: Completion
}

export interface Diagnostic extends Required<Omit<Finding, 'completion'>> {
  readonly completion?: Completion
  readonly rule: string
}
