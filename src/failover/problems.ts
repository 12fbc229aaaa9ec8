/** What is wrong with the end of a scenario. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { AddressLine } from '../model/config.ts'
import { listedNames } from '../text/listed.ts'
import { remembered } from '../text/remembered.ts'
import { type Arena, seatsByAddress } from './arena.ts'
import { isCutOff, linkKey } from './conditions.ts'
import type { Elector } from './elector.ts'
import { EVENT_KINDS, type FailoverEvent } from './event.ts'
import { changesOf, concerns, heeds, holdersOf, isOpen, type Outcome } from './outcome.ts'
import type { Seat } from './seat.ts'
import type { Rest } from './settle.ts'
import { standingOf } from './standing.ts'

export type ProblemKind =
  | 'split-brain'
  | 'partition'
  | 'no-holder'
  | 'no-failover'
  | 'flapping'
  | 'ping-pong'
  | 'split-sync-group'

/** Names of kinds of problems, to a person. */
export const PROBLEM_NAMES: Readonly<Record<ProblemKind, string>> = {
  'split-brain': 'split brain',
  partition: 'partition',
  'no-holder': 'no holder',
  'no-failover': 'no failover',
  flapping: 'flapping',
  'ping-pong': 'ping-pong',
  'split-sync-group': 'split group',
}

/** A problem of some addresses. */
export interface Problem {
  readonly kind: ProblemKind
  readonly message: string
  readonly addresses: readonly string[]
  /** The instances that it is about. */
  readonly electors: readonly Elector[]
  /** What is found in the files that explains it. */
  readonly cause?: Diagnostic
}

export function problemsOf(outcome: Outcome, events: readonly FailoverEvent[]): readonly Problem[] {
  const event = events.at(-1)
  const isTouched = event !== undefined && concerns(event, outcome.arena)
  return isTouched ? problemsAfter(outcome, event) : lastingProblems(outcome)
}

/** What is wrong whatever happened last elsewhere. */
const lastingProblems = remembered((outcome: Outcome) => problemsAfter(outcome, undefined))

function problemsAfter(outcome: Outcome, last: FailoverEvent | undefined): readonly Problem[] {
  const { arena, rest } = outcome
  if (isOpen(outcome)) return []
  if (!rest.isStable) return [flapping(outcome)]
  return [...byAddress(outcome, last), ...splitGroups(arena, rest)]
}

/** One problem for each set of addresses that the same instances hold. */
function byAddress(outcome: Outcome, last: FailoverEvent | undefined): Problem[] {
  const { arena, rest } = outcome
  const { seats } = rest.election
  const problems = addressSets(arena).flatMap(({ addresses, indices }): Problem[] => {
    const own = indices.flatMap((index) => seats[index] ?? [])
    const masters = own.filter(({ state }) => state === 'master')
    const electors = own.map(({ elector }) => elector)
    const found = judge({ own, masters, addresses, last, outcome })
    return found === undefined ? [] : [{ ...found, addresses, electors }]
  })
  return problems
}

interface Case {
  readonly own: readonly Seat[]
  readonly masters: readonly Seat[]
  readonly addresses: readonly string[]
  readonly last: FailoverEvent | undefined
  readonly outcome: Outcome
}

function judge(one: Case): Pick<Problem, 'kind' | 'message'> | undefined {
  const { own, masters, outcome, addresses } = one
  const names = masters.map(({ elector }) => elector.node)
  if (masters.length > 1) {
    return areApart(masters, outcome)
      ? { kind: 'partition', message: `${listedNames(names)} hold the address: they cannot hear each other` }
      : { kind: 'split-brain', message: `${listedNames(names)} hold the address at the same time` }
  }
  const able = own.filter(isAble)
  if (masters.length === 0) {
    if (able.length === 0) return takenAlong(own, outcome)
    return { kind: 'no-holder', message: `nobody holds the address, though ${listedNames(able.map(nodeOf))} could` }
  }
  const stuck = stuckHolder(one)
  if (stuck !== undefined) return stuck
  // At the start whoever waits least is first, and then yields to the highest priority.
  if (one.last === undefined) return undefined
  const moves = movesOf(outcome, addresses[0] ?? '')
  return moves > 1 ? { kind: 'ping-pong', message: `the address changes its holder ${moves} times` } : undefined
}

/** Nodes that could hold the address, if they did not track that another one is there. */
function takenAlong(own: readonly Seat[], { rest }: Outcome): Pick<Problem, 'kind' | 'message'> | undefined {
  const { conditions } = rest.election
  const victims = own.filter(({ elector, state, faults }) => {
    if (state !== 'fault' || faults === 0) return false
    const trackers = elector.trackers.filter(
      ({ peer }) => peer === undefined || !isCutOff(conditions, elector.node, peer),
    )
    return trackers.length < elector.trackers.length && standingOf({ ...elector, trackers }, conditions).faults === 0
  })
  if (victims.length === 0) return undefined
  return {
    kind: 'no-holder',
    message: `nobody holds the address: ${listedNames(victims.map(nodeOf))} tracked the node that is out of reach`,
  }
}

