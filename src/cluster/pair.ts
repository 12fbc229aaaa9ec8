/** Pairs the instances of different nodes into virtual routers. */
import type { Instance } from '../model/config.ts'
import { remembered, rememberedWith } from '../text/remembered.ts'
import type { ClusterNode, Member, VirtualRouter } from './cluster.ts'
import { arePeerInstances, instancesShareNetwork, sharedAddresses } from './evidence.ts'

/** One way to recognise a virtual router. */
interface Evidence {
  /** Two instances can only be one virtual router if they have one of these in common. */
  readonly keys: (instance: Instance) => readonly string[]
  /** How strongly two instances seem to be one; 0 where they are not. */
  readonly affinity: (one: Instance, other: Instance) => number
}

/** Shared virtual addresses: what the virtual router is there for. Among as many of them, id and then name decide. */
const byAddress: Evidence = {
  keys: remembered((instance) => instance.addresses.map((line) => line.value.text)),
  affinity: rememberedWith((one, other) => {
    const shared = one.family === other.family ? sharedAddresses(one, other) : 0
    if (shared === 0) return 0
    const hasSameId = one.virtualRouterId?.value === other.virtualRouterId?.value
    return shared + (hasSameId ? 0.5 : 0) + (one.name.value === other.name.value ? 0.25 : 0)
  }),
}

/** One virtual_router_id where both hear it, and something else in common: peers, or the name and no other address. */
const byRouterId: Evidence = {
  keys: (instance) =>
    instance.virtualRouterId === undefined ? [] : [`${instance.family} ${instance.virtualRouterId.value}`],
  affinity: (one, other) => {
    const isNamesake = one.name.value === other.name.value
    if (arePeerInstances(one, other)) return isNamesake ? 2 : 1
    const isHeard =
      !one.unicast.active && !other.unicast.active && one.multicastGroup.value === other.multicastGroup.value
    return isHeard && isNamesake && (instancesShareNetwork(one, other) || mayOverlap(one, other)) ? 1 : 0
  },
}

/** One name, where the addresses do not speak against it or the instances are peers. */
const byName: Evidence = {
  keys: (instance) => [`${instance.family} ${instance.name.value}`],
  affinity: (one, other) => (mayOverlap(one, other) || arePeerInstances(one, other) ? 1 : 0),
}

/** The virtual routers of a group of nodes. Instances that belong to no other stand alone in theirs. */
export function pairInstances(nodes: readonly ClusterNode[]): VirtualRouter[] {
  let routers: Member[][] = nodes.flatMap((node) => node.config.instances.map((instance) => [{ node, instance }]))
  if (nodes.length > 1) {
    for (const evidence of [byAddress, byRouterId, byName]) routers = merge(routers, evidence, nodes.length)
  }
  return routers.map((members) => ({ members }))
}

/** One of them lists no address, so that the lists do not contradict each other. */
function mayOverlap(one: Instance, other: Instance): boolean {
  return one.addresses.length === 0 || other.addresses.length === 0
}

interface Candidate {
  readonly one: number
  readonly other: number
  readonly strength: number
}

/** Joins groups whose members have an affinity, the strongest first, never two instances of one node. */
function merge(routers: readonly Member[][], evidence: Evidence, nodeCount: number): Member[][] {
  const groups: (Member[] | undefined)[] = [...routers]
  const joinedTo = routers.map((_, index) => index)
  const find = (index: number): number => {
    let at = index
    while (joinedTo[at] !== at) at = joinedTo[at] ?? at
    return at
  }
  for (const { one, other } of candidates(routers, evidence, nodeCount)) {
    const [of, ofOther] = [find(one), find(other)]
    if (of === ofOther) continue
    const [first, second] = [Math.min(of, ofOther), Math.max(of, ofOther)]
    const [members, others] = [groups[first] ?? [], groups[second] ?? []]
    if (members.some((member) => others.some(({ node }) => node === member.node))) continue
    joinedTo[second] = first
    groups[first] = [...members, ...others]
    groups[second] = undefined
  }
  return groups.filter((group) => group !== undefined)
}

/** The pairs of groups that something speaks for, the strongest first. */
function candidates(routers: readonly Member[][], evidence: Evidence, nodeCount: number): Candidate[] {
  const strengths = new Map<number, Candidate>()
  for (const indices of alikeAmong(routers, evidence, nodeCount)) {
    for (const one of indices) {
      for (const other of indices) {
        const pair = one * routers.length + other
        if (one >= other || strengths.has(pair)) continue
        const [members, others] = [routers[one] ?? [], routers[other] ?? []]
        const strength = evidence !== byAddress && areApart(members, others) ? 0 : strongest(members, others, evidence)
        if (strength > 0) strengths.set(pair, { one, other, strength })
      }
    }
  }
  return [...strengths.values()].sort((a, b) => b.strength - a.strength || a.one - b.one || a.other - b.other)
}

/** The groups with one key, by their indices, where there are several. */
function alikeAmong(routers: readonly Member[][], evidence: Evidence, nodeCount: number): Iterable<readonly number[]> {
  const firstWith = new Map<string, number>()
  const several = new Map<string, number[]>()
  for (const [index, members] of routers.entries()) {
    if (members.length >= nodeCount) continue
    for (const { instance } of members) {
      for (const key of evidence.keys(instance)) {
        const first = firstWith.get(key)
        const indices = several.get(key)
        if (first === undefined) firstWith.set(key, index)
        else if (indices === undefined) several.set(key, [first, index])
        else indices.push(index)
      }
    }
  }
  return several.values()
}

/** Several nodes agree about addresses, and several others about other ones: two clusters that use one id or name. */
function areApart(members: readonly Member[], others: readonly Member[]): boolean {
  if (members.length < 2 || others.length < 2) return false
  return !members.some((one) =>
    others.some((other) => mayOverlap(one.instance, other.instance) || arePeerInstances(one.instance, other.instance)),
  )
}

function strongest(members: readonly Member[], others: readonly Member[], evidence: Evidence): number {
  let strength = 0
  for (const one of members) {
    for (const other of others) {
      if (one.node !== other.node) strength = Math.max(strength, evidence.affinity(one.instance, other.instance))
    }
  }
  return strength
}
