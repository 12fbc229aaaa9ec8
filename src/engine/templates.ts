/** Templates among the files: nodes of nobody's cluster, about which only that is told which holds however they are rendered. */

import { holdsRootBlock } from '../bind/recognise.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { groupIntoClusters } from '../cluster/group.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { lineStartAt, type SourceFile } from '../text/source-file.ts'
import type { Template } from '../text/template.ts'
import { readable, UNKNOWN_VALUE } from '../text/unknown.ts'
import { diagnose } from './diagnose.ts'
import { type NodeOptions, nodesOf } from './nodes.ts'

/** Nodes in two groups. One template makes the files of many nodes, so that it is compared with no other file. */
export function withTemplatesApart(nodes: readonly ClusterNode[]): {
  readonly configs: readonly ClusterNode[]
  /** One node each. */
  readonly templates: readonly Cluster[]
} {
  const templates = nodes.filter(({ file }) => file.template !== undefined)
  if (templates.length === 0) return { configs: nodes, templates: [] }
  const configs = nodes.filter(({ file }) => file.template === undefined)
  return { configs, templates: templates.flatMap((node) => groupIntoClusters([node], 'found')) }
}

/**
 * The findings without those about templates that some rendering may not have. All branches stand in the text of a
 * template; what holds there must also hold where nothing is rendered but its own line and what always comes with it.
 */
export function certainInTemplates(
  found: readonly Diagnostic[],
  nodes: ReadonlySet<ClusterNode>,
  options: NodeOptions,
): readonly Diagnostic[] {
  if (found.every(({ at }) => at.file.template === undefined)) return found
  const entries = new Set([...nodes].map(({ file }) => file))
  const inSmallest = new Map<string, ReadonlySet<string>>()
  const holdsInSmallest = (one: Diagnostic, file: SourceFile, template: Template): boolean => {
    const text = template.smallestAt(one.at.start)
    const key = `${file.path}\0${text}`
    const keys = inSmallest.get(key) ?? keysOfFindings({ ...file, text }, options)
    inSmallest.set(key, keys)
    return keys.has(keyOf(one))
  }
  return found.flatMap((one) => {
    const { file } = one.at
    const { template } = file
    if (template === undefined) return [one]
    const isCertain =
      entries.has(file) &&
      !UNTOLD.has(one.rule) &&
      !(template.mayHoldBraces && BRACE_RULES.has(one.rule)) &&
      !(template.mayHoldMore && ABOUT_WHAT_LACKS.test(one.rule)) &&
      holdsRootBlock(file.text) &&
      !isBehindValue(one) &&
      holdsInSmallest(one, file, template)
    return isCertain ? [asOfTemplate(one)] : []
  })
}

/** What depends on where the rendered file will lie. */
const UNTOLD: ReadonlySet<string> = new Set(['missing-include', 'skipped-include', 'include-cycle', 'overlong-line'])

/** Rules about lines that are not there, which a loop or a value may make. Most of them ask for unread parts by themselves. */
const ABOUT_WHAT_LACKS =
  /without|^(missing-(?!argument|opening-brace)|incomplete|undefined|empty|single-member|un(checked|used|reachable|managed|tracked|made|answered))/

/** A value may hold the other brace. */
const BRACE_RULES: ReadonlySet<string> = new Set(['unclosed-block', 'extra-closing-brace'])

function keysOfFindings(file: SourceFile, options: NodeOptions): ReadonlySet<string> {
  const { templates } = withTemplatesApart(nodesOf([file], options))
  return new Set(diagnose(templates).map(keyOf))
}

/** The same rule may say the same of a place for several reasons: only one that is always given counts. */
function keyOf({ rule, at, message }: Diagnostic): string {
  return `${rule} ${at.start} ${at.end} ${readable(message).replace(/…(?: …)+/g, '…')}`
}

/** A value on the line before it may be several words, or end in a comment. */
function isBehindValue({ at: { file, start, end } }: Diagnostic): boolean {
  const line = file.text.slice(lineStartAt(file.text, start), Math.max(start, end))
  return line.replace(/^.*[{}](?=.)/s, '').includes(UNKNOWN_VALUE)
}

/** No daemon reads a template, and what an edit does to all of its renderings is not known. */
function asOfTemplate(one: Diagnostic): Diagnostic {
  return {
    ...one,
    message: readable(one.message),
    related: one.related.map(({ message, at }) => ({ message: readable(message), at })),
    nodes: one.nodes.map(readable),
    explains: [],
    fixes: [],
    configTest: false,
  }
}
