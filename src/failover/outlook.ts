/** What becomes of a cluster in every scenario: who holds each address at its end. */
import type { Cluster } from '../cluster/cluster.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered } from '../text/remembered.ts'
import { type Arena, arenasOf } from './arena.ts'
import { ALL_WELL, after } from './conditions.ts'
import type { Dependence } from './election.ts'
import { type Elector, electorsOf, isKnown } from './elector.ts'
import { eventWords, type FailoverEvent } from './event.ts'
import { changesOf, concerns, holdersAt, type Outcome, outcomeOf, type Stage, stageOf } from './outcome.ts'
import { type Problem, problemsOf } from './problems.ts'
import { type Depth, type Scenario, STEADY, scenariosOf } from './scenarios.ts'
import type { Rest } from './settle.ts'

/** A cluster ready for scenarios. */
export interface Theatre {
  readonly cluster: Cluster
  readonly electors: readonly Elector[]
  readonly stages: readonly Stage[]
  /** Instances whose election depends on values that only a machine knows. */
  readonly unknown: readonly Elector[]
  /** Why the daemon of a node never runs, by the name of the node. */
  readonly stopped: ReadonlyMap<string, string>
}

/** What comes of one scenario. */
export interface Result {
  readonly scenario: Scenario
  /** The nodes that hold an address at the end; an address is missing where the files do not tell. */
  readonly holders: ReadonlyMap<string, readonly string[]>
  /** From the last event, or from the start, to the last change of who holds the address; the longest of several ways. */
  readonly seconds: ReadonlyMap<string, number>
  /** The same, where that was shortest of several ways that it may go. */
  readonly leastSeconds: ReadonlyMap<string, number>
  /** The addresses do not change their holders for ever. */
  readonly isStable: boolean
  readonly undetermined: Undetermined | undefined
  readonly problems: readonly Problem[]
}

/** What was tried with a cluster, and what came of it: all, or what goes wrong. */
export interface Outlook<R extends Trouble = Result> {
  readonly theatre: Theatre
  readonly results: readonly R[]
}

/** What goes wrong in one scenario. */
export type Trouble = Pick<Result, 'scenario' | 'problems'>

export interface Undetermined {
  readonly addresses: readonly string[]
  /** The nodes that may hold them. */
  readonly holders: readonly string[]
  readonly reason: string
}

export function theatreOf(cluster: Cluster, stopped: ReadonlyMap<string, string>): Theatre {
  const electors = cluster.nodes.flatMap((node) => electorsOf(node, cluster))
  const running = electors.filter(({ node }) => !stopped.has(node))
  const together = [...groupBy(running, ({ router }) => router).entries()].flatMap(([router, own]) =>
    router === undefined ? [] : [own],
  )
  const arenas = arenasOf(running, together)
  const known = arenas.filter((arena) => arena.electors.every(({ member }) => isKnown(member.instance)))
  const unknown = arenas.filter((arena) => !known.includes(arena)).flatMap((arena) => arena.electors)
  return { cluster, electors, stages: known.map(stageOf), unknown, stopped }
}

/** All scenarios, one after the other. */
export function* resultsOf(theatre: Theatre, depth: Depth): Generator<Result> {
  for (const scenario of scenariosIn(theatre, depth)) yield resultOf(theatre, scenario)
}

/** What goes wrong in each scenario; nothing else of it is worked out. */
export function troublesOf(theatre: Theatre, depth: Depth): Trouble[] {
  return scenariosIn(theatre, depth).map((scenario) => ({
    scenario,
    problems: theatre.stages.flatMap((stage) => problemsIn(outcomeOf(stage, scenario.events), scenario.events)),
  }))
}

/** What is tried. A node that never runs cannot fail. */
export function scenariosIn({ electors, stopped }: Theatre, depth: Depth): Scenario[] {
  const running = electors.filter(({ node }) => !stopped.has(node))
  return [STEADY, ...scenariosOf(running, depth)]
}

