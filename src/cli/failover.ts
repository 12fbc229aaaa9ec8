/** `kalint failover`: tries every failure, prints who holds each address then, and decides whether that is good enough. */
import type { Severity } from '../diagnostics/diagnostic.ts'
import { theatresOf, withCauses } from '../engine/failover.ts'
import { lint, type Report } from '../engine/lint.ts'
import type { FailoverEvent } from '../failover/event.ts'
import { type Outlook, type Result, resultOf, scenariosIn, type Theatre } from '../failover/outlook.ts'
import { type EventNode, readEvent } from '../failover/own-event.ts'
import { type Depth, type Scenario, STEADY, scenarioOf } from '../failover/scenarios.ts'
import { renderFailoverHtml } from '../output/failover/html.ts'
import { renderFailoverJson } from '../output/failover/json.ts'
import { renderFailoverMarkdown } from '../output/failover/markdown.ts'
import { renderMermaid } from '../output/failover/mermaid.ts'
import { renderFailoverPretty } from '../output/failover/pretty.ts'
import { type FailoverReport, failoverReport } from '../output/failover/report.ts'
import { filesIn } from '../output/files-in-report.ts'
import type { Paint } from '../output/pretty.ts'
import { countBySeverity, failing } from '../output/summary.ts'
import { configsFor } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { failure } from './failure.ts'
import { withProgress } from './lint-progress.ts'
import { type CommandOptions, lintOptions, requireNoBaseline } from './options.ts'
import { deliver, type Output } from './outputs.ts'
import { progressOf } from './progress.ts'
import type { Shell } from './shell.ts'

export type FailoverFormat = 'pretty' | 'json' | 'markdown' | 'mermaid' | 'html'

export interface FailoverOptions extends CommandOptions {
  readonly outputs: readonly Output<FailoverFormat>[]
  readonly depth: Depth
  /** The events of one scenario, as the user writes them; without any, all are tried. */
  readonly event: readonly string[]
}

/** Simulates what the user names; the result is the exit code. */
export async function failover(paths: readonly string[], options: FailoverOptions, shell: Shell): Promise<number> {
  requireNoBaseline(options)
  const found = await configsFor(paths, options, shell)
  const lintReport = await withProgress(shell, (progress) =>
    withDiskFiles((files) => lint(found.batches, { ...lintOptions(options, files), ...progress })),
  )
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  const plans = plansFor(stagesOf(lintReport), options)
  const outlooks = await performed(plans, lintReport, shell)
  const report = failoverReport(lintReport.target.version, outlooks)
  await deliver(options.outputs, filesIn(lintReport), shell, (format, paint) =>
    rendered({ report, outlooks, lintReport }, format, paint),
  )
  return isGoodEnough(report, options, found.failOn) ? 0 : 1
}

function stagesOf(report: Report): Theatre[] {
  const theatres = theatresOf(report)
  if (theatres.length > 0) return theatres
  const isOfTemplates = report.clusters.some(({ nodes }) => nodes.some(({ file }) => file.template !== undefined))
  throw failure(
    isOfTemplates
      ? 'nobody knows which nodes are made of a template. Name the files that have been made of it.'
      : 'there is no vrrp_instance in these files, so that nothing can fail over. Name the nodes of a cluster.',
  )
}

interface Plan {
  readonly theatre: Theatre
  readonly scenarios: readonly Scenario[]
}

/** What is tried: everything, or the events that the user names, in the clusters of their nodes. */
function plansFor(theatres: readonly Theatre[], { depth, event: words }: FailoverOptions): Plan[] {
  if (words.length === 0) {
    return theatres.map((theatre) => ({ theatre, scenarios: scenariosIn(theatre, depth) }))
  }
  const nodes = theatres.flatMap(nodesIn)
  const events = words.map((one) => eventFrom(one, nodes))
  return theatres.flatMap((theatre) => {
    const own = events.filter(({ node }) => theatre.cluster.nodes.some(({ name }) => name === node))
    return own.length === 0 ? [] : [{ theatre, scenarios: [STEADY, scenarioOf(own)] }]
  })
}

function nodesIn(theatre: Theatre): EventNode[] {
  const names = theatre.cluster.nodes.map(({ name }) => name)
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

async function performed(plans: readonly Plan[], { diagnostics }: Report, shell: Shell): Promise<Outlook[]> {
  const total = plans.reduce((sum, { scenarios }) => sum + scenarios.length, 0)
  const progress = progressOf('scenario', total, shell)
  try {
    const outlooks: Outlook[] = []
    for (const { theatre, scenarios } of plans) {
      const results: Result[] = []
      for (const scenario of scenarios) {
        results.push(withCauses(resultOf(theatre, scenario), diagnostics, theatre.cluster))
        await progress.step()
      }
      outlooks.push({ theatre, results })
    }
    return outlooks
  } finally {
    progress.end()
  }
}

interface Outcome {
  readonly report: FailoverReport
  readonly outlooks: readonly Outlook[]
  readonly lintReport: Report
}

async function rendered(
  { report, outlooks, lintReport }: Outcome,
  format: FailoverFormat,
  paint: Paint,
): Promise<string> {
  switch (format) {
    case 'json':
      return renderFailoverJson(report)
    case 'markdown':
      return renderFailoverMarkdown(report)
    case 'mermaid':
      return renderMermaid(report)
    case 'html':
      return renderFailoverHtml(outlooks, lintReport)
    case 'pretty':
      return renderFailoverPretty(report, paint, countBySeverity(lintReport.diagnostics).errors)
  }
}

function isGoodEnough(
  { scenarios }: FailoverReport,
  { maxWarnings = Number.POSITIVE_INFINITY }: Pick<FailoverOptions, 'maxWarnings'>,
  failOn: Severity,
): boolean {
  const problems = scenarios.flatMap((scenario) => scenario.problems)
  const count = (wanted: Severity): number => problems.filter(({ severity }) => severity === wanted).length
  const [errors, warnings, infos] = [count('error'), count('warning'), count('info')]
  return failing({ errors, warnings, infos }, failOn) === 0 && warnings <= maxWarnings
}
