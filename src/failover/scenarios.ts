/** What is tried: each failure by itself and its end, and pairs of failures. */
import type { Elector, ElectorTracker } from './elector.ts'
import { EVENT_KINDS, type EventType, eventTitle, eventWords, type FailoverEvent, type NamedKind } from './event.ts'

export interface Scenario {
  /** `steady`, or the words of its events. */
  readonly id: string
  readonly title: string
  readonly events: readonly FailoverEvent[]
}

/** The longest sequence of failures that is tried. */
export type Depth = 1 | 2

export const STEADY: Scenario = { id: 'steady', title: 'all nodes start', events: [] }

export function scenarioOf(events: readonly FailoverEvent[]): Scenario {
  if (events.length === 0) return STEADY
  return { id: events.map(eventWords).join(' '), title: events.map(eventTitle).join(', then '), events }
}

/** Of the instances of one cluster, in the order of the nodes, their trackers, interfaces and links. */
export function scenariosOf(electors: readonly Elector[], depth: Depth): Scenario[] {
  const failures = failuresOf(electors)
  const single = failures.flatMap((failure) => [scenarioOf([failure]), scenarioOf([failure, endOf(failure)])])
  if (depth === 1) return single
  const pairs = failures.flatMap((first, index) =>
    failures.slice(index + 1).map((second) => scenarioOf([first, second])),
  )
  return [...single, ...pairs]
}

function failuresOf(electors: readonly Elector[]): FailoverEvent[] {
  const nodes = [...new Set(electors.map(({ node }) => node))]
  const deaths = nodes.map((node): FailoverEvent => ({ type: 'node-down', node }))
  const trackers = nodes.flatMap((node) =>
    trackerFailures(
      electors.filter((elector) => elector.node === node),
      node,
    ),
  )
  const links = nodes.flatMap((node, index) =>
    nodes.slice(index + 1).map((peer): FailoverEvent => ({ type: 'link-cut', node, peer })),
  )
  return [...deaths, ...trackers, ...(nodes.length > 1 ? links : [])]
}

const FAILING: Readonly<Record<NamedKind, EventType>> = {
  script: 'script-fails',
  process: 'process-fails',
  file: 'file-changes',
  bfd: 'bfd-down',
  interface: 'interface-down',
}

function trackerFailures(electors: readonly Elector[], node: string): FailoverEvent[] {
  const trackers = electors.flatMap((elector) => elector.trackers.filter(({ kind }) => kind !== 'interface'))
  const events = trackers.map((tracker): FailoverEvent => {
    const { kind, name } = tracker
    return { type: FAILING[kind], node, name, ...(kind === 'file' ? { value: worstNumber(tracker) } : {}) }
  })
  const devices = electors.flatMap(({ member, manners, trackers: all }) => [
    ...(member.instance.interface === undefined ? [] : [member.instance.interface.value]),
    ...manners.interfaces,
    ...all.filter(({ kind }) => kind === 'interface').map(({ name }) => name),
  ])
  const outages = devices.map((name): FailoverEvent => ({ type: 'interface-down', node, name }))
  return [...new Map([...events, ...outages].map((event) => [eventWords(event), event])).values()]
}

/** A number at which the file means FAULT. */
export function worstNumber({ weight, isReversed }: ElectorTracker): number {
  if (weight === 0) return 1
  const number = Math.ceil(254 / Math.abs(weight))
  return weight > 0 === isReversed ? number : -number
}

/** The event that ends a failure. */
export function endOf(failure: FailoverEvent): FailoverEvent {
  if (failure.type === 'file-changes') return { ...failure, value: 0 }
  const { about } = EVENT_KINDS[failure.type]
  const end = ENDS.find((type) => EVENT_KINDS[type].about === about)
  return end === undefined ? failure : { ...failure, type: end }
}

const ENDS: readonly EventType[] = [
  'node-back',
  'script-recovers',
  'process-recovers',
  'bfd-up',
  'interface-up',
  'link-restored',
]
