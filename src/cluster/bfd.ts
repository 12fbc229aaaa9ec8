/** The BFD sessions of nodes, and whom they lead to. */
import type { BfdSession } from '../model/bfd.ts'
import { remembered } from '../text/remembered.ts'
import type { ClusterNode } from './cluster.ts'

/** The sessions that keepalived does not drop. */
export function sessionsOf({ config }: ClusterNode): readonly BfdSession[] {
  return config.bfdSessions.filter(({ dropped }) => dropped === undefined)
}

/** What a node says that it sends from. */
export const ownAddresses = remembered((node: ClusterNode): ReadonlySet<string> => {
  const adverts = node.config.instances.flatMap(({ unicast, multicastSource }) => [unicast.source, multicastSource])
  const sources = [...adverts, ...sessionsOf(node).map(({ source }) => source)]
  return new Set(sources.flatMap((source) => (source === undefined ? [] : [source.value.text])))
})
