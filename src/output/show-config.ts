/** `kalint show config`: the configuration that each node ends up with, as JSON. */
import type { Word } from '../../grammar/syntax.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { noSecrets, type Secrets } from '../engine/secrets.ts'
import { sited } from '../model/sited.ts'
import { harmlessJson } from '../text/harmless.ts'
import { MASK } from '../text/secrets.ts'
import type { Origin } from '../text/source-file.ts'
import { fileAndLineOfOrigin } from './places.ts'

/** Every value with the line that it comes from; `implied` where nobody wrote it. */
export function renderConfig(nodes: readonly ClusterNode[], secrets: Secrets): string {
  const configs = nodes.map((node) => ({
    node: node.name,
    file: node.file.path,
    configId: node.configId ?? null,
    config: plain(node.config, secrets),
  }))
  return `${harmlessJson(JSON.stringify(configs, undefined, 2))}\n`
}

/** A value without the lines that it was made from, and with places as `file:line`. */
function plain(value: unknown, secrets: Secrets): unknown {
  if (isList(value)) return [...value].filter((one) => !isLine(one)).map((one) => plain(one, secrets))
  if (typeof value !== 'object' || value === null) return value
  if (isLine(value)) return undefined
  if (isOrigin(value)) return fileAndLineOfOrigin(value)
  if (isWord(value)) return plain(sited(value.text, value), secrets)
  if ('at' in value && isOrigin(value.at) && secrets.covers(value.at)) return masked(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isPassword = secrets !== noSecrets && /password|secret/i.test(key)
      return [key, isPassword ? masked(one) : plain(one, secrets)]
    }),
  )
}

/** The same with nothing but its places to be seen. */
function masked(value: unknown): unknown {
  if (isList(value)) return [...value].filter((one) => !isLine(one)).map(masked)
  if (typeof value !== 'object' || value === null) return value === '' || value === undefined ? value : MASK
  if (isLine(value)) return undefined
  if (isWord(value)) return masked(sited(value.text, value))
  if (isOrigin(value)) return fileAndLineOfOrigin(value)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one)]))
}

function isList(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof Set
}

/** A line, which is shown as what was made of it. */
function isLine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'statement' in value
}

function isWord(value: object): value is Word {
  return 'text' in value && 'source' in value
}

function isOrigin(value: unknown): value is Origin {
  return typeof value === 'object' && value !== null && 'file' in value && 'start' in value && 'end' in value
}
