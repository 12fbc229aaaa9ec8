/** What may stand at the cursor in a settings file: keys, rules, severities, releases, and the paths of configurations. */
import { type TypedPlace, typedAt } from '../../settings/at-cursor.ts'
import type { Schema } from '../../settings/schema.ts'
import { schemaAt } from '../../settings/schema-at.ts'
import { type CompletionItem, type Completions, plainItem } from '../completion/completion-item.ts'
import { valueWords } from './value-words.ts'

/** What may be typed at an offset of the text. `paths` are the configurations that there are, relative to the file. */
export function settingsCompletions(text: string, offset: number, paths: readonly string[]): Completions {
  const typed = typedAt(text, offset)
  if (typed === undefined) return { items: [], replaced: { start: offset, end: offset } }
  const schema = schemaAt(typed.path) ?? {}
  const keys = typed.kind === 'value' ? [] : keyItems(schema, typed)
  const values = typed.kind === 'key' ? [] : valueItems(schema, typed, paths)
  return { items: [...values, ...keys], replaced: typed.word }
}

function keyItems({ properties = {} }: Schema, typed: TypedPlace): CompletionItem[] {
  return Object.entries(properties)
    .filter(([name]) => !typed.taken.includes(name))
    .map(([name, schema]) => ({
      ...plainItem(name, 'keyword', detailed(schema)),
      insert: { kind: 'text', text: `${name}${typed.hasColon || typed.isQuoted ? '' : afterKey(schema)}` },
    }))
}

/** What holds more than one value begins on a line of its own. */
function afterKey({ type = [], enum: choices }: Schema): string {
  const isScalar = choices !== undefined || type.length === 0 || type.includes('string') || type === 'boolean'
  if (isScalar) return ': '
  return `:\n  ${type.includes('array') && !type.includes('object') ? '- ' : ''}`
}

function detailed({ description, default: usual }: Schema): Pick<CompletionItem, 'detail' | 'documentation'> {
  return {
    ...(description === undefined ? {} : { documentation: description }),
    ...(usual === undefined ? {} : { detail: `${String(usual)} unless told otherwise` }),
  }
}

function valueItems(schema: Schema, typed: TypedPlace, paths: readonly string[]): CompletionItem[] {
  if (isPathOfNode(typed.path)) return paths.map((path) => pathItem(path, typed))
  return valueWords(schema).map(({ word, says }) => {
    const text = /^\d+\.\d+$/.test(word) && !typed.isQuoted ? `'${word}'` : word
    return {
      ...plainItem(word, 'choice', says === undefined ? {} : { documentation: says }),
      insert: { kind: 'text', text },
    }
  })
}

/** An entry of a cluster, of its `nodes`, or `file` in one of these. */
function isPathOfNode(path: readonly string[]): boolean {
  const [top, , ...rest] = path
  const below = rest[0] === 'nodes' ? rest.slice(1) : rest
  const [index, key, ...more] = below
  return top === 'clusters' && /^\d+$/.test(index ?? '') && (key === undefined || key === 'file') && more.length === 0
}

function pathItem(path: string, { isQuoted }: TypedPlace): CompletionItem {
  const isPlain = isQuoted || /^[\w./][\w./-]*$/.test(path)
  return {
    ...plainItem(path, 'path'),
    insert: { kind: 'text', text: isPlain ? path : `'${path.replaceAll("'", "''")}'` },
  }
}
