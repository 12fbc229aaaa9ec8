/** Runs the rules. What is found about a node or a cluster is found once, as long as that is the same. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Cluster, ClusterNode, Site, VirtualRouter } from '../cluster/cluster.ts'
import { coresOf, siteOf } from '../cluster/site.ts'
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { rules } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'
import { compareTexts } from '../text/compare.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
import { spanInFile } from '../text/sections.ts'
import { fileKey, type SourceFile } from '../text/source-file.ts'
import { asSaid, nodeAsRead, standingFor, whereRead } from './as-read.ts'
import { asLookedAt, withConsequences } from './consequences.ts'
import { isSimulated, outlookOf } from './failover.ts'
import { asReached } from './reached.ts'
import { safeForAll } from './shared-lines.ts'
import { suppress } from './suppress.ts'
import { withUses } from './uses.ts'

/**
 * The findings of all rules, one for each cause, in the order of the files as they were given, and from top to bottom.
 * `onChecked` is told of each node and cluster that is done.
 */
export function diagnose(clusters: readonly Cluster[], onChecked: () => void = () => {}): Diagnostic[] {
  const checked = <T>(found: T): T => {
    onChecked()
    return found
  }
  const nodes = clusters.flatMap((cluster) => cluster.nodes)
  const obvious = nodes.flatMap(obviousIn)
  const done = new Set(obvious.map(({ at }) => at.file.path))
  const found = [
    ...nodes.flatMap((node) => checked(done.has(node.file.path) ? NONE : foundIn(node))),
    ...clusters.flatMap((cluster) => checked(foundBetween(cluster))),
  ]
  const others = found.filter(({ at }) => !done.has(at.file.path))
  return sorted(safeForAll(merged(suppress([...obvious, ...others], clusters, complete)), nodes), nodes)
}

const nodeRules = rules.filter((rule) => rule.kind === 'node')
const instanceRules = rules.filter((rule) => rule.kind === 'instance')
const lineRules = rules.filter((rule) => rule.kind === 'line')
const routerRules = rules.filter((rule) => rule.kind === 'router')
const clusterRules = rules.filter((rule) => rule.kind === 'cluster')
const failoverRules = rules.filter((rule) => rule.kind === 'failover')

/** Findings after which nothing more is to be said about a file. */
const obviousIn = remembered((node: ClusterNode): readonly Diagnostic[] =>
  nodeRules
    .flatMap((rule) => (rule.only === true ? told(rule, rule.check(node)) : NONE))
    .map((one) => (one.configTest ? standingFor(one, node, foundAsRead(node)?.found ?? aboutNode(node)) : one)),
)

const foundIn = remembered((node: ClusterNode): readonly Diagnostic[] => {
  const meant = aboutNode(node)
  const read = foundAsRead(node)
  return read === undefined ? meant : asSaid(node, meant, read.found)
})

/** The node as keepalived reads it, where that is not as it is meant, and what is found about that. */
const foundAsRead = remembered((node: ClusterNode) => {
  const asRead = nodeAsRead(node)
  return asRead === undefined ? undefined : { node: asRead, found: aboutNode(asRead) }
})

function aboutNode(node: ClusterNode): readonly Diagnostic[] {
  const site = siteOf(node)
  const found = [
    ...nodeRules.flatMap((rule) => (rule.only === true ? NONE : told(rule, rule.check(node)))),
    ...aboutInstances(site)(node.config.instances),
    ...aboutLines(site)(node.bound.statements),
  ]
  return asReached(node, withUses(node, withConsequences(node, asLookedAt(node, found))))
}

const foundBetween = remembered((cluster: Cluster): readonly Diagnostic[] => {
  const found = comparing(cluster)
  return [...found, ...aboutFailures(cluster, found)]
})

function comparing(cluster: Cluster): readonly Diagnostic[] {
  const found = [...clusterRules.flatMap((rule) => told(rule, rule.check(cluster))), ...aboutRouters(coresOf(cluster))]
  if (found.length === 0) return NONE
  return cluster.nodes.reduce<readonly Diagnostic[]>(
    (left, node) =>
      asReached(
        node,
        foundIn(node),
        whereRead(node, left, () => aboutInstancesRead(node)),
      ),
    found,
  )
}

