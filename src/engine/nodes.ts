/** From the files that the user names to nodes: whose lines are read, and what each of them reads. */
import type { Release } from '../../grammar/releases.ts'
import { type Bound, type BoundStatement, bind } from '../bind/bind.ts'
import { isForeign } from '../bind/foreign.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { nodeNames, stemOf } from '../cluster/names.ts'
import { expand } from '../expand/expand.ts'
import { misreadPlaces, type Reading } from '../expand/reading.ts'
import { treeOf } from '../expand/tree.ts'
import type { HostFacts } from '../facts/host.ts'
import { buildConfig } from '../model/build.ts'
import { baseName, directoryOf, type FileContent, type Files } from '../text/files.ts'
import { remembered } from '../text/remembered.ts'
import { fileKey, type SourceFile } from '../text/source-file.ts'

/** How files are read. */
export interface NodeOptions {
  readonly files: Files
  readonly target: Release
  /** Whose conditional lines are read; without any, a conditional file is read for every node that it names. */
  readonly configIds: readonly string[]
  /** What is known of the machines, by the name or the path of the node; what a declared node says of its own is only used where these have nothing. */
  readonly facts?: ReadonlyMap<string, HostFacts>
  /** Told of each entry once it is read. */
  readonly onRead?: (entry: SourceFile) => void
}

/** The nodes of the files. A file that another one includes is a part of that one's node. */
export function nodesOf(entries: readonly SourceFile[], options: NodeOptions): ClusterNode[] {
  const identity = (file: SourceFile): string => options.files.identity?.(file.path) ?? file.path
  const { drafts, parts } = wholesAmong(entries, identity, options)
  const kept = parts.size === 0 ? drafts : drafts.filter((draft) => !parts.has(identity(draft.reading.entry)))
  const names = nodeNames(kept.map(({ reading, configId }) => ({ path: reading.entry.path, configId })))
  return kept.map((draft, index) => withFacts(nodesFrom(draft)(names[index] ?? draft.reading.entry.path), options))
}

/** The node with what is known of its machine. */
function withFacts(node: ClusterNode, { facts }: NodeOptions, own?: HostFacts): ClusterNode {
  const known = facts?.get(node.name) ?? facts?.get(node.file.path) ?? own
  return known === undefined ? node : nodeOn(node)(known)
}

const nodeOn = remembered((node: ClusterNode) => remembered((facts: HostFacts): ClusterNode => ({ ...node, facts })))

/** A node that the user describes, whatever its file says of others. */
export interface DeclaredNode {
  readonly file: SourceFile
  /** What to call it; otherwise its config-id or its path says so. */
  readonly name?: string
  /** The path that says so, where that of the file depends on where the user stands. */
  readonly path?: string
  /** Whose conditional lines it reads; without, those that the options name or the file speaks of. */
  readonly configId?: string
  /** What is known of its machine. */
  readonly facts?: HostFacts
}

/** The nodes that the user describes; one whose file holds lines for several config-ids is as many nodes. */
export function declaredNodesOf(declared: readonly DeclaredNode[], options: NodeOptions): ClusterNode[] {
  const read = declared.flatMap((one) => {
    const ids = one.configId === undefined ? options : { ...options, configIds: [one.configId] }
    const drafts = readingsFor(one.file, ids)
    return drafts.map((draft) => ({
      draft,
      configId: draft.configId ?? one.configId,
      name: givenName(one, drafts, draft),
      facts: one.facts,
      path: one.path ?? draft.reading.entry.path,
    }))
  })
  const given = new Set(read.map(({ name }) => name))
  const names = nodeNames(read)
  return read.map(({ draft, name, facts }, index) => {
    const { path } = draft.reading.entry
    const own = names[index] ?? path
    return withFacts(nodesFrom(draft)(name ?? (given.has(own) ? path : own)), options, facts)
  })
}

function givenName({ name }: DeclaredNode, { length }: readonly Draft[], { configId }: Draft): string | undefined {
  return name === undefined || length === 1 || configId === undefined ? name : `${name} (${configId})`
}