/** What comes of a scenario of one's own as well. */
export function resultOf(theatre: Theatre, scenario: Scenario): Result {
  const { stages, unknown } = theatre
  const outcomes = stages.map((stage) => outcomeOf(stage, scenario.events))
  const { deadNodes } = scenario.events.reduce(after, ALL_WELL)
  const undetermined = undeterminedIn(
    outcomes,
    unknown.filter(({ node }) => !deadNodes.has(node)),
  )
  const open = new Set(undetermined?.addresses)
  const holders = new Map<string, readonly string[]>()
  const seconds = new Map<string, number>()
  const leastSeconds = new Map<string, number>()
  for (const address of theatreAddresses(theatre)) if (!open.has(address)) holders.set(address, [])
  const last = scenario.events.at(-1)
  for (const outcome of outcomes) {
    const { arena, rest, alternatives } = outcome
    const isTouched = last === undefined || concerns(last, arena)
    for (const [address, nodes] of heldIn(outcome)) {
      if (open.has(address)) continue
      holders.set(address, [...new Set([...(holders.get(address) ?? []), ...nodes])].sort())
      const times = isTouched ? [rest, ...alternatives].map((way) => lastChange(arena, way, address)) : [0]
      seconds.set(address, Math.max(seconds.get(address) ?? 0, ...times))
      leastSeconds.set(address, Math.max(leastSeconds.get(address) ?? 0, Math.min(...times)))
    }
  }
  return {
    scenario,
    holders,
    seconds,
    leastSeconds,
    isStable: outcomes.every(({ rest, alternatives }) => [rest, ...alternatives].every(({ isStable }) => isStable)),
    undetermined,
    problems: outcomes.flatMap((outcome) => problemsIn(outcome, scenario.events)),
  }
}

function problemsIn(outcome: Outcome, events: readonly FailoverEvent[]): readonly Problem[] {
  const known = problemsByEvents(outcome)
  const key = events.map(eventWords).join(' ')
  const problems = known.get(key) ?? problemsOf(outcome, events)
  known.set(key, problems)
  return problems
}

const problemsByEvents = remembered((_outcome: Outcome) => new Map<string, readonly Problem[]>())

const heldIn = remembered(({ arena, rest }: Outcome) => holdersAt(arena, rest.election.masters))

const theatreAddresses = remembered(({ electors }: Theatre) => addressesOf(electors))

function lastChange(arena: Arena, rest: Rest, address: string): number {
  return changesOf(arena, rest, address).at(-1)?.seconds ?? 0
}

function addressesOf(electors: readonly Elector[]): string[] {
  return electors.flatMap(({ member }) => {
    const { addresses, excludedAddresses } = member.instance
    return [...addresses, ...excludedAddresses].map(({ value }) => value.text)
  })
}

const UNKNOWN = 'a priority, version or interval is known to the machine only'

const REASONS: Readonly<Record<Dependence, string>> = {
  addresses: 'the higher address of an interface wins, and the files do not tell which that is',
  race: 'several nodes take over at the same moment, and either may win',
  refusal: 'nodes that refuse the adverts of each other can keep each other silent',
}

/** The addresses that one order of nodes gives to others than another order does. */
function undeterminedIn(outcomes: readonly Outcome[], unknown: readonly Elector[]): Undetermined | undefined {
  const addresses = new Set<string>(addressesOf(unknown))
  const holders = new Set<string>(unknown.map(({ node }) => node))
  const reasons = new Set<string>(unknown.length === 0 ? [] : [UNKNOWN])
  for (const { arena, rest, alternatives, dependsOn } of outcomes) {
    if (alternatives.length === 0) continue
    const rests = [rest, ...alternatives]
    const ways = rests.map(({ election }) => holdersAt(arena, election.masters))
    // What the last event leaves as open as it was is open for the reasons of before.
    const causes = dependsOn.size > 0 ? dependsOn : new Set(rests.flatMap(({ election }) => [...election.dependsOn]))
    for (const [address, nodes] of ways[0] ?? []) {
      if (ways.every((way) => way.get(address)?.join(' ') === nodes.join(' '))) continue
      addresses.add(address)
      for (const way of ways) for (const node of way.get(address) ?? []) holders.add(node)
      for (const one of causes) reasons.add(REASONS[one])
    }
  }
  if (addresses.size === 0) return undefined
  return { addresses: [...addresses].sort(), holders: [...holders].sort(), reason: [...reasons].join('; ') }
}
