/** `docs/failover-validation.md`: what the simulator says beside what real daemons did. */
import { type Comparison, type Disagreement, timesOf } from './agreement.ts'

/** The page, from the comparisons of all clusters. */
export function validationPage(comparisons: readonly Comparison[]): string {
  const releases = [...new Set(comparisons.map(({ release }) => release))].sort()
  const clusters = [...new Set(comparisons.map(({ cluster }) => cluster))]
  return `# The simulator against real daemons

\`npm run validate:failover\` writes this page: it compares \`kalint failover\` with what keepalived did, as it is recorded in
\`fixtures/failover\`. With \`--record\` it runs the daemons again, each node in a network namespace of its own (CONTRIBUTING.md says how).

| Release | Clusters | Scenarios | Holders agree | of these left open | Times agree |
| --- | --- | --- | --- | --- | --- |
${releases
  .map((release) =>
    summaryRow(
      release,
      comparisons.filter((one) => one.release === release),
    ),
  )
  .join('\n')}

*Holders agree*: at the end the same nodes hold each address. *Left open*: the files do not decide who holds it (equal priorities, timers that
run out together), the simulator says so, and what was seen is one of the ways that it names. *Times agree*: the last change of a holder came
within one advert interval of the simulated time, or between the shortest and the longest of its ways. Recorded times are medians of up to
three runs, and events hit at any moment of an interval.

${explained(comparisons.filter(({ disagreement }) => disagreement !== undefined))}
## All scenarios

Seconds are simulated / recorded. \`–\` is an address that nobody holds, \`?\` one that is left open.

${clusters
  .map((cluster) =>
    clusterTable(
      cluster,
      comparisons.filter((one) => one.cluster === cluster),
    ),
  )
  .join('\n')}`
}

function summaryRow(release: string, comparisons: readonly Comparison[]): string {
  const clusters = new Set(comparisons.map(({ cluster }) => cluster)).size
  const agreed = comparisons.filter(({ disagreement }) => disagreement === undefined || disagreement === 'seconds')
  const open = agreed.filter(({ simulated }) => simulated.undetermined !== undefined)
  const timed = comparisons.filter(({ disagreement }) => disagreement === undefined)
  const row = [release, clusters, comparisons.length, agreed.length, open.length, timed.length]
  return `| ${row.join(' | ')} |`
}

const REASONS: Readonly<Record<Disagreement, string>> = {
  holders: 'other holders',
  sure: 'the daemons came to different ends, and the simulator knows of one only',
  stable: 'one of them comes to no rest',
  seconds: 'another time',
}

/** The scenarios in which they differ. */
function explained(different: readonly Comparison[]): string {
  if (different.length === 0) return 'They differ nowhere.\n'
  const lines = different.map(
    ({ cluster, release, line, disagreement, simulated, seen }) =>
      `- \`${cluster}\`, ${release}, \`${line}\`: ${REASONS[disagreement ?? 'holders']} (${timesText(simulated)} / ${seen.seconds})`,
  )
  return `They differ in:\n\n${lines.join('\n')}\n`
}

function clusterTable(cluster: string, comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ release, line, seen, simulated }) => {
    const holders = Object.entries(seen.holders).map(([address, nodes]) => {
      const said = simulated.holders.has(address) ? nodes.join('+') || '–' : `${nodes.join('+') || '–'} ?`
      return `${address} ${said}`
    })
    return `| ${release} | \`${line}\` | ${holders.join(', ')} | ${timesText(simulated)} / ${seen.seconds} |`
  })
  return `### ${cluster}\n\n| Release | Scenario | Holders | Seconds |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

function timesText(simulated: Comparison['simulated']): string {
  const { least, most } = timesOf(simulated)
  const [from, to] = [least.toFixed(1), most.toFixed(1)]
  return from === to ? to : `${from} to ${to}`
}
