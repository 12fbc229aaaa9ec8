/** What tells a finding again after the lines around it moved: one fingerprint for SARIF, GitLab and the baseline. */
import { Close, Comment, lexFile, NewLine, Open } from '../../grammar/tokens.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { type Secrets, secretsOf } from '../engine/secrets.ts'
import { MASK, maskSpans } from '../text/secrets.ts'
import { positionAt, type SourceFile, textAt } from '../text/source-file.ts'
import { isWholeFile } from './code-frame.ts'
import { nodesIn } from './files-in-report.ts'

/** A short text that is different for different texts, all but certainly. */
export type Hash = (text: string) => string

/** The name of a file in a fingerprint, from its path in the report. */
type NameOfFile = (path: string) => string

export interface FingerprintedFinding {
  readonly diagnostic: Diagnostic
  /** The same for findings of one rule that cannot be told apart: on lines of one text in blocks of one name. */
  readonly fingerprint: string
  /** How many findings with this fingerprint come before this one. */
  readonly occurrence: number
}

/**
 * The findings in their order. A fingerprint is made of the rule, the file, the names of the blocks around, the words of the
 * line and those that are marked; of the message, without its numbers, where a finding is about a file as a whole. Secrets are
 * masked before that, whether the report shows them or not.
 */
export function fingerprinted(report: Report, nameOf: NameOfFile, hash: Hash): readonly FingerprintedFinding[] {
  const secrets = secretsOf(nodesIn(report))
  const outlines = new Map<SourceFile, Outline>()
  const counts = new Map<string, number>()
  return report.diagnostics.map((diagnostic) => {
    const { file } = diagnostic.at
    const outline = outlines.get(file) ?? outlineOf(file, secrets)
    outlines.set(file, outline)
    const essence = [diagnostic.rule, nameOf(file.path), ...siteOf(diagnostic, outline, secrets)]
    const fingerprint = hash(essence.join('\n'))
    const occurrence = counts.get(fingerprint) ?? 0
    counts.set(fingerprint, occurrence + 1)
    return { diagnostic, fingerprint, occurrence }
  })
}

/** Where a finding is, in words that stay the same when lines move. */
function siteOf({ at, message, related }: Diagnostic, outline: Outline, secrets: Secrets): string[] {
  if (isWholeFile(at)) {
    return [secrets.conceal(message, [at, ...related.map((one) => one.at)]).replace(/\d+/g, '0')]
  }
  const line = outline[positionAt(at.file, at.start).line - 1]
  const [marked = ''] = maskSpans(textAt(at), secrets.within(at)).text.split('\n')
  return [...(line?.blocks ?? []), line?.words ?? '', withSingleBlanks(marked)]
}

/** The lines of a file, secrets masked. */
type Outline = readonly OutlineLine[]

interface OutlineLine {
  /** The first lines of the blocks that it stands in, from the outermost. */
  readonly blocks: readonly string[]
  /** Its words without comments, a blank between them. */
  readonly words: string
}

function outlineOf(file: SourceFile, secrets: Secrets): Outline {
  const lines: OutlineLine[] = []
  let blocks: readonly string[] = []
  let outer = blocks
  let words: string[] = []
  let head = ''
  const endLine = (): void => {
    lines.push({ blocks: outer, words: words.join(' ') })
    words = []
    outer = blocks
  }
  for (const { tokenType, image } of lexFile(maskedText(file, secrets))) {
    if (tokenType === NewLine) endLine()
    else if (tokenType !== Comment) {
      words.push(image)
      if (tokenType === Open) blocks = [...blocks, head]
      else if (tokenType === Close) blocks = blocks.slice(0, -1)
      head = tokenType === Open || tokenType === Close ? '' : isFirst(words) ? image : `${head} ${image}`.trimStart()
    }
  }
  endLine()
  return lines
}

function isFirst(words: readonly string[]): boolean {
  return words.length === 1
}

/** The text with as many lines as before, and nothing of its secrets. */
function maskedText(file: SourceFile, secrets: Secrets): string {
  let text = ''
  let at = 0
  for (const { start, end } of secrets.within({ file, start: 0, end: file.text.length })) {
    text += file.text.slice(at, start) + MASK + file.text.slice(start, end).replace(/[^\n]/g, '')
    at = end
  }
  return text + file.text.slice(at)
}

function withSingleBlanks(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
