/** The values that may stand at the cursor: fixed words, declared names, and what the cluster knows. */
import type { Directive } from '../../../grammar/directive.ts'
import type { SymbolKind, Value } from '../../../grammar/values.ts'
import type { Slot } from '../../bind/match.ts'
import { BOOLEANS, valueFault } from '../../bind/values.ts'
import { type Asking, pairedLines, type WordInUse, wordsInUse } from './asking.ts'
import { type Candidate, unique, valuesFromCluster } from './cluster-values.ts'

/** A value that is wanted: what it belongs to. */
export interface Wanted {
  readonly value: Value
  /** The option word that it follows. */
  readonly option?: string
  /** The keyword of its line, or of the block whose lines are values. */
  readonly keyword: string
  readonly directive: Directive
}

/** The values that make sense, likelier ones first. A password or key is never among them. */
export function candidatesFor(wanted: Wanted, asking: Asking): Candidate[] {
  const { value, keyword, option } = wanted
  if (value.kind === 'text' && value.secret === true) return []
  const taken = value.kind === 'reference' || isInLines(wanted, asking) ? namesTaken(asking) : new Set()
  const fromCluster = option === undefined ? valuesFromCluster(keyword, asking) : undefined
  const others = fromCluster !== undefined && value.kind === 'address' ? [] : ordinary(wanted, asking)
  return unique([...(fromCluster ?? []), ...others]).filter(
    ({ text }) => !taken.has(text) && valueFault(value, text)?.kind !== 'refused',
  )
}

/** The first value of a line in a value block: each of them stands there once. */
function isInLines({ option, directive }: Wanted, { line: { scope, words } }: Asking): boolean {
  return option === undefined && directive.body !== undefined && directive.body === scope && words.length === 0
}

/** What the lines of a value block begin with, or hold where they are lists of names. */
function namesTaken({ siblings, line: { scope, words } }: Asking): Set<string> {
  if (scope?.kind === 'keywords') return new Set()
  const values = siblings.flatMap(({ statement: { keyword, args } }) =>
    scope?.kind === 'words' ? [keyword, ...args] : [keyword],
  )
  return new Set([...values, ...words].map(({ text }) => text))
}

function ordinary(wanted: Wanted, asking: Asking): Candidate[] {
  const { value, directive, option } = wanted
  const isSame = (slot: Slot): boolean => slot.value === value && slot.option === option
  switch (value.kind) {
    case 'boolean':
      return [...asOthers(wanted, asking), ...BOOLEANS.map((text) => ({ text }))]
    case 'choice':
      return [...asOthers(wanted, asking), ...value.values.map((text) => ({ text }))]
    case 'integer':
    case 'decimal':
      return [...asOthers(wanted, asking), ...standard(wanted, asking)]
    case 'reference':
      return declared(value.to, asking)
    case 'interface':
      return byFrequency(wordsInUse(asking, 'interface', () => true))
    case 'command':
      return byFrequency(wordsInUse(asking, 'command', ({ word }) => !SENSITIVE.test(word.text)))
    default:
      if (directive.declares !== undefined && asking.line.words.length === 1) return namesOfOthers(directive, asking)
      return byFrequency(
        wordsInUse(
          asking,
          value.kind,
          (slot, line, parent) => isSame(slot) && (line.directive ?? parent?.directive) === directive,
        ),
      )
  }
}

/** An argument of a command that sounds like a password or key is not passed around. */
const SENSITIVE = /pass|pwd|secret|token/i

/** What holds without the line, where that is a number. */
function standard({ directive, option, value }: Wanted, { line: { words } }: Asking): Candidate[] {
  const text = directive.default
  if (text === undefined || option !== undefined || words.length !== 1) return []
  const isNumber = valueFault(value, text) === undefined
  return isNumber ? [{ text, detail: 'the default' }] : []
}

/** The values of the paired instances. Where they must not be the same, the cluster tells others. */
function asOthers({ keyword, value, option }: Wanted, asking: Asking): Candidate[] {
  if (valuesFromCluster(keyword, asking) !== undefined) return []
  return pairedLines(asking).flatMap(({ node, line }) => {
    if (line.keyword !== keyword) return []
    const slot = line.match.slots.find((one) => one.value === value && one.option === option && !one.faulty)
    return slot === undefined ? [] : [{ text: slot.word.text, detail: `as on ${node.name}` }]
  })
}

/** The names that the nodes of the file declare. */
function declared(kind: SymbolKind, { readers }: Asking): Candidate[] {
  return unique(
    readers.flatMap(({ node }) =>
      node.bound.statements.flatMap(({ directive, keyword, match }) => {
        const name = directive?.declares === kind ? match.slots[0]?.word.text : undefined
        return name === undefined ? [] : [{ text: name, detail: keyword }]
      }),
    ),
  )
}

/** Names that the other nodes declare with this keyword and the nodes of the file do not. */
function namesOfOthers(directive: Directive, asking: Asking): Candidate[] {
  const uses = wordsInUse(asking, 'text', (slot, line) => line.directive === directive && line.match.slots[0] === slot)
  const mine = new Set(uses.filter(({ isOwn }) => isOwn).map(({ text }) => text))
  return unique(
    uses.filter(({ text }) => !mine.has(text)).map(({ text, node }) => ({ text, detail: `as on ${node.name}` })),
  )
}

/** What stands most often first; of what stands as often, that of the own nodes. */
function byFrequency(uses: readonly WordInUse[]): Candidate[] {
  const counts = new Map<string, { own: number; all: number; first: WordInUse }>()
  for (const use of uses) {
    const known = counts.get(use.text) ?? { own: 0, all: 0, first: use }
    counts.set(use.text, { ...known, own: known.own + (use.isOwn ? 1 : 0), all: known.all + 1 })
  }
  return [...counts]
    .sort(([, one], [, other]) => other.own - one.own || other.all - one.all)
    .map(([text, { own, first }]) => (own > 0 ? { text } : { text, detail: `on ${first.node.name}` }))
}
