/** A prefix length behind an address where keepalived takes none. */
import type { BoundStatement } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import type { Slot } from '../bind/match.ts'
import { longestPrefix, parseAddress } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const ignoredPrefix: LineRule = {
  kind: 'line',
  name: 'ignored-prefix',
  severity: 'warning',
  summary: 'An address has a prefix length that keepalived cuts off.',
  why: 'Servers, peers and sources are single addresses. keepalived cuts off what follows a `/` there, without a message (inet_stosockaddr() in lib/utils.c:721): `virtual_server 192.0.2.0/24 80` serves 192.0.2.0 and nothing else. A `virtual_server_group` may hold networks; `invalid-address-range` tells where it may not. See keepalived issue #713.',
  explainsFailures: [],
  check: (line, site) =>
    line.keyword === 'virtual_server_group' ? [] : prefixesIn(line).map((slot) => finding(slot, site)),
}

function prefixesIn(line: BoundStatement): Slot[] {
  return [...line.match.slots.filter(isCut), ...line.block.flatMap(prefixesIn)]
}

function isCut({ value, word, faulty }: Slot): boolean {
  return value.kind === 'address' && value.prefix === undefined && !faulty && /^[^-/]+\/\d+$/.test(word.text)
}

function finding({ word }: Slot, site: Site): Finding {
  const slash = word.text.indexOf('/')
  const address = word.text.slice(0, slash)
  const family = parseAddress(address)?.family ?? 4
  const isSingle = Number(word.text.slice(slash + 1)) === longestPrefix(family)
  const cut = { start: word.start + slash, end: word.end }
  return {
    message: `keepalived takes no prefix length here: it uses ${address}${isSingle ? '' : ' alone'} and ignores \`${word.text.slice(slash)}\`. Remove it.`,
    at: originOfWord(word),
    nodes: [site.name],
    fixes: word.quoted
      ? []
      : replacing(word.source, cut, { title: `Remove \`${word.text.slice(slash)}\``, safety: 'safe', newText: '' }),
  }
}
