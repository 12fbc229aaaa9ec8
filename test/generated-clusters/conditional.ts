/** Puts the configurations of all nodes into one, with `@id` before the lines that only some of them read. */
import type { GeneratedNode } from './cluster.ts'
import type { Line } from './lines.ts'

/** A line as it is written, and the lines of nodes that it is. */
export interface WrittenLine {
  readonly words: readonly string[]
  readonly of: readonly Line[]
  readonly condition?: string
  readonly lost?: Line['lost']
  readonly block?: readonly WrittenLine[]
}

/** Lines of the nodes whose names are the ids. */
export function conditional(nodes: readonly GeneratedNode[]): WrittenLine[] {
  return merged(
    nodes.map(({ name, lines }) => ({ id: name, lines })),
    nodes.map(({ name }) => name),
  )
}

interface Side {
  readonly id: string
  readonly lines: readonly Line[]
}

/** In the order of the first node; what it does not have comes behind. */
function merged(sides: readonly Side[], readers: readonly string[]): WrittenLine[] {
  const keys = [...new Set(sides.flatMap(({ lines }) => keysOf(lines)))]
  return keys.flatMap((key) => {
    const found = sides.flatMap(({ id, lines }) => {
      const index = keysOf(lines).indexOf(key)
      const line = lines[index]
      return line === undefined ? [] : [{ id, line }]
    })
    return forKey(found, readers)
  })
}

interface Found {
  readonly id: string
  readonly line: Line
}

function forKey(found: readonly Found[], readers: readonly string[]): WrittenLine[] {
  const [first] = found
  if (first === undefined) return []
  const { words } = first.line
  const isShared = found.length === readers.length && found.every(({ line }) => isSame(line, first.line))
  if (!isShared) return found.map(({ id, line }) => only(id, line))
  if (first.line.block === undefined) return [{ words, of: found.map(({ line }) => line) }]
  const sides = found.map(({ id, line }) => ({ id, lines: line.block ?? [] }))
  return [
    {
      words,
      of: found.map(({ line }) => line),
      block: merged(
        sides,
        found.map(({ id }) => id),
      ),
    },
  ]
}

/** The lines, or the heads of the blocks, are the same for all nodes. */
function isSame(one: Line, other: Line): boolean {
  return one.words.join(' ') === other.words.join(' ') && one.lost === other.lost
}

/** A line that one node reads; a block, line by line. */
function only(id: string, line: Line): WrittenLine {
  const { words, block, lost } = line
  const inner = block === undefined ? {} : { block: block.map((one) => only(id, one)) }
  return { words, of: [line], condition: `@${id} `, ...(lost === undefined ? {} : { lost }), ...inner }
}

/** What a line is compared by: a block by its head, a line by its keyword, and by which of several of them it is. */
function keysOf(lines: readonly Line[]): string[] {
  const counts = new Map<string, number>()
  return lines.map(({ words, block }) => {
    const head = block === undefined ? (words[0] ?? '') : words.join(' ')
    const count = (counts.get(head) ?? 0) + 1
    counts.set(head, count)
    return `${head} ${count}`
  })
}
