/** What comes of a scenario: who holds each address, how long that takes, and what the files leave open. */

import { remembered } from '../text/remembered.ts'
import { type Arena, seatsByAddress } from './arena.ts'
import type { Dependence, NodeOrder } from './election.ts'
import type { Elector } from './elector.ts'
import { EVENT_KINDS, eventWords, type FailoverEvent } from './event.ts'
import { type Rest, settledAfter, settledFromStart } from './settle.ts'

/** Whether different nodes may be masters at the end. */
export function isOpen({ rest, alternatives }: Outcome): boolean {
  const masters = rest.election.masters.join()
  return alternatives.some(({ election }) => election.masters.join() !== masters)
}

/** One arena after one scenario. */
export interface Outcome {
  readonly arena: Arena
  /** As it is when nodes are in the order of their names, where that matters. */
  readonly rest: Rest
  /** The other ways that it may end, where the files do not tell. */
  readonly alternatives: readonly Rest[]
  /** Why there are such. */
  readonly dependsOn: ReadonlySet<Dependence>
}

/** An arena and what is known of it: each sequence of events is simulated once. */
export interface Stage {
  readonly arena: Arena
  readonly outcomes: Map<string, Outcome>
  /** Whether an event can change anything here. */
  readonly concern: (event: FailoverEvent) => boolean
}

export const stageOf = remembered(
  (arena: Arena): Stage => ({ arena, outcomes: new Map(), concern: remembered((event) => concerns(event, arena)) }),
)

/** What comes of events, one after the other, each when the cluster has come to rest. */
export function outcomeOf(stage: Stage, events: readonly FailoverEvent[]): Outcome {
  const own = events.filter(stage.concern)
  const key = own.map(wordsOf).join(' ')
  const known = stage.outcomes.get(key)
  if (known !== undefined) return known
  const outcome = simulated(stage, own)
  stage.outcomes.set(key, outcome)
  return outcome
}

const wordsOf = remembered(eventWords)

function simulated(stage: Stage, events: readonly FailoverEvent[]): Outcome {
  const { arena } = stage
  const orders = ordersOf(arena)
  const last = events.at(-1)
  if (last === undefined) return inAllOrders(arena, orders, (order) => settledFromStart(arena, order))
  const before = outcomeOf(stage, events.slice(0, -1))
  const outcomes = [before.rest, ...before.alternatives].map((rest) => {
    // Addresses that decided before stay as they are.
    const { order, dependsOn } = rest.election
    const others = dependsOn.has('addresses') ? [] : orders.filter((one) => one !== order)
    return inAllOrders(arena, [order, ...others], (one) => settledAfter(rest, last, one))
  })
  const rests = outcomes.flatMap(({ rest, alternatives }) => [rest, ...alternatives])
  return outcome(arena, rests, new Set(outcomes.flatMap(({ dependsOn }) => [...dependsOn])))
}

/** In another order of nodes it is tried only where the order matters. */
function inAllOrders(arena: Arena, orders: readonly NodeOrder[], settle: (order: NodeOrder) => Rest): Outcome {
  const [first = new Map(), ...others] = orders
  const rest = settle(first)
  const rests = rest.dependsOn.size === 0 ? [rest] : [rest, ...others.map(settle)]
  return outcome(arena, rests, new Set(rests.flatMap(({ dependsOn }) => [...dependsOn])))
}

/** Of rests that are alike the first one stays. */
function outcome(arena: Arena, rests: readonly Rest[], dependsOn: ReadonlySet<Dependence>): Outcome {
  const different = new Map([...rests].reverse().map((rest) => [signatureOf(rest), rest]))
  const [rest, ...alternatives] = [...different.values()].reverse()
  if (rest === undefined) throw new Error('an arena has nodes')
  return { arena, rest, alternatives, dependsOn }
}

/**
 * Where masters refuse each other's adverts it matters later which of them is about to send; and whose address is higher
 * stays as it is once it has decided something.
 */
