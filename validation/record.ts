/** What several runs of the scenarios of a cluster have shown, as it is recorded. */
import { type ClusterFixture, type Observed, type ObservedOutcome, type Outcome, readObserved } from './fixtures.ts'

/** Several runs as one outcome: the first one, with the median of the times that led to it, and what else was seen. */
export function combined(runs: readonly Outcome[]): ObservedOutcome {
  const [first, ...others] = runs
  if (first === undefined) throw new Error('nothing was seen')
  const isSame = (other: Outcome): boolean => keyOf(other) === keyOf(first)
  const times = runs
    .filter(isSame)
    .map(({ seconds }) => seconds)
    .sort((a, b) => a - b)
  const also = [
    ...new Map(others.filter((other) => !isSame(other)).map((other) => [keyOf(other), other.holders])).values(),
  ]
  return {
    holders: first.holders,
    seconds: times[Math.floor(times.length / 2)] ?? first.seconds,
    stable: runs.every(({ stable }) => stable),
    ...(also.length > 0 && { also }),
  }
}

function keyOf({ holders }: Outcome): string {
  return JSON.stringify(holders)
}

/** What is recorded of a cluster once more of it was seen: its scenarios in their order, and no others. */
export function merged(cluster: ClusterFixture, release: string, seen: ReadonlyMap<string, ObservedOutcome>): Observed {
  const before = readObserved(cluster.folder, release)
  const entries = cluster.scenarios.map(({ line }) => [line, seen.get(line) ?? before[line]] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, ObservedOutcome] => entry[1] !== undefined))
}

/** The text of a record: a scenario a line. */
export function renderObserved(observed: Observed): string {
  const lines = Object.entries(observed).map(
    ([line, outcome]) => `  ${JSON.stringify(line)}: ${JSON.stringify(outcome)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}
