/** Where in the text of a YAML document a key or value stands. */
import { type Document, isAlias, isMap, isNode, isPair, isScalar, type Node } from 'yaml'
import type { Span } from '../../grammar/syntax.ts'

/** The place of the value at a path; where it is empty, that of its key. */
export function valuePlace(document: Document, path: readonly string[]): Span {
  const node = nodeAt(document, path)
  const [start, end] = node?.range ?? [0, 0]
  const key = path.at(-1)
  return start === end && key !== undefined ? keyPlace(document, path.slice(0, -1), key) : { start, end }
}

/** The place of a key of the map at a path; that of the map where it has no such key. */
export function keyPlace(document: Document, path: readonly string[], key: string): Span {
  const map = nodeAt(document, path)
  const pair = isMap(map) ? map.items.find((one) => isPair(one) && nameOf(one.key) === key) : undefined
  const node = isNode(pair?.key) ? pair.key : map
  const [start, end] = node?.range ?? [0, 0]
  return { start, end }
}

function nodeAt(document: Document, path: readonly string[]): Node | undefined {
  let node: Node | undefined = document.contents ?? undefined
  for (const part of path) {
    const parent: Node | undefined = isAlias(node) ? node.resolve(document) : node
    const child = isMap(parent)
      ? parent.items.find((one) => nameOf(one.key) === part)?.value
      : parent !== undefined && 'items' in parent
        ? parent.items[Number(part)]
        : undefined
    if (!isNode(child)) return parent
    node = child
  }
  return node
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}