/** The node that a draft is under a name: one object, however often the other files change. */
const nodesFrom = remembered(({ reading, bound, configId, target }: Draft) => {
  const byName = new Map<string, ClusterNode>()
  return (name: string): ClusterNode => {
    const known = byName.get(name)
    if (known !== undefined) return known
    const id = configId === undefined ? {} : { configId }
    const node = {
      name,
      file: reading.entry,
      ...id,
      target,
      hasUnreadParts: hasUnreadParts(reading),
      reading,
      bound,
      config: buildConfig(bound),
    }
    byName.set(name, node)
    return node
  }
})

/** There are lines of the node that are not known: in a file that could not be read, or made by a template. */
function hasUnreadParts({ files, problems }: Reading): boolean {
  return (
    problems.some((problem) => problem.kind.startsWith('include-')) ||
    files.some(({ template }) => template?.mayHoldMore === true)
  )
}

/** What was read of a file, and how. */
interface Known {
  readonly target: Release
  /** Every answer about other files that decided on it. */
  readonly reads: ReadonlyMap<string, FileContent>
  readonly globs: ReadonlyMap<string, readonly string[] | undefined>
  readonly drafts: readonly Draft[]
}

/** By file, and by the config-ids that it was read for. */
const knownOf = remembered((_entry: SourceFile) => new Map<string, Known>())

function readingsFor(entry: SourceFile, options: NodeOptions): readonly Draft[] {
  const drafts = knownReadings(entry, options) ?? newReadings(entry, options)
  options.onRead?.(entry)
  return drafts
}

/** The readings of before, where they are as they would be now. */
function knownReadings(entry: SourceFile, { files, target, configIds }: NodeOptions): readonly Draft[] | undefined {
  const known = knownOf(entry).get(configIds.join('\0'))
  if (known === undefined || known.target !== target) return undefined
  const read = ownParts(files)
  for (const [path, content] of known.reads) {
    const now = read(path)
    if (now.kind !== content.kind || (now.kind === 'text' && content.kind === 'text' && now.file !== content.file)) {
      return undefined
    }
  }
  for (const [pattern, paths] of known.globs) {
    if (files.glob(pattern)?.join('\0') !== paths?.join('\0')) return undefined
  }
  return known.drafts
}

function newReadings(entry: SourceFile, options: NodeOptions): readonly Draft[] {
  const reads = new Map<string, FileContent>()
  const globs = new Map<string, readonly string[] | undefined>()
  const identities = new Map<string, string>()
  const noted = <T>(answers: Map<string, T>, question: string, answer: T): T => {
    answers.set(question, answer)
    return answer
  }
  const read = ownParts(options.files)
  const files: Files = {
    ...options.files,
    read: (path) => noted(reads, path, read(path)),
    glob: (pattern) => noted(globs, pattern, options.files.glob(pattern)),
    identity: (path) => identities.get(path) ?? noted(identities, path, options.files.identity?.(path) ?? path),
  }
  const drafts = readingsOf(entry, { ...options, files })
  knownOf(entry).set(options.configIds.join('\0'), { target: options.target, reads, globs, drafts })
  return drafts
}

/** Readings, and the identities of the files that they include. */
interface Wholes {
  readonly drafts: readonly Draft[]
  readonly parts: ReadonlySet<string>
}

/** The readings of the entries but for those that an earlier one includes: of two that include each other the first one is the entry. */
function wholesAmong(
  entries: readonly SourceFile[],
  identity: (file: SourceFile) => string,
  options: NodeOptions,
): Wholes {
  const drafts: Draft[] = []
  const parts = new Set<string>()
  for (const entry of entries) {
    if (parts.size > 0 && parts.has(identity(entry))) {
      options.onRead?.(entry)
      continue
    }
    const own = readingsFor(entry, options)
    drafts.push(...own)
    for (const { file } of own.flatMap(({ reading }) => reading.inclusions)) parts.add(identity(file))
  }
  return { drafts, parts }
}

interface Draft {
  readonly reading: Reading
  readonly bound: Bound
  readonly configId: string | undefined
  readonly target: Release
}

