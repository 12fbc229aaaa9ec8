/** An option that does not suit the address that it stands behind. */
import type { Argument } from '../../grammar/arguments.ts'
import { staticAddressLine, virtualAddressLine } from '../../grammar/directives/addresses.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Finding, Severity } from '../diagnostics/diagnostic.ts'
import { type Unsuitable, type UnsuitableKind, unsuitableOptions } from '../model/address-options.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const unsuitableAddressOption: LineRule = {
  kind: 'line',
  name: 'unsuitable-address-option',
  severity: 'error',
  summary: 'An option of an address line does not suit its address.',
  why: 'IPv6 has no broadcast, no scope to choose and no labels; the other end of a point-to-point link is of the same family and stands in place of a prefix length; and a network of one or two addresses has no broadcast address. keepalived reports the option and ignores it, or drops the whole address (vrrp_ipaddress.c:541 to 712).',
  check: (block, site) =>
    addressLines(block)
      .flatMap(unsuitableOptions)
      .map((one) => finding(one, site.name)),
}

/** The address lines of all blocks in a line. */
function addressLines({ directive, block }: BoundStatement): readonly BoundStatement[] {
  const body = directive?.body
  if (body?.kind === 'lines') return ADDRESS_LINES.has(body.line) ? block : []
  return block.flatMap(addressLines)
}

const ADDRESS_LINES: ReadonlySet<Argument> = new Set([staticAddressLine, virtualAddressLine])

function finding({ kind, word, address }: Unsuitable, node: string): Finding {
  const { text, severity } = MESSAGES[kind]
  return {
    message: text(address.text),
    at: originOfWord(word),
    nodes: [node],
    ...(severity === undefined ? {} : { severity }),
    configTest: true,
  }
}

const MESSAGES: Readonly<
  Record<UnsuitableKind, { readonly text: (address: string) => string; readonly severity?: Severity }>
> = {
  'broadcast-on-ipv6': {
    text: (address) => `IPv6 has no broadcast: keepalived drops ${address} because of this option. Remove the option.`,
  },
  'peer-of-other-family': {
    text: (address) =>
      `The peer of ${address} is of another address family: keepalived ignores it. Write one of the same family.`,
  },
  'prefix-beside-peer': {
    text: (address) => `${address} has a peer and therefore no prefix length: keepalived ignores this one. Remove it.`,
  },
  'broadcast-beside-peer': {
    text: (address) => `${address} has a peer: keepalived ignores its broadcast address. Remove one of the two.`,
  },
  'broadcast-of-single-address': {
    text: (address) =>
      `With a prefix length above 30, ${address} has no broadcast address: keepalived goes without. Write a shorter prefix length, or remove the option.`,
  },
  'scope-on-ipv6': {
    text: (address) =>
      `The scope of an IPv6 address cannot be chosen: keepalived ignores it for ${address}. Remove it.`,
    severity: 'warning',
  },
  'label-on-ipv6': {
    text: (address) => `IPv6 addresses have no labels: keepalived ignores that of ${address}. Remove it.`,
    severity: 'warning',
  },
}
