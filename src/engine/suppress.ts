/** Leaves out the findings that comments silence, and tells which comments are wrong or silence nothing. */
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts'
import { type CommentInUse, type SilencedDocument, type Silencer, silencedDocument } from '../diagnostics/silencing.ts'
import type { Suppression } from '../diagnostics/suppressions.ts'
import { rules } from '../rules/index.ts'
import type { CommentRule, Rule, SuppressionUse } from '../rules/rule.ts'
import { type SourceFile, sectionsOf } from '../text/source-file.ts'

/** The findings that are left, and those about the comments. A comment at any place of a finding silences it. */
export function suppress(
  found: readonly Diagnostic[],
  clusters: readonly Cluster[],
  complete: (rule: Rule, finding: Finding) => Diagnostic,
): Diagnostic[] {
  const { documents, comments } = commentsOf(clusters, found)
  if (comments.length === 0) return [...found]

  const used = usedByUnreadLines(clusters, documents)
  const isSilenced = ({ rule, at, related }: Diagnostic, own?: Suppression): boolean => {
    const silencers = [at, ...related.map((one) => one.at)].flatMap((place) => {
      const silencing = documents.get(place.file)?.at(rule, place) ?? []
      return silencing.find(({ suppression }) => suppression !== own) ?? []
    })
    for (const { key } of silencers) used.add(key)
    return silencers.length > 0
  }
  const told = (some: readonly ReadComment[]): Diagnostic[] =>
    some.flatMap((comment) =>
      commentRules
        .flatMap((rule) => rule.check(useOf(comment, used)).map((finding) => complete(rule, finding)))
        .filter((diagnostic) => !isSilenced(diagnostic, comment.suppression)),
    )

  const left = found.filter((diagnostic) => !isSilenced(diagnostic))
  const first = told(comments.filter((comment) => !isAboutComments(comment)))
  // Comments that silence what is told of comments come last, and twice: the first time shows what they silence of each other.
  const last = comments.filter(isAboutComments)
  told(last)
  return [...left, ...first, ...told(last)]
}

const commentRules = rules.filter((rule): rule is CommentRule => rule.kind === 'comment')
const commentRuleNames = new Set(commentRules.map(({ name }) => name))
const clusterRuleNames = new Set(rules.flatMap(({ kind, name }) => (kind === 'cluster' ? [name] : [])))
const onlyRuleNames = new Set(rules.flatMap(({ only, name }) => (only === true ? [name] : [])))
const ruleNames: ReadonlySet<string> = new Set(rules.map(({ name }) => name))

/** A comment and those who read it. */
interface ReadComment extends CommentInUse {
  readonly nodes: readonly string[]
  /** What it silences may stand where kalint cannot look. */
  readonly isUncertain: boolean
  /** Some node that reads it was compared with others. */
  readonly isCompared: boolean
}

/** The documents with comments, by their files and the sections of these, and the comments, each once for all who read it. */
function commentsOf(clusters: readonly Cluster[], found: readonly Diagnostic[]) {
  const documents = new Map<SourceFile, SilencedDocument>()
  const comments = new Map<string, ReadComment>()
  const toldWhole = new Set(found.flatMap(({ rule, at }) => (onlyRuleNames.has(rule) ? [at.file.path] : [])))
  for (const { cluster, node } of clusters.flatMap((one) => one.nodes.map((node) => ({ cluster: one, node })))) {
    for (const document of documentsOf(node, documents)) {
      for (const comment of document.comments) {
        const { at } = comment.suppression
        const key = document.keyOf(at)
        const known = comments.get(key) ?? { ...comment, nodes: [], isUncertain: false, isCompared: false }
        comments.set(key, {
          ...known,
          nodes: [...known.nodes, node.name],
          isUncertain: known.isUncertain || node.hasUnreadParts || toldWhole.has(at.file.path),
          isCompared: known.isCompared || cluster.nodes.length > 1,
        })
      }
    }
  }
  return { documents, comments: [...comments.values()] }
}

/** The documents of a node; those of files that another reading has as well are made once. */
function documentsOf(node: ClusterNode, known: Map<SourceFile, SilencedDocument>): SilencedDocument[] {
  return node.reading.files.flatMap((file) => {
    const document = known.get(file) ?? silencedDocument(file)
    if (document === undefined) return []
    for (const one of [file, ...sectionsOf(file)]) known.set(one, document)
    return [document]
  })
}

/** What silences a line that no node reads: whether there is anything to silence is not known. */
function usedByUnreadLines(clusters: readonly Cluster[], documents: ReadonlyMap<SourceFile, SilencedDocument>) {
  const conditions = clusters
    .flatMap(({ nodes }) => nodes.flatMap(({ reading }) => reading.conditions))
    .flatMap(({ met, at }) => {
      const document = documents.get(at.file)
      return document === undefined ? [] : [{ met, at, document, key: document.keyOf(at) }]
    })
  const read = new Set(conditions.flatMap(({ met, key }) => (met ? [key] : [])))
  const unread = conditions.filter(({ key }) => !read.has(key))
  return new Set(
    [...new Set(unread.map(({ document }) => document))].flatMap((document) =>
      document
        .around(unread.filter((one) => one.document === document).map(({ at }) => at))
        .map((silencer) => silencer.key),
    ),
  )
}

function isAboutComments({ suppression: { kind, rules: named } }: ReadComment): boolean {
  return kind === 'end' || named.length === 0 || named.some(({ name }) => commentRuleNames.has(name))
}

function useOf(comment: ReadComment, used: ReadonlySet<string>): SuppressionUse {
  const { suppression, silencers, ends, nodes } = comment
  const isIdle = (silencer: Silencer): boolean => !used.has(silencer.key) && isExpected(silencer, comment)
  const idle = silencers.filter(isIdle)
  return {
    suppression,
    nodes,
    ruleNames,
    isIdle: suppression.kind === 'end' ? ends.every(isIdle) && !comment.isUncertain : idle.length === silencers.length,
    idleRules: idle.flatMap(({ rule }) => rule ?? []),
  }
}

/** Whether kalint would know of what it silences: what only several nodes show, one alone does not. */
function isExpected({ rule }: Silencer, { isUncertain, isCompared }: ReadComment): boolean {
  if (isUncertain || (rule !== undefined && !ruleNames.has(rule.name))) return false
  return isCompared || (rule !== undefined && !clusterRuleNames.has(rule.name))
}