/** One reading for each node of a file. */
function readingsOf(entry: SourceFile, options: NodeOptions): Draft[] {
  const read = (configId: string | undefined): Draft => {
    const { files, target } = options
    const reading = expand(entry, { files, target, configId })
    const places = misreadPlaces(reading)
    const written =
      places.length === 0
        ? undefined
        : { items: treeOf(expand(entry, { files, target, configId, as: 'written' })).items, places }
    return { reading, bound: bind(treeOf(reading), target, written), configId, target }
  }
  const unconditional = read(undefined)
  const ids = [...new Set(unconditional.reading.conditions.map((condition) => condition.id))].filter((id) => id !== '')
  if (ids.length === 0) return [unconditional]

  if (options.configIds.length > 0) {
    const mentioned = options.configIds.filter((id) => ids.includes(id))
    return (mentioned.length > 0 ? mentioned : options.configIds.slice(0, 1)).map(read)
  }
  const own = ownId(entry.path, ids)
  if (own !== undefined) return [read(own)]

  const baseline = serviceText(unconditional.bound)
  const most = mostNodes(unconditional.reading)
  const nodes = ids
    .slice(0, most)
    .map(read)
    .filter((draft) => serviceText(draft.bound) !== baseline)
  const drafts = nodes.length === 0 || isAnotherNode(unconditional, nodes) ? [...nodes, unconditional] : nodes
  const cut = unconditional.reading.conditions.find(({ id }) => id === ids[most])
  if (cut === undefined) return drafts
  const problem = { kind: 'too-many-ids', at: cut.at, ids: ids.length, read: most } as const
  return drafts.map((draft) => ({
    ...draft,
    reading: { ...draft.reading, problems: [...draft.reading.problems, problem] },
  }))
}

/** Every node reads the file anew, and a long file takes long each time. The largest known file that is a whole cluster has a dozen. */
function mostNodes({ conditions }: Reading): number {
  return Math.min(MAX_NODES, Math.max(SOME_NODES, Math.floor(MAX_CONDITIONS / conditions.length)))
}

const MAX_NODES = 100
const SOME_NODES = 12

/** Conditional lines of all nodes together. */
const MAX_CONDITIONS = 250_000

/** What an entry includes, but for what is no part of a configuration: nobody is to be shown its lines. */
function ownParts(files: Files): (path: string) => FileContent {
  return (path) => {
    const content = files.read(path)
    return content.kind === 'text' && isKnownForeign(content.file) ? { kind: 'foreign' } : content
  }
}

const isKnownForeign = remembered(isForeign)

/** The id that names this very file: `node1.conf`, `node1/keepalived.conf` or `keepalived.conf.node1`. */
function ownId(path: string, ids: readonly string[]): string | undefined {
  const directory = baseName(directoryOf(path).slice(0, -1))
  return ids.find((id) => id === stemOf(path)) ?? ids.find((id) => id === directory)
}

/** Some `@^id` line is read by none of the named nodes: there must be one more, which has no id of its own. */
function isAnotherNode(unconditional: Draft, nodes: readonly Draft[]): boolean {
  const read = new Set(nodes.flatMap(metConditions))
  return metConditions(unconditional).some((place) => !read.has(place))
}

/** Where the conditions of the lines stand that it reads. */
function metConditions({ reading }: Draft): string[] {
  return reading.conditions.flatMap(({ met, at }) => (met ? [`${at.start} ${fileKey(at.file)}`] : []))
}

/** What the lines of the blocks say that make a node provide a service. */
function serviceText(bound: Bound): string {
  return bound.statements
    .filter((one) => SERVICE_BLOCKS.has(one.keyword))
    .map(textOf)
    .join('\n')
}

const SERVICE_BLOCKS = new Set(['vrrp_instance', 'vrrp_sync_group', 'virtual_server'])

function textOf(line: BoundStatement): string {
  const words = [line.statement.keyword, ...line.statement.args].map((word) => word.text).join(' ')
  return line.block.length === 0 ? words : `${words}{${line.block.map(textOf).join('\n')}}`
}
