/** `kalint failover`: tries every failure, prints who holds each address then, and decides whether that is good enough. */
import type { Cluster } from '../cluster/cluster.ts'
import { failoverOf } from '../engine/failover.ts'
import { lint, type Report } from '../engine/lint.ts'
import type { FailoverEvent } from '../failover/event.ts'
import { type Result, resultOf, scenariosIn, type Theatre } from '../failover/outlook.ts'
import { type EventNode, readEvent } from '../failover/own-event.ts'
import { type Depth, type Scenario, STEADY, scenarioOf } from '../failover/scenarios.ts'
import { renderFailoverJson } from '../output/failover/json.ts'
import { renderFailoverMarkdown } from '../output/failover/markdown.ts'
import { renderMermaid } from '../output/failover/mermaid.ts'
import { renderFailoverPretty } from '../output/failover/pretty.ts'
import { type FailoverReport, failoverReport, type Performance } from '../output/failover/report.ts'
import { countBySeverity } from '../output/summary.ts'
import { withDiskFiles } from './disk-files.ts'
import { failure } from './failure.ts'
import { type CommandOptions, configsFor, lintOptions } from './options.ts'
import { choosePaint } from './paint.ts'
import { progressOf } from './progress.ts'
import type { Shell } from './shell.ts'

export type FailoverFormat = 'pretty' | 'json' | 'markdown' | 'mermaid'

export interface FailoverOptions extends CommandOptions<FailoverFormat> {
  readonly depth: Depth
  /** The events of one scenario, as the user writes them; without any, all are tried. */
  readonly event: readonly string[]
}

/** Simulates what the user names; the result is the exit code. */
export async function failover(paths: readonly string[], options: FailoverOptions, shell: Shell): Promise<number> {
  const found = await configsFor(paths, options, shell)
  const lintReport = await withDiskFiles((files) => lint(found.batches, lintOptions(options, files)))
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  const plans = plansFor(stagesOf(lintReport), options)
  const report = failoverReport(options.target.version, await performed(plans, shell))
  shell.write(await rendered(report, lintReport, options.format, shell))
  return isGoodEnough(report, options) ? 0 : 1
}

interface Staged {
  readonly cluster: Cluster
  readonly theatre: Theatre
}

/** Each cluster by itself: another one may have the same addresses. */
function stagesOf({ clusters, diagnostics }: Report): Staged[] {
  const staged = clusters
    .filter(({ nodes }) => nodes.some(({ config }) => config.instances.length > 0))
    .map((cluster) => ({ cluster, theatre: failoverOf({ clusters: [cluster], diagnostics }) }))
  if (staged.length > 0) return staged
  throw failure('there is no vrrp_instance in these files, so that nothing can fail over. Name the nodes of a cluster.')
}

interface Plan extends Staged {
  readonly scenarios: readonly Scenario[]
}

/** What is tried: everything, or the events that the user names, in the clusters of their nodes. */
function plansFor(staged: readonly Staged[], { depth, event: words }: FailoverOptions): Plan[] {
  if (words.length === 0) {
    return staged.map((one) => ({ ...one, scenarios: scenariosIn(one.theatre, depth) }))
  }
  const nodes = staged.flatMap(nodesIn)
  const events = words.map((one) => eventFrom(one, nodes))
  return staged.flatMap((one) => {
    const own = events.filter(({ node }) => one.cluster.nodes.some(({ name }) => name === node))
    return own.length === 0 ? [] : [{ ...one, scenarios: [STEADY, scenarioOf(own)] }]
  })
}

function nodesIn({ cluster, theatre }: Staged): EventNode[] {
  const names = cluster.nodes.map(({ name }) => name)
  return names.map((name) => ({
    name,
    electors: theatre.electors.filter(({ node }) => node === name),
    cluster: names,
    stopped: theatre.stopped.get(name),
  }))
}

function eventFrom(words: string, nodes: readonly EventNode[]): FailoverEvent {
  const read = readEvent(words, nodes)
  if ('event' in read) return read.event
  throw failure(`--event ${words}: ${read.wrong}${/[.?]$/.test(read.wrong) ? '' : '.'}`)
}

async function performed(plans: readonly Plan[], shell: Shell): Promise<Performance[]> {
  const total = plans.reduce((sum, { scenarios }) => sum + scenarios.length, 0)
  const progress = progressOf('scenario', total, shell)
  try {
    const performances: Performance[] = []
    for (const { cluster, theatre, scenarios } of plans) {
      const results: Result[] = []
      for (const scenario of scenarios) {
        results.push(resultOf(theatre, scenario))
        await progress.step()
      }
      performances.push({ cluster, theatre, results })
    }
    return performances
  } finally {
    progress.end()
  }
}

async function rendered(
  report: FailoverReport,
  lintReport: Report,
  format: FailoverFormat,
  shell: Shell,
): Promise<string> {
  switch (format) {
    case 'json':
      return renderFailoverJson(report)
    case 'markdown':
      return renderFailoverMarkdown(report)
    case 'mermaid':
      return renderMermaid(report)
    case 'pretty':
      return renderFailoverPretty(report, await choosePaint(shell), countBySeverity(lintReport.diagnostics).errors)
  }
}

function isGoodEnough(
  { scenarios }: FailoverReport,
  { maxWarnings = Number.POSITIVE_INFINITY }: Pick<FailoverOptions, 'maxWarnings'>,
): boolean {
  const problems = scenarios.flatMap((scenario) => scenario.problems)
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  return problems.every(({ severity }) => severity !== 'error') && warnings <= maxWarnings
}
