/** What a rule is. Each lies in a file of its own, named like the defect that it finds. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Cluster, ClusterNode, Site, VirtualRouter } from '../cluster/cluster.ts'
import type { Finding, Severity } from '../diagnostics/diagnostic.ts'
import type { NamedRule, Suppression } from '../diagnostics/suppressions.ts'
import type { Outlook, Trouble } from '../failover/outlook.ts'
import type { ProblemKind } from '../failover/problems.ts'
import type { Instance } from '../model/config.ts'

interface RuleText {
  /** Names the defect, so that "allow NAME" reads well. */
  readonly name: string
  readonly severity: Severity
  /** One line: what it finds. */
  readonly summary: string
  /** What breaks, on which releases, and where that is known from. */
  readonly why: string
  /** The kinds of failures that it can be the cause of; absent: all, and none of them for what is only information. */
  readonly explainsFailures?: readonly ProblemKind[]
  /** What it tells about a file is all there is to say: no other finding about the file is shown. */
  readonly only?: true
  /** What it tells about may be taken away, or has been replaced: editors show that in a look of its own. */
  readonly marks?: 'unused' | 'deprecated'
}

/** Looks at one node. */
export interface NodeRule extends RuleText {
  readonly kind: 'node'
  check(node: ClusterNode): readonly Finding[]
}

/** Looks at one instance, whatever else its node holds. */
export interface InstanceRule extends RuleText {
  readonly kind: 'instance'
  check(instance: Instance, site: Site): readonly Finding[]
}

/** Looks at one line that stands in no block, with all that is in its own one. */
export interface LineRule extends RuleText {
  readonly kind: 'line'
  check(line: BoundStatement, site: Site): readonly Finding[]
}

/** Compares the members of one virtual router, whatever else their nodes hold. */
export interface RouterRule extends RuleText {
  readonly kind: 'router'
  check(router: VirtualRouter<Site>): readonly Finding[]
}

/** Compares the nodes of a cluster. */
export interface ClusterRule extends RuleText {
  readonly kind: 'cluster'
  check(cluster: Cluster): readonly Finding[]
}

/** Looks at what becomes of the addresses of a cluster when something fails. */
export interface FailoverRule extends RuleText {
  readonly kind: 'failover'
  check(outlook: Outlook<Trouble>): readonly Finding[]
}

/** Looks at the comments for kalint itself, once it is known what they silence. */
export interface CommentRule extends RuleText {
  readonly kind: 'comment'
  check(use: SuppressionUse): readonly Finding[]
}

/** A comment for kalint and what comes of it. */
export interface SuppressionUse {
  readonly suppression: Suppression
  /** The names of the nodes that read its file. */
  readonly nodes: readonly string[]
  /** Nothing is silenced by it or, where it enables, was disabled. */
  readonly isIdle: boolean
  /** The rules that it names of which nothing is silenced. */
  readonly idleRules: readonly NamedRule[]
  /** The names of all rules that there are. */
  readonly ruleNames: ReadonlySet<string>
}

export type Rule = NodeRule | InstanceRule | LineRule | RouterRule | ClusterRule | FailoverRule | CommentRule
