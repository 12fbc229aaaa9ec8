/** Whether the simulator says of a scenario what real daemons did. */
import { release } from '../grammar/releases.ts'
import { theatresOf } from '../src/engine/failover.ts'
import { lint } from '../src/engine/lint.ts'
import { type Result, resultOf, type Theatre } from '../src/failover/outlook.ts'
import { scenarioOf } from '../src/failover/scenarios.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { type ClusterFixture, type ObservedOutcome, readObserved } from './fixtures.ts'

/** What was simulated of a scenario beside what was seen. Times are in seconds. */
export interface Comparison {
  readonly cluster: string
  readonly release: string
  readonly line: string
  readonly seen: ObservedOutcome
  readonly simulated: Result
  /** How far the times may be apart: one advert interval. */
  readonly interval: number
  readonly disagreement: Disagreement | undefined
}

/** `sure`: several outcomes were seen, and the simulator knows of one only. */
export type Disagreement = 'holders' | 'sure' | 'stable' | 'seconds'

/** All scenarios of a cluster that are recorded for a release. */
export function comparisonsOf(cluster: ClusterFixture, version: string): Comparison[] {
  const observed = readObserved(cluster.folder, version)
  const theatre = theatreFor(cluster, version)
  if (theatre === undefined) return []
  const interval = Math.max(...theatre.electors.map(({ member }) => member.instance.advertInterval.value))
  return cluster.scenarios.flatMap(({ line, events }): Comparison[] => {
    const seen = observed[line]
    if (seen === undefined) return []
    const simulated = resultOf(theatre, scenarioOf(events))
    const disagreement = disagreementOf(simulated, seen, interval)
    return [{ cluster: cluster.name, release: version, line, seen, simulated, interval, disagreement }]
  })
}

function theatreFor({ nodes }: ClusterFixture, version: string): Theatre | undefined {
  const target = release(version)
  if (target === undefined) return undefined
  const entries = nodes.map(({ name, text }) => sourceFile(`${name}.conf`, text))
  const report = lint([{ entries, how: 'named' }], {
    files: { read: () => ({ kind: 'missing' }), glob: () => [] },
    target,
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  })
  return theatresOf(report)[0]
}

function disagreementOf(simulated: Result, seen: ObservedOutcome, interval: number): Disagreement | undefined {
  const outcomes = [seen.holders, ...(seen.also ?? [])]
  for (const address of Object.keys(seen.holders)) {
    const ways = new Set(outcomes.map((outcome) => [...(outcome[address] ?? [])].sort().join(' ')))
    const holders = simulated.holders.get(address)
    if (holders === undefined) {
      const possible = simulated.undetermined?.holders ?? []
      if ([...ways].some((way) => way !== '' && way.split(' ').some((node) => !possible.includes(node))))
        return 'holders'
    } else if (!ways.has(holders.join(' '))) return 'holders'
    else if (ways.size > 1) return 'sure'
  }
  if (seen.stable !== simulated.isStable) return 'stable'
  return isInTime(simulated, seen, interval) ? undefined : 'seconds'
}

/** The time is told for one outcome only, and is between those of all ways that it may go. */
function isInTime(simulated: Result, { seconds, also }: ObservedOutcome, interval: number): boolean {
  if (simulated.undetermined !== undefined || also !== undefined) return true
  const { most, least } = timesOf(simulated)
  return seconds <= most + interval && seconds >= least - interval
}

export function timesOf({ seconds, leastSeconds }: Result): { readonly least: number; readonly most: number } {
  return { least: Math.max(0, ...leastSeconds.values()), most: Math.max(0, ...seconds.values()) }
}
