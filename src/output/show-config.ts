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

/** A value without the lines that it was made from, and with places as `file:line`; of one that is hidden there is nothing else to be seen. */
function plain(value: unknown, secrets: Secrets, isHidden = false): unknown {
  if (isList(value)) return [...value].filter((one) => !isLine(one)).map((one) => plain(one, secrets, isHidden))
  if (typeof value !== 'object' || value === null) {
    return isHidden && value !== '' && value !== undefined ? MASK : value
  }
  if (isLine(value)) return undefined
  if (isOrigin(value)) return fileAndLineOfOrigin(value)
  if (isWord(value)) return plain(sited(value.text, value), secrets, isHidden)
  const hidesAll = isHidden || ('at' in value && isOrigin(value.at) && secrets.covers(value.at))
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isPassword = secrets !== noSecrets && /password|secret/i.test(key)
      return [key, plain(one, secrets, hidesAll || isPassword)]
    }),
  )
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
