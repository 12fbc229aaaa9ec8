/** What becomes of the addresses of an instance when its node or something that it tracks fails: in the words of a lens. */
import type { Cluster, Member, VirtualRouter } from '../../cluster/cluster.ts'
import { theatresOf } from '../../engine/failover.ts'
import { isKnown } from '../../failover/elector.ts'
import { EVENT_KINDS, eventTitle, type FailoverEvent } from '../../failover/event.ts'
import { heeds } from '../../failover/outcome.ts'
import { type Result, resultOf, scenariosIn, type Theatre } from '../../failover/outlook.ts'
import { PROBLEM_NAMES, type Problem } from '../../failover/problems.ts'
import { type Scenario, STEADY } from '../../failover/scenarios.ts'
import { remembered } from '../../text/remembered.ts'
import type { Snapshot } from '../snapshot.ts'

/** Clusters with more instances are not simulated for a lens, because that would take longer than 50 ms. */
const MAX_INSTANCES = 150
/** More work than this is too much as well. What it costs grows with the square of the instances that act together. */
const MAX_WORK = 10_000
const WORK_OF_SCENARIO = 40

/** What is said where the instances that act together are too many. */
const TOO_MUCH = 'too many instances act together to simulate them here'

/** Whether something can be told of a virtual router without a look at what is in no file, and within a moment. */
export function hasFate(cluster: Cluster, { members }: VirtualRouter): boolean {
  const { nodes, apart } = cluster
  const count = [...nodes, ...apart].reduce((sum, { config }) => sum + config.instances.length, 0)
  return members.length > 1 && count <= MAX_INSTANCES && areKnown(cluster)
}

/** The files tell all that decides an election. */
const areKnown = remembered((cluster: Cluster): boolean =>
  cluster.nodes.every(
    (node) =>
      !node.hasUnreadParts &&
      node.config.instances.every((instance) => instance.virtualRouterId?.unknown !== true && isKnown(instance)),
  ),
)

/**
 * `MASTER in the steady state · lb1 dies: lb2 after 3.6 s · chk fails: stays, no failover (!)`. `members` are the instances
 * that the same lines make; where there are several, the one that holds the addresses is told, by its name.
 */
export function fateOf({ report }: Snapshot, router: VirtualRouter, members: readonly Member[]): string | undefined {
  const [theatre] = theatresOf(report, ({ nodes }) => members.some(({ node }) => nodes.includes(node)))
  const parts = members.flatMap((member) => (theatre === undefined ? [] : (partOf(theatre, member) ?? [])))
  const [first] = parts
  if (theatre === undefined || first === undefined) return stoppedWords(theatre, members)
  if (workOf(first, 1) > MAX_WORK) return TOO_MUCH
  const start = seen(resultOf(first.stage, STEADY), router)
  const own = parts.find(({ member }) => start.holders.includes(member.node.name)) ?? first
  const name = members.length > 1 ? `${own.member.node.name}: ` : ''
  const open = openWords(start)
  if (open !== undefined) return `${name}${open}`
  const scenarios = failuresOf(own)
  if (workOf(first, scenarios.length + 1) > MAX_WORK) return `${name}${steadyWords(own, start)}`
  return [`${name}${steadyWords(own, start)}`, ...endings(own, router, start, scenarios)].join(' · ')
}

/** A member in the part of the cluster that can influence it. */
interface Part {
  readonly member: Member
  readonly elector: Theatre['electors'][number]
  readonly stage: Theatre
}

function partOf(theatre: Theatre, member: Member): Part | undefined {
  for (const stage of theatre.stages) {
    const { electors } = stage.arena
    const elector = electors.find((one) => one.member.instance === member.instance && one.node === member.node.name)
    if (elector !== undefined) return { member, elector, stage: { ...theatre, electors, stages: [stage] } }
  }
  return undefined
}

function workOf({ stage }: Part, scenarios: number): number {
  return scenarios * (stage.electors.length ** 2 + WORK_OF_SCENARIO)
}

function stoppedWords(theatre: Theatre | undefined, members: readonly Member[]): string | undefined {
  const stopped = members.find(({ node }) => theatre?.stopped.has(node.name) === true)
  return stopped === undefined ? undefined : `keepalived stops on ${stopped.node.name} (!)`
}

/** What one result means for one virtual router. */
interface Seen {
  readonly holders: readonly string[]
  readonly seconds: number
  readonly problem: Problem | undefined
  readonly undetermined: Result['undetermined']
}