/** It runs, and nothing means FAULT. */
function isAble({ state }: Seat): boolean {
  return state === 'backup' || state === 'master'
}

/** The holder keeps the address although what it tracks has failed, and another node stands by. */
function stuckHolder({ own, masters, last, outcome }: Case): Pick<Problem, 'kind' | 'message'> | undefined {
  const [holder] = masters
  if (
    last === undefined ||
    holder === undefined ||
    !EVENT_KINDS[last.type].fails ||
    last.node !== holder.elector.node
  ) {
    return undefined
  }
  const { about } = EVENT_KINDS[last.type]
  const { before, prioritiesBefore } = outcome.rest
  const hasSuffered = before.includes(holder.index) && holder.priority < (prioritiesBefore[holder.index] ?? 0)
  if (about === 'node' || about === 'link' || !hasSuffered || !heeds(holder.elector, last)) return undefined
  const healthy = own.filter((seat) => seat !== holder && isAble(seat) && seat.priority >= seat.basePriority)
  if (healthy.length === 0) return undefined
  const { priority } = holder
  return {
    kind: 'no-failover',
    message: `${holder.elector.node} keeps the address at priority ${priority}, though ${listedNames(healthy.map(nodeOf))} ${healthy.length === 1 ? 'stands' : 'stand'} by`,
  }
}

function nodeOf({ elector }: Seat): string {
  return elector.node
}

/** Every link between two of the masters is cut: no configuration prevents that. */
function areApart(masters: readonly Seat[], { rest }: Outcome): boolean {
  const { cutLinks } = rest.election.conditions
  return masters.every((one) =>
    masters.every((other) => one === other || cutLinks.has(linkKey(one.elector.node, other.elector.node))),
  )
}

/** Seconds: who holds an address for less has lost a race, and nobody notices. */
const MOMENT = 0.1

/** How often an address goes from one holder to another after the last event, whichever way it goes. */
function movesOf({ arena, rest, alternatives }: Outcome, address: string): number {
  return Math.min(...[rest, ...alternatives].map((way) => movesIn(arena, way, address)))
}

function movesIn(arena: Arena, rest: Rest, address: string): number {
  let holder = holdersOf(arena, rest.before, address).join(' ')
  let moves = 0
  const changes = changesOf(arena, rest, address)
  for (const [index, { nodes, seconds }] of changes.entries()) {
    const next = changes[index + 1]
    if (next !== undefined && next.seconds - seconds < MOMENT) continue
    if (nodes === '') continue
    if (holder !== '' && nodes !== holder) moves++
    holder = nodes
  }
  return moves
}

function flapping({ arena }: Outcome): Problem {
  const addresses = [...new Set(addressSets(arena).flatMap((set) => set.addresses))]
  return {
    kind: 'flapping',
    message: 'the address changes its holder again and again',
    addresses,
    electors: arena.electors,
  }
}

/** A group that some node has, whose addresses one node held together: they are all held, but by no node together. */
function splitGroups({ electors }: Arena, { election, before }: Rest): Problem[] {
  const { seats } = election
  const masters = seats.filter(({ state }) => state === 'master')
  const mastersBefore = seats.filter(({ index }) => before.includes(index))

  const groups = new Map(
    electors.flatMap(({ group }) => (group === undefined ? [] : [[group.name.value, group] as const])),
  )
  return [...groups.values()].flatMap((group): Problem[] => {
    const addresses = [...new Set(group.instances.flatMap(({ addresses: lines }) => lines.map(textOf)))]
    const holders = addresses.map((address) => nodesWith(address, masters))
    const heldBefore = addresses.map((address) => nodesWith(address, mastersBefore))
    const nodes = [...new Set(holders.flat())]
    const isSplit =
      holders.every((own) => own.length > 0) && !nodes.some((node) => holders.every((own) => own.includes(node)))
    const wasTogether = heldBefore[0]?.some((node) => heldBefore.every((own) => own.includes(node))) === true
    if (!isSplit || !wasTogether) return []
    const own = electors.filter(({ member }) =>
      member.instance.addresses.some((line) => addresses.includes(textOf(line))),
    )
    return [
      {
        kind: 'split-sync-group',
        message: `the addresses of sync group \`${group.name.value}\` are on ${listedNames(nodes)}`,
        addresses,
        electors: own,
      },
    ]
  })
}

function nodesWith(address: string, masters: readonly Seat[]): string[] {
  return masters
    .filter(({ elector }) => elector.member.instance.addresses.some((line) => textOf(line) === address))
    .map(nodeOf)
}

function textOf({ value }: AddressLine): string {
  return value.text
}

interface AddressSet {
  readonly addresses: readonly string[]
  readonly indices: readonly number[]
}

/** The addresses of an arena, together where the same instances have them. */
const addressSets = remembered((arena: Arena): readonly AddressSet[] => {
  const sets = new Map<string, { addresses: string[]; indices: readonly number[] }>()
  for (const [address, indices] of seatsByAddress(arena)) {
    const key = indices.join(' ')
    const set = sets.get(key)
    if (set === undefined) sets.set(key, { addresses: [address], indices })
    else set.addresses.push(address)
  }
  return [...sets.values()]
})
