/** The clusters of `fixtures/failover`, and the scenarios that their files tell of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

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
  readonly events: readonly ScenarioEvent[]
}

/** Something that happens, in the words of `kalint failover --event`. */
export interface ScenarioEvent {
  readonly type: EventType
  readonly node: string
  /** The script, interface, process, file or session. */
  readonly name?: string
  /** The other node of a link. */
  readonly peer?: string
  /** What the tracked file says from now on. */
  readonly number?: number
}

/** What kinds of events there are, and which words follow their node. */
const EVENT_WORDS = {
  'node-down': [],
  'node-back': [],
  'script-fails': ['name'],
  'script-recovers': ['name'],
  'interface-down': ['name'],
  'interface-up': ['name'],
  'process-fails': ['name'],
  'process-recovers': ['name'],
  'bfd-down': ['name'],
  'bfd-up': ['name'],
  'file-changes': ['name', 'number'],
  'link-cut': ['peer'],
  'link-restored': ['peer'],
} as const satisfies Readonly<Record<string, readonly ('name' | 'peer' | 'number')[]>>

export type EventType = keyof typeof EVENT_WORDS

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
function parseEvent(text: string): ScenarioEvent {
  const [type = '', node = '', ...rest] = text.split(':')
  const words = Object.hasOwn(EVENT_WORDS, type) ? EVENT_WORDS[type as EventType] : undefined
  if (words === undefined || node === '' || rest.length !== words.length || rest.includes(''))
    throw new Error(`not an event: ${text}`)
  const values = words.map((word, index) => [word, word === 'number' ? Number(rest[index]) : rest[index]])
  return { type: type as EventType, node, ...Object.fromEntries(values) }
}
