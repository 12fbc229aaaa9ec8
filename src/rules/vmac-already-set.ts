/** A name, an address or a mode of the interface that an instance makes, where there is one already. */
import type { Release } from '../../grammar/releases.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown, parseAddress, valueFault } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { lastLine, linesOf, originOfWord } from '../model/sited.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const vmacAlreadySet: NodeRule = {
  kind: 'node',
  name: 'vmac-already-set',
  severity: 'error',
  summary:
    'The interface that an instance makes is given a second name, address or mode, or the name of that of another instance.',
  why: 'The lines `use_vmac` of an instance add up, and the first name and the first MAC address count: keepalived reports any other one and ignores it, and so it does with a name that another instance uses (vrrp_parser.c:515 to 620, since 2.2.5). Of the words behind `use_ipvlan` the first name, address and mode count (vrrp_parser.c:640 to 760). From 2.2.0 on a name that an instance uses already is refused; before 2.2.5 the last other one counts. The interface then has a name or address that firewalls and other programs do not expect.',
  check: (node) => {
    if (!node.target.atLeast('2.2.0')) return []
    const taken = new Map<string, Word>()
    return makingInstances(node.config.instances).flatMap((instance) => {
      const { findings, name } = node.target.atLeast('2.2.5')
        ? lookAt(node, instance, taken)
        : lookAtNames(node, instance, taken)
      if (name !== undefined) taken.set(name.text, name)
      return findings
    })
  },
}

const makingInstances = rememberedInEach((instance: Instance) => {
  const isMaking = ['use_vmac', 'use_ipvlan'].some((keyword) => lastLine(instance.block.block, keyword) !== undefined)
  return isMaking ? [instance] : []
})

interface Result {
  readonly findings: readonly Finding[]
  /** The name that the interface gets. */
  readonly name: Word | undefined
}

function lookAt(node: ClusterNode, instance: Instance, taken: ReadonlyMap<string, Word>): Result {
  const findings: Finding[] = []
  const set = new Map<Setting['kind'], Word>()
  for (const { kind, word } of settingsIn(instance, node.target)) {
    const own = set.get(kind)
    const first = own ?? (kind === 'name' ? taken.get(word.text) : undefined)
    if (first === undefined) {
      set.set(kind, word)
      continue
    }
    const why =
      own === undefined
        ? 'The interface of another instance has this name:'
        : `The interface has ${NOUNS[kind]} already:`
    findings.push({
      message: `${why} keepalived ignores \`${word.text}\`. Remove it.`,
      at: originOfWord(word),
      nodes: [node.name],
      related: [{ message: 'it is here', at: originOfWord(first) }],
      configTest: true,
    })
  }
  return { findings, name: set.get('name') }
}

const NOUNS = { name: 'a name', mac: 'a MAC address', address: 'an address', mode: 'a mode' } as const

/** Before 2.2.5: the first word of each line is a name, and one that is not in use replaces that of an earlier line. */
function lookAtNames(node: ClusterNode, { block }: Instance, taken: ReadonlyMap<string, Word>): Result {
  const findings: Finding[] = []
  let name: Word | undefined
  for (const line of linesOf(block.block, 'use_vmac')) {
    const [word] = line.statement.args
    if (word === undefined || isUnknown(word.text)) continue
    if (valueFault({ kind: 'interface', isNew: true }, word.text) !== undefined) continue
    const user = name?.text === word.text ? name : taken.get(word.text)
    if (user === undefined) name = word
    else {
      findings.push({
        message: `An interface of this name is made already: keepalived ignores \`${word.text}\`. Use another name.`,
        at: originOfWord(word),
        nodes: [node.name],
        related: [{ message: 'it is here', at: originOfWord(user) }],
        configTest: true,
      })
    }
  }
  return { findings, name }
}

interface Setting {
  readonly kind: keyof typeof NOUNS
  readonly word: Word
}

/** What the lines of the instance give to its interface, in order. Of the lines `use_ipvlan` only the first is read. */
function settingsIn({ block, family }: Instance, target: Release): Setting[] {
  const [ipvlan] = linesOf(block.block, 'use_ipvlan')
  return block.block.flatMap((line) => {
    if (line === ipvlan) return ipvlanSettings(line, family)
    return line.keyword === 'use_vmac' ? vmacSettings(line, target) : []
  })
}

/** Names and MAC addresses that are taken; before 2.3.0 from the first two words, whatever they are. */
function vmacSettings({ match: { slots }, statement }: BoundStatement, target: Release): Setting[] {
  if (!target.atLeast('2.3.0')) {
    const macs = new Set(
      slots.flatMap(({ value, word, faulty }) => (value.kind === 'pattern' && !faulty ? [word] : [])),
    )
    return statement.args.slice(0, 2).flatMap((word): Setting[] => {
      if (isUnknown(word.text)) return []
      if (word.text.includes(':')) return macs.has(word) ? [{ kind: 'mac', word }] : []
      return valueFault({ kind: 'interface', isNew: true }, word.text) === undefined ? [{ kind: 'name', word }] : []
    })
  }
  return slots.flatMap(({ value, word, faulty }): Setting[] => {
    if (faulty || isUnknown(word.text)) return []
    if (value.kind === 'pattern') return [{ kind: 'mac', word }]
    return value.kind === 'interface' ? [{ kind: 'name', word }] : []
  })
}

/** An address of the other family is refused before it counts. */
function ipvlanSettings({ match: { slots, options } }: BoundStatement, family: Instance['family']): Setting[] {
  const values = slots.flatMap(({ value, word, faulty }): Setting[] => {
    if (faulty || isUnknown(word.text)) return []
    if (value.kind === 'interface') return [{ kind: 'name', word }]
    return parseAddress(word.text)?.family === family ? [{ kind: 'address', word }] : []
  })
  const modes = options.flatMap(({ name, word }): Setting[] => (MODES.has(name) ? [{ kind: 'mode', word }] : []))
  return [...values, ...modes].sort((one, other) => one.word.start - other.word.start)
}

const MODES = new Set(['bridge', 'private', 'vepa'])
