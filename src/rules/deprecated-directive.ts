/** A keyword or option that keepalived keeps only for old configurations. */
import type { Deprecation } from '../../grammar/arguments.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { BindProblem } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { tableOf } from '../bind/scope.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const deprecatedDirective: NodeRule = {
  kind: 'node',
  name: 'deprecated-directive',
  severity: 'info',
  marks: 'deprecated',
  summary: 'A keyword or option has been replaced by another one.',
  why: 'keepalived still understands these words, but each is marked in its source as the old name of something else and may disappear. For some of them it reports an error, so that `keepalived -t` fails with exit code 5 although the daemon runs (vmac_garp_intvl: vrrp_parser.c:2412, nb_get_retry: check_http.c:973).',
  explainsFailures: [],
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind === 'deprecated-keyword') {
    const { keyword, directive } = problem
    if (directive.deprecated === undefined) return []
    return [finding(node, problem, { word: keyword, deprecation: directive.deprecated, newName: renamedTo(problem) })]
  }
  if (problem.kind !== 'argument' || problem.problem.kind !== 'deprecated-option') return []
  const { word, deprecation, renamedTo: newName } = problem.problem
  return [finding(node, problem, { word, deprecation, newName })]
}

type OldWordProblem = Extract<BindProblem, { readonly kind: 'deprecated-keyword' | 'argument' }>

/** The keyword of the same block that says the same, with the same arguments. */
function renamedTo({
  blocks,
  directive,
}: Extract<BindProblem, { readonly kind: 'deprecated-keyword' }>): string | undefined {
  const use = directive.deprecated?.use ?? ''
  const table = tableOf(blocks)
  const replacement = table !== undefined && Object.hasOwn(table, use) ? table[use] : undefined
  const isSame = replacement !== undefined && JSON.stringify(replacement.args) === JSON.stringify(directive.args)
  return isSame ? use : undefined
}

interface OldWord {
  readonly word: Word
  readonly deprecation: Deprecation
  /** Absent where the new form is more than another word. */
  readonly newName: string | undefined
}

function finding(node: ClusterNode, problem: OldWordProblem, old: OldWord): Finding {
  const { word, deprecation } = old
  const isTold = deprecation.told === 'error'
  const use = /\s/.test(deprecation.use) ? deprecation.use : `\`${deprecation.use}\``
  const effect = isTold ? 'still works, but keepalived reports an error for it' : 'is an old word that still works'
  return {
    message: `\`${word.text}\` ${effect}. Use ${use}.`,
    at: problem.at,
    nodes: [node.name],
    severity: isTold ? 'warning' : 'info',
    fixes: fixesFor(old),
    configTest: isTold,
  }
}

function fixesFor({ word, newName }: OldWord): Fix[] {
  if (newName === undefined) return []
  return replacing(word.source, word, { title: `Replace with \`${newName}\``, safety: 'safe', newText: newName })
}
