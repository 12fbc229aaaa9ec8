/** A reference that keepalived does not replace. */
import type { BindProblem } from '../bind/bind.ts'
import { nearest } from '../bind/nearest.ts'
import { valueFault } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix, Related } from '../diagnostics/diagnostic.ts'
import { builtInAdvice } from '../expand/definitions.ts'
import {
  type Condition,
  type DefinitionSite,
  isAbove,
  type ReadingProblem,
  type UnreplacedReason,
} from '../expand/reading.ts'
import { lineEndAt, type Origin, textAt } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const undefinedDefinition: NodeRule = {
  kind: 'node',
  name: 'undefined-definition',
  severity: 'warning',
  summary: 'A definition is used that does not exist there, or in a way in which it is not replaced.',
  why: 'keepalived says nothing about a name that it cannot replace. A plain reference stays in the line as it is. Braces around its name become those of a block, and the `}` closes the block around it (lib/parser.c:2021; seen with 2.2.7 and 2.4.3). A definition holds from its own line on, not before, and one behind `@id` for that node only. A reference without braces counts only before a blank, a comma, a `)` or the end of the line, and a definition of several lines is put in only at the end of a line.',
  check: (node) => {
    const uses = [
      ...node.reading.problems.flatMap((one) => inLine(node, one)),
      ...node.bound.problems.flatMap((one) => inWord(node, one)),
    ]
    const names = [...new Set(uses.map(({ name }) => name))]
    if (names.length >= MANY_NAMES && node.reading.definitions.length === 0) return [template(node, uses, names)]
    return names.flatMap((name) => findingFor(node, uses, name))
  },
}

/** Without any definition so many names come from a template that was not filled in. */
const MANY_NAMES = 3

/** A reference that stays. */
interface Use {
  readonly name: string
  readonly at: Origin
  readonly reason: UnreplacedReason
  /** What keepalived makes of it. */
  readonly effect: 'braces' | 'path' | 'text' | 'no-definition'
  readonly configTest: boolean
}

/** An include of a file that does not exist is told since 2.2.0. */
function inLine({ target }: ClusterNode, problem: ReadingProblem): Use[] {
  if (problem.kind === 'undefined-definition') return [{ ...problem, effect: 'braces', configTest: true }]
  return problem.kind === 'undefined-in-path'
    ? [{ ...problem, effect: 'path', configTest: target.atLeast('2.2.0') }]
    : []
}

/** In commands, and within other text, a `$` may be meant as it stands. */
function inWord(node: ClusterNode, problem: BindProblem): Use[] {
  if (problem.kind !== 'undefined-reference') return []
  const { name, at, isWhole, value, word } = problem
  const isDefined = sitesOf(node, name).some(
    (site) => site.at.file.path !== at.file.path || isAbove(node.reading, site.at, at),
  )
  const kind = typeof value === 'string' ? value : value.kind
  if (kind === 'command' || kind === 'path') return []
  if ((kind === 'text' || kind === 'pattern') && !isWhole && !isDefined) return []
  const reason = !isDefined ? 'undefined' : isWhole && !word.quoted ? 'several-lines' : 'followed'
  const isRefused = typeof value === 'string' || valueFault(value, word.text) !== undefined
  const effect = value === 'keyword' && /^[ \t]+=/.test(word.source.text.slice(word.end)) ? 'no-definition' : 'text'
  return [{ name, at, reason, effect, configTest: isRefused }]
}

function findingFor(node: ClusterNode, uses: readonly Use[], name: string): Finding[] {
  const [first, ...others] = uses.filter((use) => use.name === name)
  if (first === undefined) return []
  const further = others.slice(0, MAX_FURTHER).map(({ at }) => ({ message: 'and here', at }))
  return [
    {
      message: `\`${textOf(first)}\` ${reasonText(node, first)}: ${EFFECTS[first.effect]}${advice(node, first)}`,
      at: first.at,
      nodes: [node.name],
      severity: first.effect === 'braces' || first.effect === 'no-definition' ? 'error' : 'warning',
      related: [...further, ...definedBelow(node, first)],
      explains: others.filter((use) => use.configTest).map((use) => use.at),
      configTest: uses.some((use) => use.name === name && use.configTest),
      fixes: fixes(first),
    },
  ]
}

const MAX_FURTHER = 3

const EFFECTS = {
  braces: 'keepalived takes its braces for those of a block, and the `}` closes the block around it.',
  path: 'keepalived takes it for a part of the file name.',
  text: 'keepalived takes it as it stands.',
  'no-definition': 'a blank before the `=` makes this line a keyword that keepalived does not know.',
} as const

