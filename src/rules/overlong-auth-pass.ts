/** A password that is longer than what keepalived uses of it. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUndefined, isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { AUTH_PASS_BYTES } from '../model/authentication.ts'
import { entriesOf, linesOf, originOfWord, writtenPlace } from '../model/sited.ts'
import { byteLength, firstBytes, type Place } from '../text/source-file.ts'
import type { InstanceRule } from './rule.ts'

export const overlongAuthPass: InstanceRule = {
  kind: 'instance',
  name: 'overlong-auth-pass',
  severity: 'warning',
  summary: 'An auth_pass is longer than the 8 bytes that keepalived uses of it.',
  why: 'The protocol has room for 8 bytes. keepalived cuts the password (vrrp_parser.c:1504), so that two passwords that differ later are equal and a long one protects no better, and its config test fails, which has stopped deployments. See sighupio/distribution#349, ceph/ceph#46907 and keepalived issue #2224.',
  check: (instance, site) =>
    linesOf(entriesOf(instance.block.block, 'authentication'), 'auth_pass').flatMap((line) => lookAt(line, site)),
}

/** keepalived says so of each line, whether the password counts or not. */
function lookAt(line: BoundStatement, site: Site): Finding[] {
  const word = line.match.slots[0]?.word
  if (
    word === undefined ||
    (isUnknown(word.text) && !isUndefined(word.text)) ||
    byteLength(word.text) <= AUTH_PASS_BYTES
  )
    return []
  return [
    {
      message: `keepalived uses the first ${AUTH_PASS_BYTES} bytes of this \`auth_pass\` only, and its config test reports the rest. Shorten it on all nodes.`,
      at: originOfWord(line.statement.keyword),
      nodes: [site.name],
      configTest: true,
      fixes: isUndefined(word.text) ? [] : cut(word.text, writtenPlace(word)),
    },
  ]
}

/** Deletes the bytes that do not count, unless the cut would go through a character. */
function cut(password: string, place: Place | undefined): Fix[] {
  const kept = firstBytes(password, AUTH_PASS_BYTES)
  if (place === undefined || byteLength(kept) !== AUTH_PASS_BYTES) return []
  const unused = { file: place.file, start: place.start + kept.length, end: place.end }
  const title = `Remove what follows the first ${AUTH_PASS_BYTES} bytes`
  return [{ title, safety: 'safe', edits: [{ at: unused, newText: '' }] }]
}
