/** The public interface: `import { lintCluster } from 'kalint'`. It reads and writes no file, so that it runs in browsers as well. */
import { newestRelease, RELEASES, release } from '../../grammar/releases.ts'
import { nearest } from '../bind/nearest.ts'
import { lint } from '../engine/lint.ts'
import { reportRecord } from '../output/json.ts'
import { rules } from '../rules/index.ts'
import { sourceFile } from '../text/source-file.ts'
import { filesOfTexts } from './texts.ts'

/** How bad a finding is. Only an error makes `kalint check` fail, unless told otherwise. */
export type Severity = 'error' | 'warning' | 'info'

/** A file in memory. */
export interface ConfigFile {
  /** With `/`. Findings are told under this path, and includes are looked up relative to its directory. */
  readonly path: string
  readonly text: string
}

/** What to lint, and how. Only `files` is needed. */
export interface LintRequest {
  /** The `keepalived.conf` of each node of the cluster, each path once. */
  readonly files: readonly ConfigFile[]
  /** What `include` lines lead to. An include that is not among these and not among `files` is told as missing. */
  readonly includes?: readonly ConfigFile[]
  /** The release of keepalived that reads the files, like `'2.2.8'`; the newest that kalint knows unless given. */
  readonly target?: string
  /** Whose `@id` lines are read, like `keepalived -i`; every id in the files unless given. */
  readonly configIds?: readonly string[]
  /** All machines are on one LAN, so that clusters can get in the way of each other. */
  readonly sharedLan?: boolean
  /** By the names of rules: what their findings count as, or that they are not told. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>
  /** Messages may repeat passwords and keys, which are masked otherwise. */
  readonly showSecrets?: boolean
}

/** Both count from 1; a column is a UTF-16 unit, as in the strings of JavaScript. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A piece of a file; its end is exclusive. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** Another place that belongs to a finding: the line of the other node, most often. */
export interface RelatedPlace {
  readonly message: string
  readonly file: string
  readonly range: Range
}

/** A piece of a file, and the text that takes its place. */
export interface TextEdit {
  readonly file: string
  readonly range: Range
  readonly newText: string
}

/** The edits of one fix belong together. `safe`: the configuration that the daemon ends up with is unchanged. */
export interface Fix {
  readonly title: string
  readonly safety: 'safe' | 'unsafe'
  readonly edits: readonly TextEdit[]
}

/** Something that is wrong. */
export interface Finding {
  /** The name of the rule, as in `kalint explain`. */
  readonly ruleId: string
  readonly severity: Severity
  /** What is wrong and what to write instead. */
  readonly message: string
  /** The path of the file, as given. */
  readonly file: string
  readonly range: Range
  /** The names of the nodes that it concerns. */
  readonly nodes: readonly string[]
  /** The page of the rule. */
  readonly url: string
  /** `keepalived -t` of the target release reports it as well. */
  readonly configTest: boolean
  readonly related: readonly RelatedPlace[]
  /** Further lines that keepalived complains about because of this one cause. */
  readonly explains: readonly { readonly file: string; readonly line: number }[]
  readonly fixes: readonly Fix[]
}

/** Nodes that belong together, as the evidence in their files says. */
export interface Cluster {
  readonly name: string
  readonly nodes: readonly {
    readonly name: string
    readonly file: string
    /** `null` where the file has no `@id` lines. */
    readonly configId: string | null
  }[]
}

/** What was found. */
export interface LintResult {
  /** The release of keepalived that the files were read for. */
  readonly target: string
  readonly clusters: readonly Cluster[]
  /** In the order of files and lines. */
  readonly findings: readonly Finding[]
}

/** The releases of keepalived that `target` may be, from the oldest to the newest. */
export const releases: readonly string[] = RELEASES

/** The names of all rules. */
export const ruleNames: readonly string[] = rules.map(({ name }) => name)

/**
 * Lints the files of the nodes of a cluster, each by itself and against each other. What is wrong in them is a finding, never
 * an error. Throws a `RangeError` where the request itself is wrong: two files with one path, an unknown release or rule.
 */
export function lintCluster(request: LintRequest): LintResult {
  const { files, includes = [], configIds = [], sharedLan = false, showSecrets = false } = request
  requireTexts(files, 'files')
  requireTexts(includes, 'includes')
  requireOncePath([...files, ...includes])
  const entries = files.map(({ path, text }) => sourceFile(path, text))
  const inMemory = [...entries, ...includes.map(({ path, text }) => sourceFile(path, text))]
  const scope = { severities: severitiesOf(request.rules ?? {}) }
  const report = lint([{ entries, how: 'named', scope }], {
    files: filesOfTexts(inMemory),
    target: targetOf(request.target),
    configIds,
    sharedLan: sharedLan ? 'yes' : 'unknown',
    secrets: showSecrets ? 'shown' : 'masked',
  })
  const { target, clusters, diagnostics: findings } = reportRecord(report)
  return { target, clusters, findings }
}

/** Programs without types may ask for anything. */
function requireTexts(files: unknown, name: string): void {
  const isFile = (one: unknown): boolean => {
    const { path, text } = (one ?? {}) as Partial<Record<string, unknown>>
    return typeof path === 'string' && typeof text === 'string'
  }
  if (Array.isArray(files) && files.every(isFile)) return
  throw new RangeError(`\`${name}\` is no list of files. Give a list of { path, text }, both of which are strings.`)
}

function requireOncePath(files: readonly ConfigFile[]): void {
  const paths = files.map(({ path }) => path)
  const twice = paths.find((path, index) => paths.indexOf(path) < index)
  if (twice !== undefined) throw new RangeError(`two files have the path ${twice}. Give each file a path of its own.`)
}

function targetOf(version: string | undefined) {
  if (version === undefined) return newestRelease()
  const known = release(version)
  if (known !== undefined) return known
  throw new RangeError(`kalint knows no keepalived ${version}. Releases that it knows: ${RELEASES.join(', ')}.`)
}

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'info', 'off']

function severitiesOf(asked: NonNullable<LintRequest['rules']>): ReadonlyMap<string, Severity | 'off'> {
  for (const [name, severity] of Object.entries(asked)) {
    if (!SEVERITIES.includes(severity)) {
      throw new RangeError(`the rule ${name} cannot be "${severity}". Write one of ${SEVERITIES.join(', ')}.`)
    }
    if (ruleNames.includes(name)) continue
    const meant = nearest(name, ruleNames)
    throw new RangeError(
      `no rule is called ${name}. ${meant === undefined ? 'See ruleNames.' : `Did you mean ${meant}?`}`,
    )
  }
  return new Map(Object.entries(asked))
}
