/** What a file is taken apart into covers its text: sections, lines, words, tokens. */

import { newestRelease } from '../../grammar/releases.ts'
import type { Span } from '../../grammar/syntax.ts'
import { lexFile } from '../../grammar/tokens.ts'
import { documentSymbols } from '../../src/service/syntax/document-symbols.ts'
import { folds } from '../../src/service/syntax/folding.ts'
import { type RawItem, rawTree, wordsOf } from '../../src/service/syntax/raw-tree.ts'
import { selectionRanges } from '../../src/service/syntax/selection-ranges.ts'
import { semanticTokens } from '../../src/service/syntax/semantic-tokens.ts'
import { editedFile } from '../../src/text/sections.ts'
import { decode, encode, sourceFile, writtenText } from '../../src/text/source-file.ts'
import { holds, same } from '../failure.ts'

export function checkSyntax(path: string, text: string): void {
  same('bytes come back from a text', decode(encode(text)), text)
  const open = editedFile(path, text)
  same('an open file has its text', writtenText(open), text)
  if (open.sections !== undefined) same('sections have the text', open.sections.map((one) => one.text).join(''), text)
  const file = sourceFile(path, text)
  same('a file has its text', writtenText(file), text)
  holds('a template keeps its length', file.text.length === text.length)
  for (const { image, startOffset } of lexFile(file.text)) {
    holds('a token is its text', file.text.startsWith(image, startOffset), () => `${image} at ${startOffset}`)
  }
  checkTree(file)
}

function checkTree(file: ReturnType<typeof sourceFile>): void {
  const { text } = file
  const tree = rawTree(file)
  let at = 0
  for (const { start, end } of tree.lines) {
    holds('lines are all of the text', start >= at && /^\r*\n?$/.test(text.slice(at, start)), () =>
      text.slice(at, start),
    )
    at = end
  }
  holds('lines end where the text ends', /^\r*\n?$/.test(text.slice(at)), () => text.slice(at))
  checkItems(tree.items, { start: 0, end: text.length })
  const spans: [string, readonly Span[]][] = [
    ['comments', tree.comments],
    ['folds', folds(tree)],
    ['semantic tokens', semanticTokens(tree, newestRelease())],
    ['symbols', documentSymbols(tree).flatMap(({ span, selection }) => [span, selection])],
  ]
  for (const [what, all] of spans) for (const span of all) checkSpan(what, span, { start: 0, end: text.length })
  for (const offset of [0, text.length >> 1, text.length]) {
    let inner: Span = { start: offset, end: offset }
    for (const span of selectionRanges(tree, offset)) {
      holds('a selection grows', span.start <= inner.start && inner.end <= span.end, () =>
        JSON.stringify([inner, span]),
      )
      inner = span
    }
  }
}

function checkItems(items: readonly RawItem[], around: Span): void {
  for (const item of items) {
    checkSpan('items', item, around)
    if (item.kind === 'statement') for (const word of wordsOf(item)) checkSpan('words', word, item)
    const block = item.kind === 'statement' ? item.block : item.kind === 'block' ? item : undefined
    if (block !== undefined) checkItems(block.items, block)
  }
}

function checkSpan(what: string, { start, end }: Span, around: Span): void {
  holds(`${what} are in the text around them`, around.start <= start && start <= end && end <= around.end, () =>
    JSON.stringify([{ start, end }, around]),
  )
}
