/** From the text of a settings file to the settings, or to what is wrong with it. */
import { type Document, parseDocument } from 'yaml'
import { release } from '../../grammar/releases.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'
import { conflictsIn } from './conflicts.ts'
import type { ClusterSetting, NodeSetting, Settings, SettingsProblem, WrittenPath } from './settings.ts'
import { type Violation, violationsOf } from './violations.ts'
import { follows, worded } from './wording.ts'
import { keyPlace, valuePlace } from './yaml-places.ts'

/** Settings, unless something is wrong; the problems in the order of the text. */
export type SettingsReading =
  | { readonly settings: Settings; readonly problems?: undefined }
  | { readonly settings?: undefined; readonly problems: readonly SettingsProblem[] }

/** Reads the text of a settings file. Never throws. An empty one sets nothing. */
export function readSettings(text: string): SettingsReading {
  if (text.length > MAX_LENGTH) {
    const message = `these settings are longer than ${MAX_LENGTH.toLocaleString('en')} characters, and were not read.`
    return { problems: [{ message, start: 0, end: 0 }] }
  }
  const document = parseDocument(text, { prettyErrors: false })
  const broken = document.errors.map(({ code, message, pos: [start, end] }) => ({
    message: code === 'MULTIPLE_DOCS' ? 'a second document begins here; expected one.' : sentence(message),
    // What is missing at the end stands behind it.
    start: Math.min(start, text.length),
    end: Math.min(end, text.length),
  }))
  if (broken.length > 0) return { problems: broken }
  const plain = plainValue(document)
  if ('problem' in plain) return { problems: [plain.problem] }
  const value = plain.value ?? {}
  const violations = violationsOf(value).slice(0, MAX_PROBLEMS)
  const causes = violations.filter((one) => !follows(one, violations))
  const wrong = causes.map((violation) => problemFrom(violation, value, document))
  if (wrong.length > 0) return { problems: inOrder(wrong) }
  const settings = settingsFrom(value as RawSettings, document)
  const conflicts = conflictsIn(settings)
  return conflicts.length > 0 ? { problems: inOrder(conflicts) } : { settings }
}

/** In characters. YAML with thousands of keys takes seconds to read; those of a fleet of a thousand nodes are 60,000 long. */
const MAX_LENGTH = 200_000

/** Nobody reads more of what is wrong, and each is compared with all others. */
const MAX_PROBLEMS = 200

/** The document as plain values, unless its aliases lead nowhere or blow up. */
function plainValue(document: Document): { readonly value: unknown } | { readonly problem: SettingsProblem } {
  try {
    return { value: document.toJS() as unknown }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { problem: { message: sentence(message), ...valuePlace(document, []) } }
  }
}

/** What the YAML library says, as a sentence of its first line; without what it quotes, unless that is a sign: there might be a password in it. */
function sentence(message: string): string {
  const [line = ''] = message.split('\n')
  const quote = line.indexOf(QUOTE)
  const isQuoting = quote !== -1 && line.length - quote > QUOTE.length + 3
  const unquoted = isQuoting ? line.slice(0, quote) : line
  const words = `${unquoted.charAt(0).toLowerCase()}${unquoted.slice(1)}`.replace(/[.:]?$/, '.')
  return `not valid YAML: ${words}`
}

const QUOTE = ' in YAML stream: "'

function problemFrom(violation: Violation, value: unknown, document: Document): SettingsProblem {
  const { message, path, key } = worded(violation, value)
  return { message, ...(key === undefined ? valuePlace(document, path) : keyPlace(document, path, key)) }
}

function inOrder(problems: readonly SettingsProblem[]): SettingsProblem[] {
  return [...problems].sort((one, other) => one.start - other.start)
}

/** A value that fits the schema. */
interface RawSettings {
  readonly target?: string
  readonly 'config-ids'?: readonly string[]
  readonly 'shared-lan'?: boolean
  readonly 'fail-on'?: Severity
  readonly rules?: Readonly<Record<string, Severity | 'off'>>
  readonly clusters?: Readonly<Record<string, readonly RawNode[] | { readonly nodes: readonly RawNode[] }>>
  readonly ignore?: readonly string[]
}

type RawNode = string | RawNodeFields

interface RawNodeFields {
  readonly file: string
  readonly 'config-id'?: string
  readonly name?: string
  readonly facts?: string | readonly string[]
}

function settingsFrom(raw: RawSettings, document: Document): Settings {
  const target = raw.target === undefined ? undefined : release(raw.target)
  return {
    ...(target === undefined ? {} : { target }),
    ...(raw['config-ids'] === undefined ? {} : { configIds: raw['config-ids'] }),
    ...(raw['shared-lan'] === undefined ? {} : { sharedLan: raw['shared-lan'] }),
    ...(raw['fail-on'] === undefined ? {} : { failOn: raw['fail-on'] }),
    severities: new Map(Object.entries(raw.rules ?? {})),
    clusters: Object.entries(raw.clusters ?? {}).map(([name, cluster]): ClusterSetting => {
      const path = ['clusters', name]
      const at = keyPlace(document, ['clusters'], name)
      return 'nodes' in cluster
        ? { name, at, nodes: nodesFrom(cluster.nodes, [...path, 'nodes'], document) }
        : { name, at, nodes: nodesFrom(cluster, path, document) }
    }),
    ignore: raw.ignore ?? [],
  }
}

function nodesFrom(nodes: readonly RawNode[], path: readonly string[], document: Document): NodeSetting[] {
  return nodes.map((node, index) => {
    const own = [...path, String(index)]
    if (typeof node === 'string') return { file: { path: node, at: valuePlace(document, own) }, facts: [] }
    return {
      file: { path: node.file, at: valuePlace(document, [...own, 'file']) },
      ...(node['config-id'] === undefined ? {} : { configId: node['config-id'] }),
      ...(node.name === undefined ? {} : { name: node.name }),
      facts: factsFrom(node, [...own, 'facts'], document),
    }
  })
}

function factsFrom({ facts = [] }: RawNodeFields, path: readonly string[], document: Document): WrittenPath[] {
  if (typeof facts === 'string') return [{ path: facts, at: valuePlace(document, path) }]
  return facts.map((one, index) => ({ path: one, at: valuePlace(document, [...path, String(index)]) }))
}
