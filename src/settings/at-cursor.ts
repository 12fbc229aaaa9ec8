/** What of a settings file stands at a place of its text, also while it is being typed. */
import { isMap, isPair, isScalar, type Node, type ParsedNode, parseDocument, visit } from 'yaml'
import type { Span } from '../../grammar/syntax.ts'

/** What is being typed. */
export interface TypedPlace {
  /** A key of a map, or a value; a text that stands by itself below a key may become either. */
  readonly kind: 'key' | 'value' | 'either'
  /** The path of the map that the key is for, or that of the value. */
  readonly path: readonly string[]
  /** The keys that the map has already. */
  readonly taken: readonly string[]
  /** The word at the cursor, as offsets. */
  readonly word: Span
  /** A colon follows the word. */
  readonly hasColon: boolean
  /** The word stands between quotes. */
  readonly isQuoted: boolean
}

/** What is being typed at an offset; `undefined` in comments, and where the text around makes no sense. */
export function typedAt(text: string, offset: number): TypedPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  let start = offset
  while (start > lineStart && /[^\s,[\]{}"'#:]/.test(text.charAt(start - 1))) start--
  const after = /^[^\s,[\]{}"'#:]*/.exec(text.slice(offset))?.[0] ?? ''
  const word = { start, end: offset + after.length }
  const rest = /^[^\n]*/.exec(text.slice(word.end))?.[0] ?? ''
  const hasColon = /^["']?\s*:/.test(rest)
  const place = (suffix: string) =>
    placeholderIn(`${text.slice(0, word.start)}${CURSOR}${suffix}${text.slice(word.end)}`)
  // Without a colon, a key above others is taken for the beginning of the first of them.
  const found = place('') ?? (/^\s*$/.test(rest) ? place(':') : undefined)
  if (found === undefined) return undefined
  const head = text.slice(lineStart, word.start)
  const isAlone = /^[\s-]*["']?$/.test(head)
  const kind = found.kind === 'value' && isAlone && !hasColon ? 'either' : found.kind
  const isQuoted = /["']$/.test(head) && rest.startsWith(head.slice(-1))
  return { ...found, kind, word, hasColon, isQuoted }
}

/** Stands for the word at the cursor; nobody writes it. */
const CURSOR = '\uE000cursor\uE000'

function placeholderIn(text: string): Pick<TypedPlace, 'kind' | 'path' | 'taken'> | undefined {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false })
  let found: Pick<TypedPlace, 'kind' | 'path' | 'taken'> | undefined
  visit(document, {
    Scalar: (key, node, ancestors) => {
      if (node.value !== CURSOR) return undefined
      const path = pathOf(node, ancestors as readonly Node[])
      const map = ancestors.findLast((one) => isMap(one))
      const isKey = key === 'key'
      const taken = isKey && isMap(map) ? map.items.map((one) => nameOf(one.key)).filter((one) => one !== CURSOR) : []
      found = { kind: isKey ? 'key' : 'value', path: isKey ? path.slice(0, -1) : path, taken }
      return visit.BREAK
    },
  })
  return found
}

/** A key or value that is written at an offset, and the path of the value that it is or belongs to. */
export function writtenAt(text: string, offset: number): (Span & { readonly path: readonly string[] }) | undefined {
  const document = parseDocument(text, { prettyErrors: false })
  let found: (Span & { readonly path: readonly string[] }) | undefined
  visit(document, {
    Scalar: (_key, node, ancestors) => {
      const [start, end] = node.range ?? [0, 0]
      if (start === end || offset < start || offset > end) return undefined
      found = { start, end, path: pathOf(node, ancestors as readonly Node[]) }
      return visit.BREAK
    },
  })
  return found
}

function pathOf(node: Node, ancestors: readonly Node[]): string[] {
  const chain: readonly unknown[] = [...ancestors, node]
  return chain.flatMap((one, index) => {
    const parent = chain[index - 1]
    if (isPair(one)) return [nameOf(one.key)]
    if (typeof parent === 'object' && parent !== null && 'items' in parent && !isMap(parent)) {
      return [String((parent as { items: readonly ParsedNode[] }).items.indexOf(one as ParsedNode))]
    }
    return []
  })
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}
