/** A reference to a definition that does not exist where it is used. */
import type { BindProblem } from '../bind/bind.ts'
import { nearest } from '../bind/nearest.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Related } from '../diagnostics/diagnostic.ts'
import type { DefinitionSite, ReadingProblem } from '../expand/reading.ts'
import type { NodeRule } from './rule.ts'

export const undefinedDefinition: NodeRule = {
  kind: 'node',
  name: 'undefined-definition',
  severity: 'warning',
  summary: 'A definition is used that does not exist there.',
  why: 'keepalived says nothing about an undefined name. Without braces the name stays in the line as it is; braces around it become those of a block, and the `}` closes the block around it (spec 4.2; seen with 2.2.7 and 2.4.3). A definition holds from its own line on, not before.',
  check: (node) => [
    ...node.reading.problems.flatMap((problem) => braced(node, problem)),
    ...node.bound.problems.flatMap((problem) => plain(node, problem)),
  ],
}

/** Outside of quotes the braces of `${NAME}` break the structure of the file. */
function braced(node: ClusterNode, problem: ReadingProblem): Finding[] {
  if (problem.kind !== 'undefined-definition') return []
  return [
    {
      message: `\`\${${problem.name}}\` is not defined ${when(node, problem)}: keepalived takes its braces for those of a block, and the \`}\` closes the block around it.${hint(node, problem)}`,
      at: problem.at,
      nodes: [node.name],
      severity: 'error',
      related: definedBelow(node, problem),
      configTest: true,
    },
  ]
}

function plain(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'undefined-reference') return []
  const { value } = problem
  const isCommand = value !== 'keyword' && (value.kind === 'command' || value.kind === 'path')
  const isText = value !== 'keyword' && (value.kind === 'text' || value.kind === 'pattern')
  if (isCommand || (isText && (!problem.isWhole || ('secret' in value && value.secret === true)))) return []
  return [
    {
      message: `\`$${problem.name}\` is not defined ${when(node, problem)}: keepalived takes it literally.${hint(node, problem)}`,
      at: problem.at,
      nodes: [node.name],
      related: definedBelow(node, problem),
    },
  ]
}

interface Reference {
  readonly name: string
}

function when(node: ClusterNode, { name }: Reference): string {
  return sitesOf(node, name).length === 0 ? 'anywhere' : 'yet where it is used'
}

function hint(node: ClusterNode, { name }: Reference): string {
  if (sitesOf(node, name).length > 0) return ' Move the definition above its first use.'
  const near = nearest(name, new Set(node.reading.definitions.map((site) => site.name)))
  return near === undefined ? '' : ` Did you mean \`${near}\`?`
}

function definedBelow(node: ClusterNode, { name }: Reference): Related[] {
  return sitesOf(node, name)
    .slice(0, 1)
    .map((site) => ({ message: 'it is defined here', at: site.at }))
}

function sitesOf(node: ClusterNode, name: string): DefinitionSite[] {
  return node.reading.definitions.filter((site) => site.name === name)
}
