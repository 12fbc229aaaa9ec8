/** An option that stands twice on a line that takes it once. */
import { optionNamed } from '../../grammar/arguments.ts'
import type { Body } from '../../grammar/directive.ts'
import { argumentsOf } from '../../grammar/directive.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const repeatedOption: LineRule = {
  kind: 'line',
  name: 'repeated-option',
  severity: 'error',
  summary: 'An option stands twice on a line that takes it once.',
  why: 'An address has one interface and one peer. keepalived drops an address with a second `dev`, and of two peers it keeps the first (vrrp_ipaddress.c:520 and 590). Most often two lines were joined.',
  check: (line, site) => repeatedIn(line, undefined).flatMap((one) => tell(one, site.name)),
}

interface Repeated {
  readonly line: BoundStatement
  readonly name: string
  readonly effect: string
}

function repeatedIn(line: BoundStatement, around: Body | undefined): Repeated[] {
  const inside = line.block.flatMap((one) => repeatedIn(one, line.directive?.body))
  const names = line.match.options.map(({ name }) => name)
  const twice = names.filter((name, index) => names.indexOf(name) < index && names.lastIndexOf(name) === index)
  if (twice.length === 0) return inside
  const argument = argumentsOf(line.directive, around)
  const told = twice.flatMap((name) => {
    const effect = argument === undefined ? undefined : optionNamed(argument, name)?.ifTwice
    return effect === undefined ? [] : [{ line, name, effect }]
  })
  return [...told, ...inside]
}

function tell({ line, name, effect }: Repeated, node: string): Finding[] {
  const [first, second] = line.match.options.filter((use) => use.name === name)
  if (first === undefined || second === undefined) return []
  return [
    {
      message: `\`${name}\` stands twice on this line: keepalived ${effect}. Keep one of them.`,
      at: originOfWord(second.word),
      nodes: [node],
      related: [{ message: 'the first one', at: originOfWord(first.word) }],
      configTest: true,
    },
  ]
}
