/** Address family and VRRP version of an instance, which follow from the order of its lines. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { alteredIf, type InstanceAlteration } from './alterations.ts'
import { type Refusal, readInstance, type VrrpVersion } from './reading.ts'
import { implied, lastLine, type Sited } from './sited.ts'

export interface Protocol {
  readonly family: AddressFamily
  readonly version: Sited<VrrpVersion>
  /** Lines that contradict earlier ones. */
  readonly refusals: readonly Refusal[]
  readonly alterations: readonly InstanceAlteration[]
}

/** What decides beside the lines of the instance. */
export interface ProtocolContext {
  readonly name: Sited<string>
  readonly strict: boolean
  /** `vrrp_version` of `global_defs`. */
  readonly globalVersion: Sited<VrrpVersion> | undefined
}

/** IPv6 means version 3, unless `version 2` stands before the first IPv6 address outside of strict mode (vrrp.c:3271 to 3281). */
export function protocolOf(lines: readonly BoundStatement[], context: ProtocolContext): Protocol {
  const { family, version, refusals } = readInstance(lines)
  const inForce = family?.value ?? 4
  const isAltered = inForce === 6 && version?.value === 2 && version.unknown !== true && context.strict
  return {
    family: inForce,
    version: versionInForce(version, inForce, context),
    refusals,
    alterations: alteredIf(isAltered, 'version-2-with-ipv6', lastLine(lines, 'version')),
  }
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