function textOf({ name, effect }: Use): string {
  return effect === 'braces' ? `\${${name}}` : `$${name}`
}

function reasonText(node: ClusterNode, { name, reason }: Use): string {
  switch (reason) {
    case 'several-lines':
      return 'stands for several lines and is not at the end of its line'
    case 'parameters':
      return 'takes no parameters'
    case 'followed':
      return 'is not replaced before the character that follows it'
    default:
      if (builtInAdvice(name) !== undefined) return 'is not replaced here'
      if (othersWith(node, name).length > 0) return `is defined only for ${listed(othersWith(node, name))}`
      return sitesOf(node, name).length > 0 ? 'is not defined yet where it is used' : 'is not defined anywhere'
  }
}

function advice(node: ClusterNode, { name, reason, effect }: Use): string {
  if (effect === 'no-definition') return ` Write \`$${name}=\`, without a blank before the \`=\`.`
  if (reason === 'followed') return ` Write \`\${${name}}\`.`
  if (reason === 'several-lines') return ' Give it a line of its own.'
  if (reason === 'parameters') return ''
  if (sitesOf(node, name).length > 0) return ' Move the definition above its first use.'
  const builtIn = builtInAdvice(name)
  if (builtIn !== undefined) return ` ${builtIn}`
  const [other] = othersWith(node, name)
  if (other !== undefined)
    return ` Define it for ${node.configId === undefined ? 'all others' : `\`@${node.configId}\``} as well.`
  const near = nearest(name, new Set(node.reading.definitions.map((site) => site.name)))
  return near === undefined ? '' : ` Did you mean \`${near}\`?`
}

/** `$NAME` before a letter or sign becomes `${NAME}`. */
function fixes({ name, reason, effect, at }: Use): Fix[] {
  if (effect === 'no-definition' && at.definition === undefined) {
    const blanks = /^[ \t]+/.exec(at.file.text.slice(at.end))?.[0].length ?? 0
    const gap = { file: at.file, start: at.end, end: at.end + blanks }
    return [{ title: 'Remove the blank before the `=`', safety: 'unsafe', edits: [{ at: gap, newText: '' }] }]
  }
  if (reason !== 'followed' || at.definition !== undefined || textAt(at) !== `$${name}`) return []
  const newText = `\${${name}}`
  return [{ title: `Write \`${newText}\``, safety: 'unsafe', edits: [{ at, newText }] }]
}

function definedBelow(node: ClusterNode, { name, reason }: Use): Related[] {
  const [site] = reason === 'undefined' ? sitesOf(node, name) : []
  return site === undefined ? [] : [{ message: 'it is defined here', at: site.at }]
}

/** The conditions behind which lines that the node does not read define the name. */
function othersWith({ reading }: ClusterNode, name: string): Condition[] {
  if (reading.definitions.some((site) => site.name === name)) return []
  return reading.conditions.filter(({ met, at: { file, end } }) => {
    const rest = file.text.slice(end, lineEndAt(file.text, end)).trimStart()
    return !met && rest.startsWith(`$${name}`) && /^\s*=/.test(rest.slice(name.length + 1))
  })
}

function listed(conditions: readonly Condition[]): string {
  const names = [...new Set(conditions.map(({ at }) => `\`${textAt(at)}\``))]
  return names.slice(0, MAX_FURTHER).join(' and ') + (names.length > MAX_FURTHER ? ' and more' : '')
}

function sitesOf(node: ClusterNode, name: string): DefinitionSite[] {
  return node.reading.definitions.filter((site) => site.name === name)
}

function template(node: ClusterNode, uses: readonly Use[], names: readonly string[]): Finding {
  const first = uses.find(({ effect }) => effect === 'braces') ?? uses[0]
  const shown = names.slice(0, 3).map((name) => `\`${name}\``)
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return {
    message: `${shown.join(', ')}${more} are defined nowhere: keepalived takes them as they stand, and braces around them for those of blocks. Define them, or check the file after another program has filled them in.`,
    at: first?.at ?? { file: node.file, start: 0, end: 0 },
    nodes: [node.name],
    severity: first?.effect === 'braces' ? 'error' : 'warning',
    explains: uses
      .filter((use) => use !== first && use.configTest)
      .map(({ at }) => at)
      .sort((one, other) => one.start - other.start),
    configTest: uses.some(({ configTest }) => configTest),
  }
}
