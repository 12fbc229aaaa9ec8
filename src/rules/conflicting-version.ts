/** A protocol version that an earlier line of its instance rules out. */
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const conflictingVersion: InstanceRule = {
  kind: 'instance',
  name: 'conflicting-version',
  severity: 'error',
  summary: 'An instance sets a protocol version that an earlier line of it rules out.',
  why: 'keepalived keeps the version of the first `version` line, and takes 3 once an IPv6 address or `native_ipv6` has been read: it reports a line that says otherwise and ignores it (vrrp_parser.c:2069). Nodes that run different versions ignore each other, so that both become MASTER.',
  check: (instance, site) =>
    instance.refusals.flatMap(({ kind, line, decided }): Finding[] => {
      const word = line.match.slots[0]?.word
      if (kind !== 'version' || word === undefined) return []
      const isFamily = decided.value === 6
      return [
        {
          message: isFamily
            ? `\`version ${word.text}\` stands behind an IPv6 address, which means version 3: keepalived ignores the line. Remove it.`
            : `\`version ${word.text}\` contradicts version ${decided.value}, which is set above: keepalived ignores the line. Remove one of them.`,
          at: originOfWord(word),
          nodes: [site.name],
          related: [
            { message: isFamily ? 'the instance is IPv6 because of this' : 'the version is set here', at: decided.at },
          ],
          configTest: true,
        },
      ]
    }),
}
