/** What is certain of the lines of a template: a line that is put together of branches only as far as its first words go. */

import type { Tag } from './template-tags.ts'
import { FILLER, UNKNOWN_VALUE } from './unknown.ts'

/** A text that is being made unknown in parts, character by character. */
export type Characters = string[]

/** Makes a stretch one unknown word; what of it is on later lines is left out, and unknown is what follows on the last one. */
export function putUnknown(characters: Characters, start: number, end: number): void {
  let isFirstLine = true
  for (let at = start; at < end; at++) {
    if (characters[at] === '\n') isFirstLine = false
    else if (characters[at] === '\r') continue
    else characters[at] = !isFirstLine ? ' ' : at === start ? UNKNOWN_VALUE : FILLER
  }
  if (!isFirstLine) maskUntilLineEnd(characters, end)
}

/** Leaves a stretch out. */
export function putBlank(characters: Characters, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    if (characters[at] !== '\n' && characters[at] !== '\r') characters[at] = ' '
  }
}

/** Makes unknown what stands on a line behind the text of its first branch: nobody knows what follows on what. */
export function maskInlineBranches(characters: Characters, tags: readonly Tag[]): void {
  const controls = tags.filter(({ effect }) => effect.kind === 'control')
  const seen = new Set<number>()
  for (const control of controls) {
    const lineStart = startOfLine(characters, control.start)
    if (seen.has(lineStart)) continue
    seen.add(lineStart)
    const first = firstContent(characters, lineStart)
    if (first === undefined) continue
    const next = controls.find(({ start }) => start > first)
    const lineEnd = endOfLine(characters, first)
    if (next === undefined || next.start >= lineEnd) continue
    const known = knownPart(characters, first, next.start)
    if (known === 'comment') continue
    const hasMore = firstContent(characters, next.end) !== undefined
    if (known.openQuote !== undefined) maskRest(characters, known.openQuote, lineEnd, 'in-quote')
    else if (hasMore) {
      if (characters[next.start - 1]?.trim() !== '') maskLastWord(characters, next.start)
      maskRest(characters, next.start, lineEnd, 'outside')
    }
  }
}

/** Makes unknown the lines that tags may join with the line before them. */
export function maskJoinedLines(characters: Characters, text: string, tags: readonly Tag[]): void {
  const eaten = eatenLineEnds(text, tags)
  if (eaten.size === 0) return
  let last: number | undefined
  let areAllEaten = true
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === '\n') {
      areAllEaten &&= eaten.has(at)
      continue
    }
    if (character.trim() === '') continue
    const isNextLine = last !== undefined && characters.slice(last, at).includes('\n')
    if (last !== undefined && isNextLine && areAllEaten && !isBrace(characters[last]) && !isBrace(character)) {
      maskLastWord(characters, last + 1)
      maskRest(characters, at, endOfLine(characters, at), 'outside')
    }
    last = at
    areAllEaten = true
  }
}

/** Whether nothing but a brace or blanks stand on the line before an offset. */
export function beginsLine(characters: readonly string[], offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const character = characters[at] ?? ''
    if (character === '\n' || isBrace(character)) return true
    if (character.trim() !== '') return false
  }
  return true
}

/** Whether nothing but a comment or blanks stand on the line from an offset on. */
export function endsLine(characters: readonly string[], offset: number): boolean {
  for (let at = offset; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === '\n' || character === '#' || character === '!') return true
    if (character.trim() !== '') return false
  }
  return true
}

function eatenLineEnds(text: string, tags: readonly Tag[]): Set<number> {
  const eaten = new Set<number>()
  for (const { start, end, trimsBefore, trimsAfter } of tags) {
    if (trimsBefore) for (let at = start - 1; isWhite(text[at]); at--) if (text[at] === '\n') eaten.add(at)
    if (trimsAfter === 'nothing') continue
    for (let at = end; isWhite(text[at]); at++) {
      if (text[at] !== '\n') continue
      eaten.add(at)
      if (trimsAfter === 'line') break
    }
  }
  return eaten
}

/** Whether the text before the first branch holds a comment, or a quote that it does not end. */
function knownPart(characters: Characters, start: number, end: number): 'comment' | { readonly openQuote?: number } {
  let openQuote: number | undefined
  for (let at = start; at < end; at++) {
    const character = characters[at]
    if (character === '"') openQuote = openQuote === undefined ? at : undefined
    else if (openQuote === undefined && (character === '#' || character === '!')) return 'comment'
  }
  return openQuote === undefined ? {} : { openQuote }
}

function maskRest(characters: Characters, start: number, end: number, where: 'in-quote' | 'outside'): void {
  let isQuoted = false
  for (let at = start; at < end; at++) {
    const character = characters[at] ?? ''
    if (!isQuoted && where === 'outside' && (character === '#' || character === '!')) return
    const isKept = character.trim() === '' || (!isQuoted && isBrace(character))
    if (character === '"') isQuoted = !isQuoted
    if (!isKept) characters[at] = UNKNOWN_VALUE
  }
}

function maskUntilLineEnd(characters: Characters, start: number): void {
  maskRest(characters, start, endOfLine(characters, start), 'outside')
}

function maskLastWord(characters: Characters, end: number): void {
  for (let at = end - 1; at >= 0; at--) {
    const character = characters[at] ?? ''
    if (character.trim() === '' || isBrace(character)) return
    characters[at] = UNKNOWN_VALUE
  }
}

function firstContent(characters: Characters, from: number): number | undefined {
  for (let at = from; at < characters.length && characters[at] !== '\n'; at++) {
    if (characters[at]?.trim() !== '') return at
  }
  return undefined
}

function startOfLine(characters: Characters, offset: number): number {
  let at = offset
  while (at > 0 && characters[at - 1] !== '\n') at--
  return at
}

function endOfLine(characters: Characters, offset: number): number {
  let at = offset
  while (at < characters.length && characters[at] !== '\n') at++
  return at
}

function isBrace(character: string | undefined): boolean {
  return character === '{' || character === '}'
}

function isWhite(character: string | undefined): boolean {
  return character !== undefined && character.trim() === ''
}