/** What the simulation of failures shows that nothing else explains. */
function aboutFailures(cluster: Cluster, between: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!isSimulated(cluster)) return NONE
  const outlook = outlookOf(cluster, [...between, ...cluster.nodes.flatMap(foundIn)])
  return failoverRules.flatMap((rule) => told(rule, rule.check(outlook)))
}

/** What is found about each instance alone, as keepalived reads it. */
function aboutInstancesRead(node: ClusterNode): readonly Diagnostic[] {
  const read = foundAsRead(node)
  if (read === undefined) return NONE
  const found = aboutInstancesAlone(siteOf(read.node))(read.node.config.instances)
  return asReached(read.node, read.found, found)
}

const aboutRouter = remembered((router: VirtualRouter<Site>): readonly Diagnostic[] =>
  routerRules.flatMap((rule) => told(rule, rule.check(router))),
)

const aboutRouters = rememberedInEach(aboutRouter)

/** What is found about instances as if each were a virtual router of its own. */
const aboutInstancesAlone = remembered((site: Site) =>
  rememberedInEach(remembered((instance: Instance) => aboutRouter({ members: [{ node: site, instance }] }))),
)

const aboutInstances = remembered((site: Site) =>
  rememberedInEach(
    remembered((instance: Instance): readonly Diagnostic[] =>
      instanceRules.flatMap((rule) => told(rule, rule.check(instance, site))),
    ),
  ),
)

const aboutLines = remembered((site: Site) =>
  rememberedInEach(
    remembered((line: BoundStatement): readonly Diagnostic[] =>
      lineRules.flatMap((rule) => told(rule, rule.check(line, site))),
    ),
  ),
)

function told(rule: Rule, findings: readonly Finding[]): readonly Diagnostic[] {
  return findings.length === 0 ? NONE : findings.map((finding) => complete(rule, finding))
}

const NONE: readonly Diagnostic[] = []

function complete(rule: Rule, finding: Finding): Diagnostic {
  const definition = finding.at.definition
  const origin = definition === undefined ? [] : [{ message: 'the value comes from this definition', at: definition }]
  return {
    rule: rule.name,
    message: finding.message,
    at: finding.at,
    nodes: finding.nodes,
    severity: finding.severity ?? rule.severity,
    related: [...(finding.related ?? []), ...origin],
    explains: finding.explains ?? [],
    fixes: finding.fixes ?? [],
    configTest: finding.configTest ?? false,
    ...(finding.completion === undefined ? {} : { completion: finding.completion }),
  }
}

/** One cause, one finding: the same rule at the same place is told once, for all nodes that it concerns. */
function merged(found: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>()
  for (const one of found) {
    const key = `${one.rule} ${one.at.start} ${one.at.end} ${fileKey(one.at.file)}`
    const known = byPlace.get(key)
    byPlace.set(key, known === undefined ? one : { ...known, nodes: [...new Set([...known.nodes, ...one.nodes])] })
  }
  return [...byPlace.values()]
}

function sorted(diagnostics: readonly Diagnostic[], nodes: readonly ClusterNode[]): Diagnostic[] {
  const files = new Map<string, SourceFile>()
  for (const file of nodes.flatMap((node) => node.reading.files)) if (!files.has(file.path)) files.set(file.path, file)
  const order = new Map([...files.keys()].map((path, index) => [path, index]))
  return diagnostics
    .map((diagnostic) => {
      const { at } = diagnostic
      const { start } = spanInFile(files.get(at.file.path) ?? at.file, at)
      return { diagnostic, start, file: order.get(at.file.path) ?? files.size }
    })
    .sort(
      (one, other) =>
        one.file - other.file || one.start - other.start || compareTexts(one.diagnostic.rule, other.diagnostic.rule),
    )
    .map(({ diagnostic }) => diagnostic)
}
