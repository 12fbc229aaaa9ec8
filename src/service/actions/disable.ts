/** The edits that silence a rule by a comment. */
import { suppressionsIn } from '../../diagnostics/suppressions.ts'
import { definitionHead } from '../../expand/definitions.ts'
import { endsInBackslash } from '../../expand/lines.ts'
import type { Edit } from '../../text/edits.ts'
import { lineText, type Place, positionAt, type SourceFile } from '../../text/source-file.ts'

/**
 * Silences a rule on the line where a place begins, by a comment above it. There is none within a definition of several
 * lines, which a comment would end, and none above a byte order mark, which must stay what it is found as.
 */
export function disableNextLine(place: Place, rule: string): Edit | undefined {
  const { file } = place
  const { line } = positionAt(file, place.start)
  if (isInDefinition(file, line) || (line === 1 && hasMark(file))) return undefined

  const above = suppressionsIn(file).findLast(
    ({ kind, lines, rules }) => kind === 'next-line' && lines.at(-1) === line && rules.length > 0,
  )
  const last = above?.rules.at(-1)
  if (last !== undefined) return { at: { ...last.at, start: last.at.end }, newText: `, ${rule}` }
  const start = positionOfLine(place)
  const indent = /^[ \t]*/.exec(lineText(file, line) ?? '')?.[0] ?? ''
  const newText = `${indent}# kalint-disable-next-line ${rule}${lineEndOf(file)}`
  return { at: { file, start, end: start }, newText }
}

/** Silences a rule in a whole file, by a comment at its beginning. */
export function disableInFile(file: SourceFile, rule: string): Edit {
  const start = hasMark(file) ? 1 : 0
  return { at: { file, start, end: start }, newText: `# kalint-disable-file ${rule}${lineEndOf(file)}` }
}

function positionOfLine({ file, start }: Place): number {
  return start - positionAt(file, start).column + 1
}

/** Files have lines of one kind; where they do not, the first one tells. */
function lineEndOf({ text }: SourceFile): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n'
}

function hasMark({ text }: SourceFile): boolean {
  return text.startsWith('\uFEFF')
}

/** Whether the lines above, up to one that ends in no backslash, begin a definition that goes on here. */
function isInDefinition(file: SourceFile, line: number): boolean {
  for (let above = line - 1; above >= 1; above--) {
    const text = (lineText(file, above) ?? '').trim()
    const isComment = /^[#!]/.test(text)
    if (!isComment && !endsInBackslash(text)) return false
    if (!isComment && definitionHead(text.replace(/^(@\S+[ \t]+)+/, '')) !== undefined) return true
  }
  return false
}
