/** What a settings file says: the choices of a team that hold for every run of kalint on its files. */
import type { Release } from '../../grammar/releases.ts'
import type { Span } from '../../grammar/syntax.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'

/** The name under which a settings file is found. */
export const SETTINGS_NAME = 'kalint.yaml'

/** What is absent is not set, so that the command line or a default decides. Paths are as they are written. */
export interface Settings {
  readonly target?: Release
  readonly configIds?: readonly string[]
  readonly sharedLan?: boolean
  /** The least severity that makes a run fail. */
  readonly failOn?: Severity
  readonly severities: Severities
  readonly clusters: readonly ClusterSetting[]
  /** Patterns as in a .gitignore beside the settings file. */
  readonly ignore: readonly string[]
}

/** By the names of rules: what their findings count as, or that they are not told. */
export type Severities = ReadonlyMap<string, Severity | 'off'>

/** Nodes that are one cluster because the user says so. */
export interface ClusterSetting {
  readonly name: string
  readonly nodes: readonly NodeSetting[]
  /** Where its name stands in the settings file. */
  readonly at: Span
}

export interface NodeSetting {
  readonly file: WrittenPath
  /** Whose conditional lines of the file the node reads. */
  readonly configId?: string
  readonly name?: string
  /** Files with what is known of the machine itself. */
  readonly facts: readonly WrittenPath[]
}

/** A path, relative to the settings file or absolute, and where it stands there. */
export interface WrittenPath {
  readonly path: string
  readonly at: Span
}

/** What is wrong with a settings file, as offsets into its text. */
export interface SettingsProblem extends Span {
  /** What is wrong there, what was expected, and what to write. */
  readonly message: string
}
