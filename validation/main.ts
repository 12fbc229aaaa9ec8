/** `npm run validate:failover`: compares the simulator with what real daemons do in the scenarios of `fixtures/failover`, or records that. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { versionOf } from '../parity/daemon.ts'
import { comparisonsOf } from './agreement.ts'
import {
  type ClusterFixture,
  clusterFixtures,
  type Outcome,
  observedPath,
  RELEASES,
  readObserved,
  type Scenario,
} from './fixtures.ts'
import { observe } from './observe.ts'
import { combined, merged, renderObserved } from './record.ts'
import { validationPage } from './table.ts'

const { values: options } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    /** Only what is not recorded yet. */
    missing: { type: 'boolean', default: false },
    binary: { type: 'string', default: 'keepalived' },
    only: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '10' },
  },
})

const root = process.argv[1] === undefined ? '.' : join(process.argv[1], '../..')
const binary = spawnSync('which', [options.binary], { encoding: 'utf8' }).stdout.trim()
const release = versionOf(binary)
if (!options.record) process.exitCode = compare() ? 0 : 1
else if (release === undefined) {
  console.error(`${options.binary} is no keepalived that can be run here. It takes root, keepalived and iproute2.`)
  process.exitCode = 2
} else {
  process.exitCode = (await record(release)) ? 0 : 1
}

/** Writes the page that compares the simulator with what is recorded. Whether they agree. */
function compare(): boolean {
  const clusters = clusterFixtures(join(root, 'fixtures/failover'))
  const comparisons = clusters.flatMap((cluster) => RELEASES.flatMap((version) => comparisonsOf(cluster, version)))
  writeFileSync(join(root, 'docs/failover-validation.md'), validationPage(comparisons))
  const different = comparisons.filter(({ disagreement }) => disagreement !== undefined)
  for (const one of different) console.log(`${one.cluster}, ${one.release}, ${one.line}: ${one.disagreement}`)
  console.log(`${comparisons.length} scenarios of ${clusters.length} clusters, ${different.length} differ`)
  return different.length === 0
}

/** Runs the scenarios side by side; a cluster is written once all of its scenarios are known. Whether all could be run. */
async function record(version: string): Promise<boolean> {
  const { only } = options
  const clusters = clusterFixtures(join(root, 'fixtures/failover')).filter(
    ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
  )
  const queue = clusters.flatMap((cluster) => {
    const known = options.missing ? readObserved(cluster.folder, version) : {}
    const wanted = cluster.scenarios.filter(({ line }) => known[line] === undefined)
    const seen = new Map<string, Outcome[]>(wanted.map(({ line }) => [line, []]))
    const runs = Array.from({ length: Number(options.runs) }, () => wanted).flat()
    const count = { left: runs.length }
    return runs.map((scenario) => ({ cluster, scenario, seen, count }))
  })
  let isComplete = true
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const { cluster, scenario, seen, count } = task
      const outcome = await attempt(cluster, scenario)
      if (outcome === undefined) isComplete = false
      else seen.get(scenario.line)?.push(outcome)
      count.left -= 1
      if (count.left === 0) write(cluster, version, seen)
    }
  }
  await Promise.all(Array.from({ length: Number(options.jobs) }, worker))
  return isComplete
}

async function attempt(cluster: ClusterFixture, scenario: Scenario): Promise<Outcome | undefined> {
  try {
    return await observe({ script: join(root, 'validation/lab.sh'), keepalived: binary }, cluster, scenario)
  } catch (error) {
    console.error(`${cluster.name}, ${scenario.line}: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
}

function write(cluster: ClusterFixture, version: string, seen: ReadonlyMap<string, readonly Outcome[]>): void {
  const outcomes = [...seen]
    .filter(([, runs]) => runs.length > 0)
    .map(([line, runs]) => [line, combined(runs)] as const)
  writeFileSync(observedPath(cluster.folder, version), renderObserved(merged(cluster, version, new Map(outcomes))))
  console.log(`${cluster.name}: ${outcomes.length} of ${cluster.scenarios.length} scenarios, ${version}`)
}
