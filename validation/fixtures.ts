/** The clusters of `fixtures/failover`, and the scenarios that their files tell of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { EVENT_KINDS, EVENT_TYPES, type EventType, type FailoverEvent } from '../src/failover/event.ts'

/** A cluster: what its nodes read, and what happens to them. */
export interface ClusterFixture {
  readonly name: string
  readonly folder: string
  readonly nodes: readonly FixtureNode[]
  readonly scenarios: readonly Scenario[]
}

/** A node, and its configuration. */
export interface FixtureNode {
  readonly name: string
  readonly text: string
}

/** A line of the file `scenarios`; without events it is the steady state. */
export interface Scenario {
  readonly line: string
  readonly events: readonly FailoverEvent[]
}

/** What was seen in a scenario. */
export interface Outcome {
  /** The nodes that hold each virtual address at the end. */
  readonly holders: Readonly<Record<string, readonly string[]>>
  /** From the last event until the last change of a holder; from when the daemon notices, where a tracker is concerned. */
  readonly seconds: number
  /** Whether they no longer change. */
  readonly stable: boolean
}

/** What was seen in the runs of a scenario: the first one, and what else came out. */
export interface ObservedOutcome extends Outcome {
  readonly also?: readonly Outcome['holders'][]
}

/** What one release of keepalived did, by the line of the scenario. */
export type Observed = Readonly<Record<string, ObservedOutcome>>

/** The releases whose daemons were run. */
export const RELEASES: readonly string[] = ['2.2.7', '2.4.3']

/** Reads all clusters of a folder. */
export function clusterFixtures(folder: string): ClusterFixture[] {
  return readdirSync(folder)
    .sort()
    .map((name) => clusterFixture(join(folder, name)))
}

function clusterFixture(folder: string): ClusterFixture {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .sort()
  return {
    name: basename(folder),
    folder,
    nodes: files.map((file) => ({ name: basename(file, '.conf'), text: readFileSync(join(folder, file), 'utf8') })),
    scenarios: parseScenarios(readFileSync(join(folder, 'scenarios'), 'utf8')),
  }
}

/** What a release did with a cluster, as far as that is recorded. */
export function readObserved(folder: string, release: string): Observed {
  const path = observedPath(folder, release)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Observed) : {}
}

/** The file that holds what a release did. */
export function observedPath(folder: string, release: string): string {
  return join(folder, `observed-${release}.json`)
}

/** The scenarios of a file. */
function parseScenarios(text: string): Scenario[] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/).join(' '))
  return lines
    .filter((line) => line !== '')
    .map((line) => ({ line, events: line === 'steady' ? [] : line.split(' ').map(parseEvent) }))
}

/** An event; throws where it is none. */
function parseEvent(text: string): FailoverEvent {
  const [word = '', node = '', ...rest] = text.split(':')
  const type = EVENT_TYPES.find((one) => one === word)
  if (type === undefined || node === '' || rest.length !== wordsAfterNode(type) || rest.includes(''))
    throw new Error(`not an event: ${text}`)
  const [name, value] = rest
  if (name === undefined) return { type, node }
  if (EVENT_KINDS[type].about === 'link') return { type, node, peer: name }
  return { type, node, name, ...(value === undefined ? {} : { value: Number(value) }) }
}

/** How many words follow the node of an event. */
function wordsAfterNode(type: EventType): number {
  const { about } = EVENT_KINDS[type]
  return about === 'node' ? 0 : about === 'file' ? 2 : 1
}
