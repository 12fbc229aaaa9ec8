/** What is known of all files at one moment: the one value that every service asks. */
import type { Release } from '../../grammar/releases.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Report } from '../engine/lint.ts'
import { placeInSection, rangeInFile, spanInFile } from '../text/sections.ts'
import type { Place, Range, SourceFile } from '../text/source-file.ts'

/** What the engine found, and the files that it looked at. */
export interface Snapshot {
  readonly report: Report
  /** The files that some node reads, by path. One that is being edited is in sections, and all places are in these. */
  readonly files: ReadonlyMap<string, SourceFile>
}

/** Where the user points: an offset of a whole file. */
export interface Spot {
  readonly file: SourceFile
  readonly offset: number
}

/** A node that reads a file, and the cluster that it belongs to. */
export interface NodeInCluster {
  readonly node: ClusterNode
  readonly cluster: Cluster
}

/** The nodes that read a file, as their own or by an include. */
export function nodesReading({ report }: Snapshot, path: string): NodeInCluster[] {
  return report.clusters.flatMap((cluster) =>
    cluster.nodes
      .filter((node) => node.reading.files.some((file) => file.path === path))
      .map((node) => ({ node, cluster })),
  )
}

/** The release that reads a file; of a file that no node reads, that of the others. */
export function targetOf(snapshot: Snapshot, path: string): Release {
  return nodesReading(snapshot, path)[0]?.node.target ?? snapshot.report.target
}

/** The place, of no length, that a spot is at: in the section that its lines are in. */
export function placeOf({ file, offset }: Spot): Place {
  return placeInSection(file, offset)
}

/** Where a place is, in lines of its whole file. */
export function rangeIn({ files }: Snapshot, place: Place): Range {
  return rangeInFile(files.get(place.file.path) ?? place.file, place)
}

/** Where a place is, in offsets of its whole file. */
export function spanIn({ files }: Snapshot, place: Place): Pick<Place, 'start' | 'end'> {
  return spanInFile(files.get(place.file.path) ?? place.file, place)
}
