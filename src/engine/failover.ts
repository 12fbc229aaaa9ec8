/** From what was read and found to the simulation of what happens when something fails. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { joinedByAddress } from '../cluster/group.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { type Outlook, type Theatre, type Trouble, theatreOf, troublesOf } from '../failover/outlook.ts'
import type { Problem, ProblemKind } from '../failover/problems.ts'
import { rules } from '../rules/index.ts'
import { remembered } from '../text/remembered.ts'
import type { Place } from '../text/source-file.ts'
import type { Report } from './lint.ts'

/**
 * What the user asks about, ready for scenarios: each cluster by itself, as another one may have the same addresses. Only
 * those of the clusters that are meant, and none of templates, of which nobody knows what they become.
 */
export function theatresOf(
  { clusters, diagnostics }: Pick<Report, 'clusters' | 'diagnostics'>,
  isMeant: (cluster: Cluster) => boolean = () => true,
): Theatre[] {
  return joined(clusters)
    .filter((cluster) => cluster.nodes.some(({ config }) => config.instances.length > 0))
    .filter(isMeant)
    .map((cluster) => knownTheatre(cluster, stoppedNodes(cluster, diagnostics)))
}

const joined = remembered((clusters: readonly Cluster[]) =>
  joinedByAddress(clusters.filter(({ nodes }) => nodes.every(({ file }) => file.template === undefined))),
)

/** One object, with all that was simulated, as long as the cluster is the same and the same daemons stop. */
function knownTheatre(cluster: Cluster, stopped: ReadonlyMap<string, string>): Theatre {
  const theatres = theatresByStop(cluster)
  const key = JSON.stringify([...stopped])
  const theatre = theatres.get(key) ?? theatreOf(cluster, stopped)
  theatres.set(key, theatre)
  return theatre
}

const theatresByStop = remembered((_cluster: Cluster): Map<string, Theatre> => new Map())

/** Nodes whose keepalived gives up before it takes part in an election, each with the reason. */
function stoppedNodes({ nodes }: Cluster, diagnostics: readonly Diagnostic[]): ReadonlyMap<string, string> {
  const stopped = new Map<string, string>()
  for (const node of nodes) {
    const finding = diagnostics.find((one) => one.nodes.includes(node.name) && endsDaemon(one, node))
    if (finding !== undefined) stopped.set(node.name, finding.message)
    else if (node.bound.endsIn !== undefined) stopped.set(node.name, 'keepalived stops while it reads the file')
  }
  return stopped
}

/** In larger clusters the simulation would take longer than all rules together: they have `kalint failover`. */
const MOST_INSTANCES = 100

/** Whether `kalint check` looks at what happens in a failure. */
export function isSimulated({ nodes }: Cluster): boolean {
  const instances = nodes.reduce((sum, { config }) => sum + config.instances.length, 0)
  return nodes.length > 1 && instances <= MOST_INSTANCES && !nodes.some(({ hasUnreadParts }) => hasUnreadParts)
}

/** What becomes of a cluster in every single failure, without the problems whose cause is found already. */
export function outlookOf(cluster: Cluster, found: readonly Diagnostic[]): Outlook<Trouble> {
  const theatre = knownTheatre(cluster, stoppedNodes(cluster, found))
  const results = troublesOf(theatre, 1).map((result) => {
    const { problems } = withCauses(result, found, cluster)
    return { ...result, problems: problems.filter(({ cause }) => cause === undefined) }
  })
  return { theatre, results }
}

/** A result whose problems point to what explains them. */
export function withCauses<T extends Trouble>(result: T, found: readonly Diagnostic[], cluster: Cluster): T {
  if (result.problems.length === 0) return result
  const problems = result.problems.map((problem) => {
    const possible = found.filter((one) => canExplain(one, problem.kind))
    const cause = causeOf(problem, possible, cluster)
    return cause === undefined ? problem : { ...problem, cause }
  })
  return { ...result, problems }
}

/** What each rule can be the cause of. Those that tell of such failures themselves are none. */
const EXPLAINED: ReadonlyMap<string, readonly ProblemKind[] | undefined> = new Map(
  rules.map(({ name, kind, explainsFailures }) => [name, kind === 'failover' ? [] : explainsFailures]),
)

function canExplain({ rule, severity }: Diagnostic, kind: ProblemKind): boolean {
  return severity !== 'info' && kind !== 'partition' && (EXPLAINED.get(rule)?.includes(kind) ?? true)
}

/** What is found about the instances of a problem or about their sync groups, or between their nodes: that first. */
function causeOf({ electors }: Problem, found: readonly Diagnostic[], cluster: Cluster): Diagnostic | undefined {
  const nodes = new Set(electors.map(({ node }) => node))
  const blocks = electors.flatMap(({ member, group }) => [member.instance, ...(group === undefined ? [] : [group])])
  const places = blocks.flatMap(({ block }) => placeOf(block))
  const isAbout = ({ at, related }: Diagnostic): boolean =>
    [at, ...related.map((one) => one.at)].some((place) => places.some((block) => contains(block, place)))
  const instances = cluster.nodes.flatMap(({ name, config }) =>
    nodes.has(name) ? config.instances.flatMap(({ block }) => placeOf(block)) : [],
  )
  const isInInstance = ({ at }: Diagnostic): boolean => instances.some((block) => contains(block, at))
  const isGeneral = (one: Diagnostic): boolean =>
    one.nodes.filter((name) => nodes.has(name)).length > 1 && !isInInstance(one)
  const causes = found.filter((one) => isAbout(one) || isGeneral(one))
  return causes.find((one) => one.nodes.length > 1) ?? causes[0]
}

function placeOf({ statement }: BoundStatement): Place[] {
  const { file, start } = originOf(statement.keyword.source, statement.keyword)
  const end = statement.block?.close
  return end === undefined ? [] : [{ file, start, end: originOf(end.source, end).end }]
}

function contains(block: Place, place: Place): boolean {
  return block.file === place.file && block.start <= place.start && place.end <= block.end
}

function endsDaemon({ completion, at }: Diagnostic, { reading }: ClusterNode): boolean {
  return completion?.ends === true && reading.files.some(({ path }) => path === at.file.path)
}
