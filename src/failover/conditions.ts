/** What is broken in a cluster at a moment. */
import { EVENT_KINDS, type FailoverEvent, type NamedKind } from './event.ts'

export interface Conditions {
  readonly deadNodes: ReadonlySet<string>
  /** Pairs of nodes without a link, as `linkKey` writes them. */
  readonly cutLinks: ReadonlySet<string>
  /** Trackers and interfaces that are down, as `causeKey` writes them. */
  readonly failed: ReadonlySet<string>
  /** What tracked files say where it is not 0, as `causeKey` writes them. */
  readonly numbers: ReadonlyMap<string, number>
}

export const ALL_WELL: Conditions = {
  deadNodes: new Set(),
  cutLinks: new Set(),
  failed: new Set(),
  numbers: new Map(),
}

export function causeKey(node: string, kind: NamedKind, name: string): string {
  return `${node}\n${kind}\n${name}`
}

export function linkKey(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`
}

/** An interface is down with the one that it is made on: `eth0.10` with `eth0`. */
export function isInterfaceDown({ failed }: Conditions, node: string, name: string): boolean {
  if (failed.has(causeKey(node, 'interface', name))) return true
  const base = /^(.+)\.\d+$/.exec(name)?.[1]
  return base !== undefined && failed.has(causeKey(node, 'interface', base))
}

/** A node hears nothing of another one, which is dead or behind a cut link. */
export function isCutOff({ deadNodes, cutLinks }: Conditions, node: string, peer: string): boolean {
  return deadNodes.has(peer) || cutLinks.has(linkKey(node, peer))
}

export function after(conditions: Conditions, event: FailoverEvent): Conditions {
  const { node, name = '', peer = '', value = 0 } = event
  const { about, fails } = EVENT_KINDS[event.type]
  if (about === 'node') return { ...conditions, deadNodes: changed(conditions.deadNodes, node, fails) }
  if (about === 'link') return { ...conditions, cutLinks: changed(conditions.cutLinks, linkKey(node, peer), fails) }
  const key = causeKey(node, about, name)
  if (about !== 'file') return { ...conditions, failed: changed(conditions.failed, key, fails) }
  return { ...conditions, numbers: new Map([...conditions.numbers, [key, value]]) }
}

function changed<T>(set: ReadonlySet<T>, entry: T, isIn: boolean): ReadonlySet<T> {
  const copy = new Set(set)
  if (isIn) copy.add(entry)
  else copy.delete(entry)
  return copy
}
