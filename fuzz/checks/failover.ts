/** The simulation of a cluster ends, comes to the same result each time, and can be shown in every format without a secret. */
import { theatresOf, withCauses } from '../../src/engine/failover.ts'
import { type Outlook, resultOf, scenariosIn } from '../../src/failover/outlook.ts'
import { renderFailoverHtml } from '../../src/output/failover/html.ts'
import { renderFailoverJson } from '../../src/output/failover/json.ts'
import { renderFailoverMarkdown } from '../../src/output/failover/markdown.ts'
import { renderMermaid } from '../../src/output/failover/mermaid.ts'
import { renderFailoverPretty } from '../../src/output/failover/pretty.ts'
import { failoverReport } from '../../src/output/failover/report.ts'
import { noColour } from '../../src/output/pretty.ts'
import { same } from '../failure.ts'
import { linted, type World, worldFrom } from '../world.ts'
import { checkSecrets, passwordsIn } from './secrets.ts'

/** Larger clusters take long, as they may. */
const MOST_INSTANCES = 8
const MOST_SCENARIOS = 24

export function checkFailover(world: World): void {
  const [report, outlooks] = outlooksOf(world)
  if (outlooks.length === 0) return
  const record = failoverReport(report.target.version, outlooks)
  const [, again] = outlooksOf(worldFrom(world.texts, world.options))
  same('a simulation comes to the same each time', failoverReport(report.target.version, again), record)
  const shown = {
    pretty: renderFailoverPretty(record, noColour, 0),
    json: renderFailoverJson(record),
    markdown: renderFailoverMarkdown(record),
    mermaid: renderMermaid(record),
    html: renderFailoverHtml(outlooks, report),
  }
  const passwords = passwordsIn(Object.values(world.texts))
  for (const [format, text] of Object.entries(shown)) checkSecrets(passwords, text, `failover as ${format}`)
}

function outlooksOf(world: World): [ReturnType<typeof linted>, Outlook[]] {
  const report = linted(world)
  const theatres = theatresOf(report).filter(({ electors }) => electors.length <= MOST_INSTANCES)
  const outlooks = theatres.map((theatre) => {
    const scenarios = scenariosIn(theatre, 2).slice(0, MOST_SCENARIOS)
    return {
      theatre,
      results: scenarios.map((one) => withCauses(resultOf(theatre, one), report.diagnostics, theatre.cluster)),
    }
  })
  return [report, outlooks]
}
