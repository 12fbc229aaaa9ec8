/** An `auth_type` that is none. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { entriesOf, linesOf, originOfWord, slotOf, writtenPlace } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const invalidAuthType: InstanceRule = {
  kind: 'instance',
  name: 'invalid-auth-type',
  severity: 'error',
  summary: 'An auth_type is neither PASS nor AH.',
  why: 'keepalived compares the word with `PASS` and `AH` as it stands, in upper case (vrrp_parser.c:1492), reports any other one and goes on without it: the node sends its adverts without authentication and drops those of nodes that use it, so that both become MASTER. See keepalived issues #580 (`NONE`) and #1138 (`abc`). To use no authentication, leave the whole block out.',
  check: lookAt,
}

function lookAt(instance: Instance, site: Site): Finding[] {
  const lines = linesOf(entriesOf(instance.block.block, 'authentication'), 'auth_type')
  return lines.flatMap((line) => check(site, instance, line))
}

function check(site: Site, instance: Instance, line: BoundStatement): Finding[] {
  const word = line.match.slots[0]?.word
  if (word === undefined || isUnknown(word.text) || slotOf(line, 'choice') !== undefined) return []
  const letters = word.text.replace(/[^a-z]/gi, '')
  const meant = ['PASS', 'AH'].find((type) => type === letters.toUpperCase())
  return [
    {
      message: `\`${word.text}\` is no \`auth_type\`: keepalived ${effect(instance)}. ${advice(word.text, meant)}`,
      at: originOfWord(word),
      nodes: [site.name],
      configTest: true,
      fixes: meant === undefined ? [] : fix(line, meant),
    },
  ]
}

function effect(instance: Instance): string {
  const { type } = instance.authentication
  if (type !== 'none') return `ignores the line and keeps \`${type}\``
  if (instance.version.value === 3 || instance.strict) return 'ignores the line'
  return `ignores the line, sends the adverts of \`${instance.name.value}\` without authentication, and drops those of nodes that use it`
}

function advice(written: string, meant: string | undefined): string {
  if (meant !== undefined) return `Write \`${meant}\`${written.includes(meant) ? '' : ', in upper case'}.`
  if (/^(none|no|off)$/i.test(written)) return 'Remove the `authentication` block if no authentication is meant.'
  return 'Write `PASS` or `AH`, or remove the `authentication` block.'
}

/** The right spelling turns the authentication on. */
function fix(line: BoundStatement, meant: string): Fix[] {
  const word = line.match.slots[0]?.word
  const place = word === undefined ? undefined : writtenPlace(word)
  return place === undefined
    ? []
    : [{ title: `Write \`${meant}\``, safety: 'unsafe', edits: [{ at: place, newText: meant }] }]
}
