/** `kalint show tree`: the tree that the parser makes of what each node reads. */
import type { Block, Brace, Item, Word } from '../../grammar/syntax.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Secrets } from '../engine/secrets.ts'
import { originOf } from '../expand/mapped-text.ts'
import { treeOf } from '../expand/tree.ts'
import { harmlessJson } from '../text/harmless.ts'
import { type Origin, rangeOf } from '../text/source-file.ts'
import { columns } from './columns.ts'
import { nodeHeading } from './node-heading.ts'
import { fileAndLineOfOrigin, originOfLine } from './places.ts'
import { wordsOf } from './statement-words.ts'

/** One line for each statement, block and stray brace, indented as they are nested. */
export function renderTree(nodes: readonly ClusterNode[], secrets: Secrets): string {
  return nodes
    .map((node) => {
      const { items } = treeOf(node.reading)
      return `${nodeHeading(node)}\n${columns(items.flatMap((item) => itemLines(item, 1, secrets)))}`
    })
    .join('\n')
}

/** The same as JSON. */
export function renderTreeJson(nodes: readonly ClusterNode[], secrets: Secrets): string {
  const trees = nodes.map((node) => ({
    node: node.name,
    file: node.file.path,
    configId: node.configId ?? null,
    items: treeOf(node.reading).items.map((item) => itemRecord(item, secrets)),
  }))
  return `${harmlessJson(JSON.stringify(trees, undefined, 2))}\n`
}

function itemLines(item: Item, depth: number, secrets: Secrets): string[][] {
  const indent = '  '.repeat(depth)
  if (item.kind === 'stray') return [[`${indent}stray }`, placeOf(item.brace)]]
  if (item.kind === 'block') return blockLines(item, depth, secrets)
  const words = secrets.texts(wordsOf(item)).map(readable).join(' ')
  const told = item.unterminated === undefined ? '' : ' (quote not closed)'
  return [
    [`${indent}${words}${told}`, placeOf(item.keyword, ...item.args)],
    ...(item.block === undefined ? [] : blockLines(item.block, depth + 1, secrets)),
  ]
}

function blockLines(block: Block, depth: number, secrets: Secrets): string[][] {
  const told = block.close === undefined ? ' (not closed)' : ''
  return [
    [`${'  '.repeat(depth)}block${told}`, placeOf(block.open)],
    ...block.items.flatMap((item) => itemLines(item, depth + 1, secrets)),
  ]
}

function itemRecord(item: Item, secrets: Secrets): object {
  if (item.kind === 'stray') return { kind: 'stray', at: placeRecord(item.brace) }
  if (item.kind === 'block') return blockRecord(item, secrets)
  const [keyword = '', ...args] = secrets.texts(wordsOf(item))
  return {
    kind: 'statement',
    keyword,
    args,
    at: placeRecord(item.keyword),
    ...(item.unterminated === undefined ? {} : { unterminated: true }),
    ...(item.block === undefined ? {} : { block: blockRecord(item.block, secrets) }),
  }
}

function blockRecord(block: Block, secrets: Secrets): object {
  return {
    kind: 'block',
    at: placeRecord(block.open),
    closed: block.close !== undefined,
    items: block.items.map((item) => itemRecord(item, secrets)),
  }
}

/** A word whose ends can be seen. */
function readable(text: string): string {
  return /^[^\s"{}]+$/.test(text) ? text : JSON.stringify(text)
}

function placeOf(first: Word | Brace, ...others: Word[]): string {
  return fileAndLineOfOrigin(originOfLine([wordOrigin(first), ...others.map(wordOrigin)]))
}

function wordOrigin(word: Word | Brace): Origin {
  return originOf(word.source, word)
}

function placeRecord(word: Word | Brace) {
  const at = wordOrigin(word)
  return { file: at.file.path, ...rangeOf(at) }
}
