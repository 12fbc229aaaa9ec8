/** Two of the ipsets that keepalived keeps have one name. */
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { entriesIn, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const duplicateIpsetName: NodeRule = {
  kind: 'node',
  name: 'duplicate-ipset-name',
  severity: 'error',
  summary: 'Two names of vrrp_ipsets are equal.',
  why: 'Each of the sets holds other things, so that keepalived needs six names. It makes those that are left out from the others, and if any two are equal it drops all of them and goes on without ipsets (global_parser.c:1261, since 2.3.2).',
  check: (node) => (node.target.atLeast('2.3.2') ? lookAt(node) : []),
}

function lookAt(node: ClusterNode): Finding[] {
  return entriesIn(node.bound.statements, 'global_defs', 'vrrp_ipsets').flatMap(({ statement, match }) => {
    const { args } = statement
    const words = args.slice(0, 6)
    const [first] = words
    if (first === undefined || match.slots.some(({ faulty }) => faulty)) return []
    if (words.some(({ text }) => isUnknown(text) || text === '')) return []
    const names = setNames(words.map(({ text }) => text))
    const index = names.findIndex((name, at) => names.indexOf(name) < at)
    if (index === -1) return []
    const name = names[index]
    return [
      {
        message: `The name \`${name}\` stands for two of the six sets: keepalived drops all the names and uses no ipsets. Make them differ.`,
        at: originOfWord(words[index] ?? first),
        nodes: [node.name],
        configTest: true,
      },
    ]
  })
}

/** The names as written, and those that keepalived makes where they are left out. */
function setNames([first = '', ...others]: readonly string[]): readonly string[] {
  const [second = `${first.slice(0, LONGEST - 1)}6`, third, fourth, fifth, sixth] = others
  const base = second.replace(/6$/, '').slice(0, LONGEST - 4)
  return [
    first,
    second,
    third ?? `${base}_if6`,
    fourth ?? `${first.slice(0, LONGEST - 5)}_igmp`,
    fifth ?? `${first.slice(0, LONGEST - 4)}_mld`,
    sixth ?? `${first.slice(0, LONGEST - 4)}_nd`,
  ]
}

/** The most characters of a name. */
const LONGEST = 31
