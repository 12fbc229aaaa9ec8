/** Violations of the schema as sentences: what is wrong, what was expected, what to write. */
import { nearest } from '../bind/nearest.ts'
import type { JsonType, Schema } from './schema.ts'
import { schemaAt } from './schema-at.ts'
import type { Violation } from './violations.ts'

/** A violation in words, and whether it is about a key or the value at a path. */
export interface Worded {
  readonly message: string
  /** The path of what it is about. */
  readonly path: readonly string[]
  /** The key of the map there that is wrong; absent where it is the value. */
  readonly key?: string
}

/** Words for what Ajv found in a value. */
export function worded({ instancePath, keyword, params }: Violation, root: unknown): Worded {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const schema = schemaAt(path) ?? {}
  const value = valueAt(root, path)
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      return { message: unknownKey(key, path, schema), path, key }
    }
    case 'required':
      return { message: `${subject(path)} has no \`${String(params.missingProperty)}\`, which it needs.`, path }
    case 'enum':
      return { message: notOneOf(value, path, schema.enum ?? []), path }
    case 'minItems':
      return { message: `${subject(path)} is an empty list; expected at least one entry.`, path }
    case 'minLength':
      return { message: `${subject(path)} is an empty text; expected ${typeWords('string', path)}.`, path }
    default:
      return {
        message: `${subject(path)} is ${found(value, path)}; expected ${expected(schema, path)}.${quoting(value, schema)}`,
        path,
      }
  }
}

/** Whether a violation follows from another: a key that is missing is there, misspelt, or it is about the value of an unknown key. */
export function follows({ instancePath, keyword, params }: Violation, all: readonly Violation[]): boolean {
  const missing = keyword === 'required' ? String(params.missingProperty) : undefined
  return all.some((one) => {
    if (one.keyword !== 'additionalProperties') return false
    const unknown = String(one.params.additionalProperty)
    if (missing !== undefined && one.instancePath === instancePath) return nearest(unknown, [missing]) !== undefined
    return `${instancePath}/`.startsWith(`${one.instancePath}/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}/`)
  })
}

function quoting(value: unknown, { type }: Schema): string {
  return type === 'string' && (typeof value === 'number' || typeof value === 'boolean') ? ' Put it in quotes.' : ''
}

function unknownKey(key: string, path: readonly string[], { properties = {} }: Schema): string {
  const known = Object.keys(properties)
  const meant = nearest(key, known)
  const isRule = path.length === 1 && path[0] === 'rules'
  const shown = firstWord(key)
  const unknown = isRule ? `no rule is called \`${shown}\`` : `unknown key \`${shown}\`${within(path)}`
  if (meant !== undefined) return `${unknown}. Did you mean \`${meant}\`?`
  return isRule ? `${unknown}. The README lists all rules.` : `${unknown}; expected ${choice(known)}.`
}

function notOneOf(value: unknown, path: readonly string[], known: readonly string[]): string {
  const wrong = `${subject(path)} is ${found(value, path)}; expected ${choiceOf(known)}.`
  const meant = typeof value === 'object' ? undefined : nearest(String(value), known)
  return meant === undefined ? wrong : `${wrong} Did you mean \`${meant}\`?`
}

/** Many are told by the first and the last: they are releases. */
function choiceOf(known: readonly string[]): string {
  return known.length <= MOST_CHOICES
    ? choice(known)
    : `a release that kalint knows, from ${known[0]} to ${known.at(-1)}`
}

const MOST_CHOICES = 12

function choice(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

function expected({ type = [] }: Schema, path: readonly string[]): string {
  const types: readonly JsonType[] = typeof type === 'string' ? [type] : type
  return types.map((one) => typeWords(one, path)).join(', or ')
}

function typeWords(type: JsonType, path: readonly string[]): string {
  switch (type) {
    case 'array':
      return 'a list'
    case 'boolean':
      return '`true` or `false`'
    case 'object':
      return path.length === 1 && path[0] === 'rules' ? 'names of rules with their severities' : 'keys with values'
    case 'string':
      return /^(\d+|file|facts)$/.test(path.at(-1) ?? '') ? 'a path' : 'a text'
  }
}

/** A value as the user sees it in the file. */
function found(value: unknown, path: readonly string[]): string {
  // The file may be anything, where a link leads astray: none of its words is repeated.
  if (path.length === 0 && typeof value === 'string') return 'a text without any key'
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? `\`${firstWord(value)}\`` : `the ${typeof value} ${String(value)}`
}

/** As much of a text as says what it is: who takes a configuration for settings must not see its passwords in a log. */
function firstWord(text: string): string {
  const [word = '', ...more] = text.trim().split(/\s+/)
  return word.length > LONGEST ? `${word.slice(0, LONGEST)}...` : more.length > 0 ? `${word} ...` : word
}

const LONGEST = 60

function subject(path: readonly string[]): string {
  const key = path.at(-1)
  if (key === undefined) return 'the file'
  return /^\d+$/.test(key) ? `an entry${within(path.slice(0, -1))}` : `\`${key}\``
}

function within(path: readonly string[]): string {
  const keys = path.filter((part) => !/^\d+$/.test(part))
  return keys.length === 0 ? '' : ` in \`${keys.join('.')}\``
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Readonly<Record<string, unknown>>)[part]
        : undefined,
    root,
  )
}
