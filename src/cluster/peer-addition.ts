/** The edit that adds peers to an instance, laid out like the lines around them. */
import { originOf } from '../expand/mapped-text.ts'
import type { Instance } from '../model/config.ts'
import { lastLine, linesOf } from '../model/sited.ts'
import type { Edit } from '../text/edits.ts'
import { lineStartAt, type Origin } from '../text/source-file.ts'

/**
 * New lines below the last peer, in an empty list, or in a new one below the source address. None where a definition makes
 * the lines around, or where they do not stand alone on their lines.
 */
export function peerAddition(instance: Instance, addresses: readonly string[]): Edit | undefined {
  const last = instance.unicast.peers.at(-1)
  if (last !== undefined) return linesBelow(last.at, (indent) => addresses.map((address) => `${indent}${address}`))
  const lines = instance.block.block
  const [list] = linesOf(lines, 'unicast_peer')
  const { open, items = [] } = list?.statement.block ?? {}
  if (open !== undefined) {
    const at = originOf(open.source, open)
    return items.length > 0
      ? undefined
      : linesBelow(at, (indent) => addresses.map((address) => `${deeper(indent)}${address}`))
  }
  const source = lastLine(lines, 'unicast_src_ip')?.statement.keyword
  if (source === undefined || list !== undefined) return undefined
  return linesBelow(originOf(source.source, source), (indent) => [
    `${indent}unicast_peer {`,
    ...addresses.map((address) => `${deeper(indent)}${address}`),
    `${indent}}`,
  ])
}

/** Lines below the one that a place is on, with what stands before its first word. */
function linesBelow(at: Origin, make: (indent: string) => readonly string[]): Edit | undefined {
  const { file, start, definition } = at
  const lineStart = lineStartAt(file.text, start)
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart, start))?.[0] ?? ''
  const lineEnd = file.text.indexOf('\n', start)
  const isAlone = /^[\w.:/"-]*[ \t]*(\{[ \t]*)?$/.test(file.text.slice(lineStart + indent.length, start))
  const goesOn = /[{}]/.test(file.text.slice(at.end, lineEnd).replace(/[#!].*/s, ''))
  if (definition !== undefined || lineEnd === -1 || !isAlone || goesOn) return undefined
  const eol = file.text[lineEnd - 1] === '\r' ? '\r\n' : '\n'
  const newText = make(indent)
    .map((line) => `${line}${eol}`)
    .join('')
  return { at: { file, start: lineEnd + 1, end: lineEnd + 1 }, newText }
}

/** One level further in. */
function deeper(indent: string): string {
  return indent.includes('\t') ? `${indent}\t` : `${indent}${indent === '' ? '    ' : indent}`
}
