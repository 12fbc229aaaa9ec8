/** The configuration that daemons end up with, as a value to compare: without places, and without what was only written. */
import { nodeAsRead } from '../../src/engine/as-read.ts'
import type { Report } from '../../src/engine/lint.ts'

/** One for each node, as keepalived itself reads its lines. */
export function configsInForce({ clusters }: Report): unknown[] {
  return clusters.flatMap(({ nodes }) => nodes).map((node) => inForce((nodeAsRead(node) ?? node).config, []))
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