function seen(result: Result, { members }: VirtualRouter): Seen {
  const instances = new Set(members.map(({ instance }) => instance))
  const lines = [...instances].flatMap(({ addresses, excludedAddresses }) => [...addresses, ...excludedAddresses])
  const addresses = [...new Set(lines.map(({ value }) => value.text))]
  const isOpen = addresses.some((address) => result.undetermined?.addresses.includes(address) === true)
  return {
    holders: [...new Set(addresses.flatMap((address) => result.holders.get(address) ?? []))].sort(),
    seconds: Math.max(0, ...addresses.map((address) => result.seconds.get(address) ?? 0)),
    problem: result.problems.find(({ electors }) => electors.some(({ member }) => instances.has(member.instance))),
    undetermined: isOpen ? result.undetermined : undefined,
  }
}

/** Why nothing else can be said of the steady state. */
function openWords({ undetermined, problem }: Seen): string | undefined {
  if (undetermined !== undefined) return `MASTER is ${undetermined.holders.join(' or ')}: ${undetermined.reason}`
  return problem === undefined
    ? undefined
    : `${PROBLEM_NAMES[problem.kind]} in the steady state (!): ${problem.message}`
}

function steadyWords({ member }: Part, { holders }: Seen): string {
  if (holders.includes(member.node.name)) return 'MASTER in the steady state'
  if (holders.length === 0) return 'nobody is MASTER in the steady state'
  return `BACKUP in the steady state, ${holders.join(' and ')} is MASTER`
}

/** The node dies, and each thing fails that the instance tracks; its own interface comes last. */
function failuresOf({ elector, stage }: Part): Scenario[] {
  const isOwn = (event: FailoverEvent): boolean =>
    event.node === elector.node &&
    (event.type === 'node-down' || (EVENT_KINDS[event.type].about !== 'link' && heeds(elector, event)))
  const failures = scenariosIn(stage, 1).filter(({ events }) => events.length === 1 && events.every(isOwn))
  const isTracked = ({ events }: Scenario): boolean => !events.some((event) => isOwnInterface(elector, event))
  return [...failures.filter(isTracked), ...failures.filter((scenario) => !isTracked(scenario))]
}

function isOwnInterface({ member }: Part['elector'], { type, name }: FailoverEvent): boolean {
  return type === 'interface-down' && name === member.instance.interface?.value
}

/** More failures with one outcome than this are counted only. */
const MAX_NAMED = 3

/** Failures with the same outcome together. That its own interface takes a node out needs no words where it does. */
function endings(
  { elector, stage }: Part,
  router: VirtualRouter,
  start: Seen,
  scenarios: readonly Scenario[],
): string[] {
  const byOutcome = new Map<string, string[]>()
  for (const scenario of scenarios) {
    const end = seen(resultOf(stage, scenario), router)
    const failures = scenario.events.filter((event) => isNews(end) || !isOwnInterface(elector, event)).map(shortTitle)
    const outcome = outcomeWords(start, end)
    if (failures.length > 0) byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), ...failures])
  }
  return [...byOutcome].map(([outcome, failures]) => {
    const more = failures.length - MAX_NAMED
    const named = more > 1 ? [...failures.slice(0, MAX_NAMED), `${more} more`] : failures
    return `${named.join(' or ')}: ${outcome}`
  })
}

function isNews({ problem, undetermined }: Seen): boolean {
  return undetermined !== undefined || isFault(problem)
}

/** Nodes without a link are no fault of a configuration. */
function isFault(problem: Problem | undefined): boolean {
  return problem !== undefined && problem.kind !== 'partition'
}

/** The lens stands over the node. */
function shortTitle(event: FailoverEvent): string {
  const title = eventTitle(event)
  const tail = ` on ${event.node}`
  return title.endsWith(tail) ? title.slice(0, -tail.length) : title
}

function outcomeWords(start: Seen, { holders, seconds, problem, undetermined }: Seen): string {
  if (undetermined !== undefined) return `${undetermined.holders.join(' or ')}, which the files leave open`
  const name = problem === undefined ? undefined : PROBLEM_NAMES[problem.kind]
  const flaw = isFault(problem) ? `${name} (!)` : undefined
  if (problem?.kind === 'flapping') return flaw ?? ''
  const stays = seconds === 0 && holders.join() === start.holders.join()
  const time = seconds === 0 ? '' : ` after ${seconds.toFixed(1)} s`
  const who = stays ? 'stays' : holders.length === 0 ? 'nobody' : `${holders.join(' and ')}${time}`
  return flaw === undefined ? who : `${who}, ${flaw}`
}
