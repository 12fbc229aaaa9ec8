/** The shape of a hint between the words of a file, and of the range that hints are wanted for. */
import type { ClusterNode } from '../../cluster/cluster.ts'
import type { Place, SourceFile } from '../../text/source-file.ts'

/** A short text at an offset of the whole file. */
export interface Hint {
  readonly offset: number
  readonly label: string
  /** More about it. */
  readonly tooltip: string
}

/** Offsets of a whole file. */
export interface FileRange {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
}

/** What is shown behind a place for one node. */
export interface NodeHint {
  readonly node: ClusterNode
  readonly at: Place
  readonly label: string
  readonly tooltip: string
}
