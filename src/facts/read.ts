/** From the text of a facts file to what it tells of a machine, or to what is wrong with it. */
import { type Document, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'
import type { Span } from '../../grammar/syntax.ts'
import { nearest } from '../bind/nearest.ts'
import { type HostFacts, mergedFacts } from './host.ts'
import { filesFrom, interfacesFrom, type Malformed, routesFrom } from './sections.ts'

/** What is wrong with a facts file, as offsets into its text. */
export interface FactsProblem extends Span {
  /** What is wrong there, what was expected, and what to do. */
  readonly message: string
}

export type FactsReading =
  | { readonly facts: HostFacts; readonly problem?: undefined }
  | { readonly facts?: undefined; readonly problem: FactsProblem }

/** What may stand in the object that `kalint facts` collects, and who prints it. */
const SECTIONS = {
  address: { by: '`ip -json address`', read: interfacesFrom },
  link: { by: '`ip -json link`', read: interfacesFrom },
  route: { by: '`ip -json route`', read: routesFrom },
  route6: { by: '`ip -json -6 route`', read: (value: unknown) => routesFrom(value, 6) },
  files: { by: 'the command of `kalint facts`', read: filesFrom },
} as const

/** Reads the text of a facts file: the object of `kalint facts`, or what one `ip -json` prints. Never throws. */
export function readFacts(text: string): FactsReading {
  if (text.trim() === '') return { problem: { message: `the file is empty; expected ${EXPECTED}.`, start: 0, end: 0 } }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: notJson(text) }
  }
  const read = Array.isArray(value) ? listFrom(value) : objectFrom(value)
  if (!('wrong' in read)) return { facts: read }
  return { problem: { message: read.wrong, ...placeOf(text, read) } }
}

const EXPECTED = 'what the command that `kalint facts` prints writes, or what `ip -json address` does'

/** What one command prints: a list of interfaces or of routes. */
function listFrom(value: readonly unknown[]): HostFacts | Malformed {
  const isRoute = value.some((one) => typeof one === 'object' && one !== null && 'dst' in one)
  const read = isRoute ? routesFrom(value) : interfacesFrom(value)
  if (!('wrong' in read) || read.path.length > 0) return read
  return { ...read, wrong: `this ${read.wrong}, as \`ip -json address\` prints it.` }
}

function objectFrom(value: unknown): HostFacts | Malformed {
  if (typeof value !== 'object' || value === null) {
    return { wrong: `this is ${value === null ? 'null' : `a ${typeof value}`}; expected ${EXPECTED}.`, path: [] }
  }
  const facts: HostFacts[] = []
  for (const [key, section] of Object.entries(value)) {
    const known = Object.entries(SECTIONS).find(([name]) => name === key)?.[1]
    if (known === undefined) return { wrong: unknownKey(key), path: [key], isKey: true }
    const read = known.read(section)
    if ('wrong' in read) {
      const isWhole = read.path.length === 0
      return {
        ...read,
        wrong: isWhole ? `\`${key}\` ${read.wrong}, as ${known.by} prints it.` : read.wrong,
        path: [key, ...read.path],
      }
    }
    facts.push(read)
  }
  if (facts.length > 0) return mergedFacts(facts)
  return { wrong: `this object tells nothing; expected ${EXPECTED}.`, path: [] }
}

function unknownKey(key: string): string {
  const names = Object.keys(SECTIONS)
  const meant = nearest(key, names)
  if (meant !== undefined) return `unknown key \`${key}\`. Did you mean \`${meant}\`?`
  return `unknown key \`${key}\`; expected ${names.map((name) => `\`${name}\``).join(', ')}.`
}

/** The YAML library reads JSON as well, and tells where it stops being that. */
function notJson(text: string): FactsProblem {
  const isPlain = /^\s*(\d+: \w|default |[\w.:]+(\/\d+)? (dev|via) )/.test(text)
  const message = isPlain
    ? 'this is what `ip` prints for people, not JSON. Run it with `-json`, or run the command that `kalint facts` prints.'
    : `not valid JSON; expected ${EXPECTED}.`
  const [error] = parseDocument(text, { prettyErrors: false }).errors
  const [start, end] = isPlain || error === undefined ? [0, 0] : error.pos
  return { message, start: Math.min(start, text.length), end: Math.min(end, text.length) }
}

/** Where the value at a path stands, or its key. */
function placeOf(text: string, { path, isKey }: Malformed): Span {
  let node: Document['contents'] | unknown = parseDocument(text, { prettyErrors: false }).contents
  for (const part of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === part) : undefined
    const next: unknown = isMap(node)
      ? isKey === true
        ? pair?.key
        : pair?.value
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined
    if (!isNode(next)) break
    node = next
  }
  const [start, end] = isNode(node) ? (node.range ?? [0, 0]) : [0, 0]
  return { start, end }
}