function signatureOf({ election, isStable, moments, since }: Rest): string {
  const { seats, now, dependsOn, order } = election
  const last = moments.at(-1)?.at ?? since
  const phases = dependsOn.has('refusal') ? seats.map(({ deadline }) => Math.round((deadline - now) / PHASE)) : []
  const states = seats.map(({ state, basePriority }) => `${state} ${basePriority}`)
  const places = dependsOn.has('addresses') ? [...order.keys()] : []
  return [isStable, Math.round((last - since) / PHASE), ...states, ...phases, ...places].join(',')
}

/** Milliseconds that make no difference. */
const PHASE = 250

/** Each node comes first once, in the order of their names and in the reverse one. */
const ordersOf = remembered(({ electors }: Arena): readonly NodeOrder[] => {
  const nodes = [...new Set(electors.map(({ node }) => node))]
  const rotations = nodes.map((_, index) => [...nodes.slice(index), ...nodes.slice(0, index)])
  const orders = nodes.length > 2 ? [...rotations, [...nodes].reverse()] : rotations
  return orders.map((order) => new Map(order.map((node, place) => [node, place])))
})

/** Whether an event can change anything in an arena. */
export function concerns(event: FailoverEvent, { electors }: Arena): boolean {
  const { node, peer } = event
  const own = electors.filter((elector) => elector.node === node)
  const { about } = EVENT_KINDS[event.type]
  const areWatched = (from: string, to: string | undefined): boolean =>
    electors.some((elector) => elector.node === from && elector.trackers.some((tracker) => tracker.peer === to))
  if (about === 'node') return own.length > 0 || electors.some((elector) => areWatched(elector.node, node))
  if (about === 'link') {
    const areBoth = own.length > 0 && electors.some((elector) => elector.node === peer)
    return areBoth || (peer !== undefined && (areWatched(node, peer) || areWatched(peer, node)))
  }
  return own.some((elector) => heeds(elector, event))
}

/** Whether an instance tracks what an event is about, or sends its adverts through it. */
export function heeds(elector: Elector, { type, name = '' }: FailoverEvent): boolean {
  const { about } = EVENT_KINDS[type]
  if (elector.trackers.some((tracker) => tracker.kind === about && isOn(tracker.name, name))) return true
  if (about !== 'interface') return false
  const own = elector.member.instance.interface?.value
  return [...elector.manners.interfaces, ...(own === undefined ? [] : [own])].some((one) => isOn(one, name))
}

/** The same, or an interface that is made on it. */
function isOn(name: string, base: string): boolean {
  return name === base || (name.startsWith(`${base}.`) && /^\d+$/.test(name.slice(base.length + 1)))
}

/** The nodes that hold each address of an arena at a moment, by the indices of the masters. */
export function holdersAt(arena: Arena, masters: readonly number[]): Map<string, string[]> {
  return new Map([...seatsByAddress(arena).keys()].map((address) => [address, holdersOf(arena, masters, address)]))
}

/** The nodes that hold one address at a moment. */
export function holdersOf(arena: Arena, masters: readonly number[], address: string): string[] {
  const own = seatsByAddress(arena).get(address) ?? []
  return [...new Set(masters.flatMap((index) => (own.includes(index) ? (arena.electors[index]?.node ?? []) : [])))]
}

/** How the holders of an address changed since the last event: each with the time in seconds since then. */
export function changesOf(
  arena: Arena,
  rest: Rest,
  address: string,
): { readonly seconds: number; readonly nodes: string }[] {
  const at = (masters: readonly number[]): string => holdersOf(arena, masters, address).join(' ')
  let nodes = at(rest.before)
  return rest.moments.flatMap(({ at: time, masters }) => {
    const next = at(masters)
    if (next === nodes) return []
    nodes = next
    return [{ seconds: (time - rest.since) / 1000, nodes }]
  })
}
