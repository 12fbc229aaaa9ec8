/** The scenarios as a person reads them: by what fails, a failure with its end, and what fares alike together. */
import { EVENT_KINDS, eventWords, FAILURE_TITLES, type FailoverEvent } from '../../failover/event.ts'
import type { ProblemKind } from '../../failover/problems.ts'
import { endOf } from '../../failover/scenarios.ts'
import { compareTexts } from '../../text/compare.ts'
import { groupBy } from '../../text/group-by.ts'
import type { ClusterRecord, FailoverReport, RouterRecord, ScenarioRecord } from './report.ts'

/** A cluster and what happens to it. */
export interface Play {
  readonly cluster: ClusterRecord
  readonly routers: readonly RouterRecord[]
  readonly scenarios: readonly ScenarioRecord[]
  readonly sections: readonly Section[]
}

/** Failures of one kind. */
export interface Section {
  readonly title: string
  readonly scenes: readonly Scene[]
}

/** A failure, and what comes when it is over. */
export interface Scene {
  /** What fails, below the title of its section. */
  readonly label: string
  readonly first: ScenarioRecord
  readonly end: ScenarioRecord | undefined
  readonly lanes: readonly Lane[]
}

/** Virtual routers that fare alike. */
export interface Lane {
  /** `rest`: there are others, to which something happens. */
  readonly who: 'all' | 'rest' | 'these'
  readonly names: readonly string[]
  readonly first: Fate
  readonly end: Fate | undefined
}

/** Who holds addresses at the end of a scenario, and how that is. */
export interface Fate {
  readonly holders: string
  /** The nodes of `holders`, where these are known. */
  readonly nodes: readonly string[]
  readonly verdict: Verdict
  /** Their holder changed in the last event, or since. */
  readonly hasMoved: boolean
  /** From the last event to the last change of holder: the shortest and the longest time. */
  readonly seconds: readonly [number, number]
}

/** `gone`: there is no node left that could hold them. `open`: the files do not tell. */
export type Verdict = ProblemKind | 'ok' | 'gone' | 'open'

/** All clusters of a report. */
export function playsOf({ clusters, virtualRouters, scenarios }: FailoverReport): Play[] {
  return clusters.map((cluster) => {
    const routers = virtualRouters.filter((one) => one.cluster === cluster.name)
    const own = scenarios.filter((one) => one.cluster === cluster.name)
    return { cluster, routers, scenarios: own, sections: sectionsOf(routers, own) }
  })
}

const SEQUENCE = 'One thing after the other'

function sectionsOf(routers: readonly RouterRecord[], scenarios: readonly ScenarioRecord[]): Section[] {
  const byId = new Map(scenarios.map((one) => [one.id, one]))
  const ends = new Set<ScenarioRecord>()
  const scenes = scenarios.map((first): { readonly title: string; readonly scene: Scene } => {
    const end = endIn(byId, first)
    if (end !== undefined) ends.add(end)
    const { title, label } = placeOf(first.events)
    return { title, scene: { label, first, end, lanes: lanesOf(routers, byId, first, end) } }
  })
  const shown = scenes.filter(({ scene }) => !ends.has(scene.first))
  return ['', ...Object.values(FAILURE_TITLES), SEQUENCE].flatMap((title) => {
    const own = shown.flatMap((one) => (one.title === title ? [one.scene] : []))
    return own.length === 0 ? [] : [{ title, scenes: own }]
  })
}

function endIn(byId: ReadonlyMap<string, ScenarioRecord>, { events }: ScenarioRecord): ScenarioRecord | undefined {
  const [failure] = events
  if (failure === undefined || events.length > 1 || !EVENT_KINDS[failure.type].fails) return undefined
  return byId.get(`${eventWords(failure)} ${eventWords(endOf(failure))}`)
}

function placeOf(events: readonly FailoverEvent[]): { readonly title: string; readonly label: string } {
  const [event] = events
  if (event === undefined) return { title: '', label: 'at the start' }
  const { about, fails } = EVENT_KINDS[event.type]
  if (events.length > 1 || !fails) return { title: SEQUENCE, label: '' }
  const { node, name = '', peer = '', value = 0 } = event
  const label =
    about === 'node'
      ? node
      : about === 'link'
        ? `${node} and ${peer}`
        : about === 'file'
          ? `${name} says ${value} on ${node}`
          : `${name} on ${node}`
  return { title: FAILURE_TITLES[about], label }
}

interface Draft {
  readonly name: string
  readonly first: Fate
  readonly end: Fate | undefined
}

