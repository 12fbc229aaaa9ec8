/** A name or MAC address of a virtual MAC interface where there is one already. */
import type { Release } from '../../grammar/releases.ts'
import type { Word } from '../../grammar/syntax.ts'
import { isUnknown, valueFault } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { linesOf, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const vmacAlreadySet: NodeRule = {
  kind: 'node',
  name: 'vmac-already-set',
  severity: 'error',
  summary: 'A virtual MAC interface is given a second name or MAC address, or the name of that of another instance.',
  why: 'The lines `use_vmac` of an instance add up, and the first name and the first MAC address count: keepalived reports any other one and ignores it, and so it does with a name that another instance uses (vrrp_parser.c:515 to 620, since 2.2.5). From 2.2.0 on a name that an instance uses already is refused; before 2.2.5 the last other one counts. The interface then has a name or address that firewalls and other programs do not expect.',
  check: (node) => {
    if (!node.target.atLeast('2.2.0')) return []
    const taken = new Map<string, Word>()
    return node.config.instances.flatMap((instance) => {
      const { findings, name } = node.target.atLeast('2.2.5')
        ? lookAt(node, instance, taken)
        : lookAtNames(node, instance, taken)
      if (name !== undefined) taken.set(name.text, name)
      return findings
    })
  },
}

interface Result {
  readonly findings: readonly Finding[]
  /** The name that the interface gets. */
  readonly name: Word | undefined
}

function lookAt(node: ClusterNode, { block }: Instance, taken: ReadonlyMap<string, Word>): Result {
  const findings: Finding[] = []
  let name: Word | undefined
  let mac: Word | undefined
  for (const line of linesOf(block.block, 'use_vmac')) {
    const tell = (word: Word, first: Word, why: string): void => {
      findings.push({
        message: `${why} keepalived ignores \`${word.text}\`. Remove it.`,
        at: originOfWord(word),
        nodes: [node.name],
        related: [{ message: 'it is here', at: originOfWord(first) }],
        configTest: true,
      })
    }
    for (const { kind, word } of settingsOf(line.match.slots, line.statement.args, node.target)) {
      const user = taken.get(word.text)
      if (kind === 'mac') {
        if (mac !== undefined) tell(word, mac, 'The interface has a MAC address already:')
        else mac = word
      } else if (name !== undefined) tell(word, name, 'The interface has a name already:')
      else if (user !== undefined) tell(word, user, 'The interface of another instance has this name:')
      else name = word
    }
  }
  return { findings, name }
}

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
  readonly kind: 'name' | 'mac'
  readonly word: Word
}

type Slots = ClusterNode['bound']['statements'][number]['match']['slots']

/** Names and MAC addresses that are taken; before 2.3.0 from the first two words, whatever they are. */
function settingsOf(slots: Slots, words: readonly Word[], target: Release): Setting[] {
  if (!target.atLeast('2.3.0')) {
    const macs = new Set(
      slots.flatMap(({ value, word, faulty }) => (value.kind === 'pattern' && !faulty ? [word] : [])),
    )
    return words.slice(0, 2).flatMap((word): Setting[] => {
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
