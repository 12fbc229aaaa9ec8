/** Who asks for a value: the nodes that read the line that is being typed, their instance there, and those that stand in for it. */
import type { Word } from '../../../grammar/syntax.ts'
import type { Value } from '../../../grammar/values.ts'
import type { BoundStatement } from '../../bind/bind.ts'
import type { Slot } from '../../bind/match.ts'
import { isUnknown } from '../../bind/values.ts'
import type { ClusterNode, Member } from '../../cluster/cluster.ts'
import { originOf } from '../../expand/mapped-text.ts'
import { directoryOf } from '../../text/files.ts'
import { groupBy } from '../../text/group-by.ts'
import { remembered } from '../../text/remembered.ts'
import { MASK } from '../../text/secrets.ts'
import type { Place } from '../../text/source-file.ts'
import { linesBelow } from '../cursor.ts'
import { type NodeInCluster, nodesReading, type Snapshot } from '../snapshot.ts'
import { type ValueInLine, valuesOf } from '../uses.ts'
import { otherMembers } from '../virtual-router.ts'
import type { TypedBlock, TypedLine } from './typing.ts'

/** What decides which values make sense. */
export interface Asking {
  readonly snapshot: Snapshot
  readonly readers: readonly NodeInCluster[]
  readonly line: TypedLine
  /** The other lines of the innermost block, as the readers bind them. */
  readonly siblings: readonly BoundStatement[]
  /** The instance that the line belongs to, on each of the readers. */
  readonly own: readonly Member[]
  /** The instances of other nodes that stand in for it. */
  readonly others: readonly Member[]
  /** The readers, and the nodes that seem to belong to them. */
  readonly nodes: readonly ClusterNode[]
}

/** All that is known of the place of a line in the file at `path`. */
export function askingAt(snapshot: Snapshot, path: string, line: TypedLine): Asking {
  const readers = nodesReading(snapshot, path)
  const around = readers.map(({ node }) => ({ node, blocks: boundBlocks(node, line.blocks) }))
  const siblings = around.flatMap(({ node, blocks }) => {
    if (blocks.length < line.blocks.length) return []
    return (blocks.at(-1)?.block ?? node.bound.statements).filter((one) => !isAt(one.statement.keyword, line.start))
  })
  const own = around.flatMap(({ node, blocks }) =>
    node.config.instances.filter(({ block }) => blocks.includes(block)).map((instance) => ({ node, instance })),
  )
  const nodes = nodesAround(snapshot, readers)
  const others = own.flatMap((member) => standIns(member, readers, nodes))
  return { snapshot, readers, line, siblings, own, others, nodes }
}

/** Whether the release of the nodes knows what came with another one. */
export function isKnownTo({ snapshot, readers }: Asking): (since: string) => boolean {
  const target = readers[0]?.node.target ?? snapshot.report.target
  return (since) => target.atLeast(since)
}

/** A word that stands somewhere in the clusters of those who ask. */
export interface WordInUse {
  readonly text: string
  readonly node: ClusterNode
  /** The node is one that reads the line that is being typed. */
  readonly isOwn: boolean
}

/** Which words of a kind count: `parent` is the line that opens the block around. */
export type Accepts = (slot: Slot, line: BoundStatement, parent: BoundStatement | undefined) => boolean

/** The acceptable words of a kind on all lines but the one that is being typed. Nothing secret is among them. */
export function wordsInUse(
  { readers, nodes, snapshot, line: typed }: Asking,
  kind: Value['kind'],
  accepts: Accepts,
): WordInUse[] {
  const isOpen = new Map<string, boolean>()
  return nodes.flatMap((node) => {
    const isOwn = readers.some((reader) => reader.node === node)
    return (valuesByKind(node).get(kind) ?? []).flatMap(({ slot, line, blocks }) => {
      if (!accepts(slot, line, blocks.at(-1)) || isAt(line.statement.keyword, typed.start)) return []
      const { text } = slot.word
      if (!isOpen.has(text)) isOpen.set(text, !isUnknown(text) && isShown(text, line, snapshot))
      return isOpen.get(text) === true ? [{ text, node, isOwn }] : []
    })
  })
}

/** A word that is open on one line is no secret on others. */
function isShown(text: string, { statement: { keyword, args } }: BoundStatement, { report }: Snapshot): boolean {
  return text !== MASK && report.secrets.texts([keyword, ...args]).includes(text)
}

/** The acceptable values of a node. */
const valuesByKind = remembered((node: ClusterNode): ReadonlyMap<Value['kind'], readonly ValueInLine[]> => {
  const acceptable = valuesOf(node).filter(({ slot }) => !slot.faulty)
  return groupBy(acceptable, ({ slot }) => slot.value.kind)
})

/**
 * All nodes of the clusters of the readers. A file that was only begun has nothing in common with others yet: then those
 * of its directory count.
 */
export function nodesAround({ report }: Snapshot, readers: readonly NodeInCluster[]): readonly ClusterNode[] {
  const together = new Set(readers.flatMap(({ cluster }) => [...cluster.nodes, ...cluster.apart]))
  if (together.size > readers.length) return [...together]
  const directories = new Set(readers.map(({ node }) => directoryOf(node.file.path)))
  const near = report.clusters.flatMap((cluster) =>
    cluster.nodes.filter(({ file }) => directories.has(directoryOf(file.path))),
  )
  return [...new Set([...together, ...near])]
}

/** The lines of the other nodes that stand where the typed line stands in its instance. */
export function pairedLines({ own, others, line: { blocks } }: Asking): { node: ClusterNode; line: BoundStatement }[] {
  const depth = blocks.findIndex(({ statement }) =>
    own.some(({ instance }) => isSameWord(instance.block.statement.keyword, statement.keyword)),
  )
  const inside = blocks.slice(depth + 1).map(({ statement }) => statement.keyword.text)
  return others.flatMap(({ node, instance }) =>
    linesBelow(instance.block, inside).flatMap(({ block }) => block.map((line) => ({ node, line }))),
  )
}

function isSameWord(one: Word, other: Word): boolean {
  return originOf(one.source, one).start === other.start && one.text === other.text
}

/** The bound lines of blocks, as far as they are bound. */
function boundBlocks(node: ClusterNode, blocks: readonly TypedBlock[]): BoundStatement[] {
  const found: BoundStatement[] = []
  let lines = node.bound.statements
  for (const { statement, section } of blocks) {
    const place = { file: section, start: statement.keyword.start, end: statement.keyword.start }
    const line = lines.find((one) => isAt(one.statement.keyword, place))
    if (line === undefined) break
    found.push(line)
    lines = line.block
  }
  return found
}

function isAt(word: Word, { file, start }: Place): boolean {
  const origin = originOf(word.source, word)
  return origin.file === file && origin.start === start
}

/** The members of the same virtual router; while an instance is not finished, those of the same name. */
function standIns(
  { node, instance }: Member,
  readers: readonly NodeInCluster[],
  nodes: readonly ClusterNode[],
): readonly Member[] {
  const cluster = readers.find((reader) => reader.node === node)?.cluster
  const others = cluster === undefined ? [] : otherMembers(cluster, instance)
  if (others.length > 0) return others
  return nodes
    .filter((one) => one !== node)
    .flatMap((one) =>
      one.config.instances
        .filter(({ name }) => name.value === instance.name.value)
        .map((namesake) => ({ node: one, instance: namesake })),
    )
}
