/** What keepalived makes of the lines of an instance one after the other: an earlier line decides what it takes of a later one. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isPlaceholder, isUnknown } from '../bind/values.ts'
import { lineAddress, writtenAddress } from './addresses.ts'
import { numberOf, type Sited, sited, standInFor } from './sited.ts'

export type VrrpVersion = 2 | 3

/** Family and version as the lines leave them, and the lines that are refused because of earlier ones. */
export interface Reading {
  readonly family?: Sited<AddressFamily>
  readonly version?: Sited<VrrpVersion>
  readonly refusals: readonly Refusal[]
}

/** A line of an instance, or one of a block in it, that contradicts an earlier one. */
export interface Refusal {
  readonly kind: 'virtual-address' | 'peer' | 'source' | 'group' | 'native-ipv6' | 'version'
  readonly line: BoundStatement
  /** What decided before. */
  readonly decided: Sited<number>
}

/**
 * The first address decides on the family (vrrp_data.c:1238), and what is of the other one is refused (vrrp_parser.c:826, 984
 * and 1021, vrrp_data.c:1078 and 1241). So is a version that contradicts an earlier line (vrrp_parser.c:2069).
 */
export function readInstance(lines: readonly BoundStatement[]): Reading {
  let family: Sited<AddressFamily> | undefined
  let version: Sited<VrrpVersion> | undefined
  let isUncertain = false
  const refusals: Refusal[] = []
  const refuse = (kind: Refusal['kind'], line: BoundStatement, decided: Sited<number>): void => {
    if (!isUncertain && decided.unknown !== true) refusals.push({ kind, line, decided })
  }

  for (const line of lines) {
    if (line.keyword === 'native_ipv6') {
      if (family?.value === 4) refuse('native-ipv6', line, family)
      else {
        family ??= sited(6, line.statement.keyword)
        version = sited(3, line.statement.keyword)
      }
    } else if (line.keyword === 'version') {
      const written = versionAt(line)
      const decided = contradicted(written, version, family)
      if (decided === undefined)
        version = written ?? version ?? standInFor<VrrpVersion>(line, family?.value === 6 ? 3 : 2)
      else refuse('version', line, decided)
    } else {
      for (const { kind, of, address } of addressesAt(line)) {
        if (address === undefined) isUncertain ||= family === undefined && isUnknownAt(of)
        else if (family === undefined) family = { ...address, value: address.value.family }
        else if (address.value.family !== family.value) refuse(kind, of, family)
      }
    }
  }
  return { ...(family === undefined ? {} : { family }), ...(version === undefined ? {} : { version }), refusals }
}

function versionAt(line: BoundStatement): Sited<VrrpVersion> | undefined {
  const written = numberOf(line)
  return written === undefined ? undefined : { ...written, value: written.value === 3 ? 3 : 2 }
}

/** What a version contradicts: another version, or an IPv6 address. */
function contradicted(
  written: Sited<VrrpVersion> | undefined,
  version: Sited<VrrpVersion> | undefined,
  family: Sited<AddressFamily> | undefined,
): Sited<number> | undefined {
  if (written === undefined) return undefined
  if (version !== undefined && version.value !== written.value) return version
  return written.value === 2 && family?.value === 6 ? family : undefined
}

interface FoundAddress {
  readonly kind: Refusal['kind']
  readonly of: BoundStatement
  readonly address: ReturnType<typeof writtenAddress>
}

const KINDS: ReadonlyMap<string, Refusal['kind']> = new Map([
  ['virtual_ipaddress', 'virtual-address'],
  ['unicast_peer', 'peer'],
  ['unicast_src_ip', 'source'],
  ['mcast_src_ip', 'source'],
  ['use_ipvlan', 'source'],
  ['mcast_dst_ip', 'group'],
])

/** The addresses of a line or of its block that decide on the family, where the daemon takes them. */
function addressesAt(line: BoundStatement): FoundAddress[] {
  const kind = KINDS.get(line.keyword)
  if (kind === undefined) return []
  if (kind === 'virtual-address') return line.block.map((of) => ({ kind, of, address: lineAddress(of) }))
  const bearers = kind === 'peer' ? line.block : [line]
  return bearers.map((of) => ({ kind, of, address: writtenAddress(of) }))
}

/** Only the machine knows the address. */
function isUnknownAt({ match }: BoundStatement): boolean {
  return match.slots.some(({ word }) => isUnknown(word.text) && !isPlaceholder(word.text))
}
