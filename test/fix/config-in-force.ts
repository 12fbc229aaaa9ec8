/** The configuration that daemons end up with, as a value to compare: without places, and without what was only written. */
import { daemonReading } from '../../src/bind/daemon-reading.ts'
import type { ClusterNode } from '../../src/cluster/cluster.ts'
import type { Report } from '../../src/engine/lint.ts'
import { buildConfig } from '../../src/model/build.ts'
import type { Config } from '../../src/model/config.ts'

/** One for each node, as keepalived itself reads its lines. */
export function configsInForce({ clusters }: Report): unknown[] {
  return clusters.flatMap(({ nodes }) => nodes).map((node) => inForce(configOf(node), []))
}

/** Not what the config test reads, which refuses numbers that the daemon takes. */
function configOf({ bound: { asRead }, config, target }: ClusterNode): Config {
  return asRead === undefined ? config : buildConfig(daemonReading(asRead.items, target, { as: 'running' }).bound)
}

/** Words that do not count as they stand, and what the daemon says about them: it goes on with something else. */
const WRITTEN_ONLY = new Set([
  'writtenType',
  'writtenPassword',
  'alterations',
  'refusals',
  'implied',
  'peerLines',
  'members',
])

function inForce(value: unknown, path: readonly string[]): unknown {
  if (value instanceof Map) return [...value.values()].map((one) => inForce(one, path))
  if (Array.isArray(value)) return value.map((one) => inForce(one, path))
  if (typeof value !== 'object' || value === null) return value
  if ('statement' in value || ('file' in value && 'start' in value)) return undefined
  if ('source' in value && 'text' in value) return value.text
  // A server is one address: keepalived cuts off what stands behind it.
  const isCut = (key: string): boolean => key === 'prefix' && path.includes('virtualServers')
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      WRITTEN_ONLY.has(key) || isCut(key) ? [] : [[key, inForce(one, [...path, key])]],
    ),
  )
}