function lanesOf(
  routers: readonly RouterRecord[],
  byId: ReadonlyMap<string, ScenarioRecord>,
  first: ScenarioRecord,
  end: ScenarioRecord | undefined,
): Lane[] {
  const before = stateBefore(byId, first)
  const drafts = routers.flatMap((router) =>
    alikeIn(router, (address) => ({
      first: fateOf(router, address, first, before),
      end: end === undefined ? undefined : fateOf(router, address, end, first),
    })),
  )
  const groups = groupBy(drafts, (draft) => (isUntouched(draft) ? UNTOUCHED : keyOf(draft)))
  const who = groups.size === 1 ? 'all' : 'these'
  const touched = [...groups].flatMap(([key, group]) => (key === UNTOUCHED ? [] : [laneOf(group, who)]))
  const rest = groups.get(UNTOUCHED)
  if (rest === undefined) return touched
  return [...touched, laneOf(rest, who === 'these' && rest.length > 1 ? 'rest' : who)]
}

const UNTOUCHED = 'untouched'

function laneOf(group: readonly Draft[], who: Lane['who']): Lane {
  const ends = group.flatMap(({ end }) => end ?? [])
  return {
    who,
    names: group.map(({ name }) => name),
    first: together(group.map(({ first }) => first)),
    end: ends.length === 0 ? undefined : together(ends),
  }
}

function together(fates: readonly Fate[]): Fate {
  const holders = [...new Set(fates.map((fate) => fate.holders))]
  return {
    holders: holders.length === 1 ? (holders[0] ?? '') : 'as before',
    nodes: holders.length === 1 ? (fates[0]?.nodes ?? []) : [],
    verdict: fates[0]?.verdict ?? 'ok',
    hasMoved: fates.some(({ hasMoved }) => hasMoved),
    seconds: [Math.min(...fates.map(({ seconds }) => seconds[0])), Math.max(...fates.map(({ seconds }) => seconds[1]))],
  }
}

/** What the last event of a scenario met. */
function stateBefore(
  byId: ReadonlyMap<string, ScenarioRecord>,
  { events }: ScenarioRecord,
): ScenarioRecord | undefined {
  if (events.length === 0) return undefined
  return byId.get(events.slice(0, -1).map(eventWords).join(' ')) ?? byId.get('steady')
}

/** The addresses of a router, together where they fare alike; mostly all do. */
function alikeIn(router: RouterRecord, ask: (address: string) => Omit<Draft, 'name'>): Draft[] {
  const all = router.addresses.map((address) => ({ address, ...ask(address) }))
  const groups = groupBy(all, keyOf)
  return [...groups.values()].map((group) => {
    const ends = group.flatMap(({ end }) => end ?? [])
    return {
      name: groups.size === 1 ? router.name : `${router.name} (${group.map(({ address }) => address).join(', ')})`,
      first: together(group.map(({ first }) => first)),
      end: ends.length === 0 ? undefined : together(ends),
    }
  })
}

function keyOf({ first, end }: Omit<Draft, 'name'>): string {
  return [first, ...(end === undefined ? [] : [end])]
    .map(({ holders, verdict, hasMoved }) => `${holders}\n${verdict}\n${hasMoved}`)
    .join('\n')
}

function isUntouched({ first, end }: Draft): boolean {
  return [first, ...(end === undefined ? [] : [end])].every(({ verdict, hasMoved }) => verdict === 'ok' && !hasMoved)
}

function fateOf(
  { members }: RouterRecord,
  address: string,
  scenario: ScenarioRecord,
  before: ScenarioRecord | undefined,
): Fate {
  const problem = scenario.problems.find(({ addresses }) => addresses.includes(address))
  const { undetermined } = scenario
  if (undetermined?.addresses.includes(address) === true) {
    const able = undetermined.holders.filter((node) => members.some((member) => member.node === node))
    const verdict = problem?.kind ?? 'open'
    return { holders: able.join(' or '), nodes: [], verdict, hasMoved: false, seconds: [0, 0] }
  }
  const holders = heldBy(scenario, address)
  const time = scenario.times[address] ?? 0
  return {
    nodes: problem?.kind === 'flapping' ? [] : nodesWith(scenario, address),
    holders: problem?.kind === 'flapping' ? 'keeps changing' : holders === '' ? 'nobody' : holders,
    verdict: problem?.kind ?? (holders === '' ? 'gone' : 'ok'),
    hasMoved: before === undefined || time > 0 || holders !== heldBy(before, address),
    seconds: [time, time],
  }
}

function heldBy(scenario: ScenarioRecord, address: string): string {
  return nodesWith(scenario, address).join(', ')
}

function nodesWith({ holders }: ScenarioRecord, address: string): string[] {
  return [...(holders[address] ?? [])].sort(compareTexts)
}
