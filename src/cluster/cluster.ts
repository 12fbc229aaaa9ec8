/** A cluster: the nodes that belong together, and which of their instances are one virtual router. */
import type { Release } from '../../grammar/releases.ts'
import type { Bound } from '../bind/bind.ts'
import type { Reading } from '../expand/reading.ts'
import type { Config, Instance } from '../model/config.ts'
import type { SourceFile } from '../text/source-file.ts'

/** One keepalived, as one file (and what it includes) configures it. */
export interface ClusterNode {
  readonly name: string
  readonly file: SourceFile
  /** Whose conditional lines are read; absent where the file has none. */
  readonly configId?: string
  readonly target: Release
  readonly reading: Reading
  readonly bound: Bound
  readonly config: Config
}

export interface Cluster {
  readonly name: string
  readonly nodes: readonly ClusterNode[]
  readonly routers: readonly VirtualRouter[]
  /** Nodes that the user named together with these, though nothing connects them. */
  readonly apart: readonly ClusterNode[]
  /** Other clusters that the user says are on the same LAN. */
  readonly neighbours: readonly Cluster[]
}

/** An instance and the node that runs it. */
export interface Member {
  readonly node: ClusterNode
  readonly instance: Instance
}

/** The instances of different nodes that stand in for each other: at most one of each node. */
export interface VirtualRouter {
  readonly members: readonly Member[]
}

/** Every pair of members, each once. */
export function pairsOf(router: VirtualRouter): [Member, Member][] {
  return router.members.flatMap((first, index) =>
    router.members.slice(index + 1).map((second): [Member, Member] => [first, second]),
  )
}

/** Some file that the node includes could not be read: what seems to be absent may stand there. */
export function hasUnreadParts(node: ClusterNode): boolean {
  return node.reading.problems.some((problem) => problem.kind.startsWith('include-'))
}
