/** A cluster: the nodes that belong together, and which of their instances are one virtual router. */
import type { Release } from '../../grammar/releases.ts'
import type { Bound } from '../bind/bind.ts'
import type { Reading } from '../expand/reading.ts'
import type { HostFacts } from '../facts/host.ts'
import type { Config, Instance } from '../model/config.ts'
import type { SourceFile } from '../text/source-file.ts'

/** What a part of a node knows of the whole. While this is the same object, the part alone decides what is said of it. */
export interface Site {
  readonly name: string
  readonly target: Release
  /** Some file that the node includes could not be read: what seems to be absent may stand there. */
  readonly hasUnreadParts: boolean
  /** What the user tells of the machine itself. */
  readonly facts?: HostFacts
}

/** One keepalived, as one file (and what it includes) configures it. */
export interface ClusterNode extends Site {
  readonly file: SourceFile
  /** Whose conditional lines are read; absent where the file has none. */
  readonly configId?: string
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
export interface Member<N extends Site = ClusterNode> {
  readonly node: N
  readonly instance: Instance
}

/** The instances of different nodes that stand in for each other: at most one of each node. */
export interface VirtualRouter<N extends Site = ClusterNode> {
  readonly members: readonly Member<N>[]
}

/** Every pair of members, each once. */
export function pairsOf<N extends Site>(router: VirtualRouter<N>): [Member<N>, Member<N>][] {
  return router.members.flatMap((first, index) =>
    router.members.slice(index + 1).map((second): [Member<N>, Member<N>] => [first, second]),
  )
}
