/** Address family and VRRP version of an instance, which follow from the order of its lines. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { addressLines, writtenAddress } from './addresses.ts'
import { type Alteration, alteredIf } from './alterations.ts'
import { implied, lastLine, numberOf, type Sited, sited, standInFor } from './sited.ts'

export type VrrpVersion = 2 | 3

export interface Protocol {
  readonly family: AddressFamily
  readonly version: Sited<VrrpVersion>
  readonly alterations: readonly Alteration[]
}

/** What decides beside the lines of the instance. */
export interface ProtocolContext {
  readonly name: Sited<string>
  readonly strict: boolean
  /** `vrrp_version` of `global_defs`. */
  readonly globalVersion: Sited<VrrpVersion> | undefined
}

/**
 * The first address decides on the family (vrrp_data.c:1238) and IPv6 means version 3, unless `version 2` stands before the
 * first IPv6 address outside of strict mode (vrrp.c:3271 to 3281). A version that contradicts an earlier line is refused (vrrp_parser.c:2069).
 */
export function protocolOf(lines: readonly BoundStatement[], context: ProtocolContext): Protocol {
  let family: AddressFamily | undefined
  let version: Sited<VrrpVersion> | undefined
  for (const line of lines) {
    if (line.keyword === 'native_ipv6' && family !== 4) {
      family = 6
      version = sited(3, line.statement.keyword)
    }
    if (line.keyword === 'version') version = nextVersion(line, version, family)
    else if (addressKeywords.has(line.keyword)) family ??= firstFamily(line)
  }
  const isAltered = family === 6 && version?.value === 2 && version.unknown !== true && context.strict
  return {
    family: family ?? 4,
    version: versionInForce(version, family ?? 4, context),
    alterations: alteredIf(isAltered, 'version-2-with-ipv6', lastLine(lines, 'version')),
  }
}

const addressKeywords = new Set([
  ...['virtual_ipaddress', 'unicast_peer', 'unicast_src_ip', 'mcast_src_ip', 'mcast_dst_ip', 'use_ipvlan'],
])

/** The version after one more `version` line. */
function nextVersion(
  line: BoundStatement,
  version: Sited<VrrpVersion> | undefined,
  family: AddressFamily | undefined,
): Sited<VrrpVersion> | undefined {
  const written = numberOf(line)
  if (written === undefined) return version ?? standInFor<VrrpVersion>(line, family === 6 ? 3 : 2)
  const value = written.value === 3 ? 3 : 2
  const isRefused = (version !== undefined && version.value !== value) || (value === 2 && family === 6)
  return isRefused ? version : { value, at: written.at }
}

function versionInForce(
  written: Sited<VrrpVersion> | undefined,
  family: AddressFamily,
  { name, strict, globalVersion }: ProtocolContext,
): Sited<VrrpVersion> {
  if (family === 4) return written ?? globalVersion ?? implied(2, name.at)
  if (written?.value === 2 && strict) return implied(3, written.at)
  return written ?? implied(3, name.at)
}

/** The family of the first address of a line or its block that the daemon reads. */
function firstFamily(line: BoundStatement): AddressFamily | undefined {
  if (line.keyword === 'virtual_ipaddress') return addressLines(line.block)[0]?.value.family
  const candidates = line.keyword === 'unicast_peer' ? line.block : [line]
  return candidates.flatMap((one) => writtenAddress(one) ?? [])[0]?.value.family
}
