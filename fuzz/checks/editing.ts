/** What is found in texts that were edited is what is found in the same texts read for the first time. */
import { editedFile, withChange } from '../../src/text/sections.ts'
import { type SourceFile, sourceFile, writtenText } from '../../src/text/source-file.ts'
import { lintedFiles, shownDiagnostics } from '../../test/edited-files.ts'
import { SIGNS } from '../dictionary.ts'
import { same } from '../failure.ts'
import { randomFrom } from '../random.ts'
import type { Texts } from '../world.ts'

const EDITS = 3

export function checkEditing(texts: Texts, seed: number): void {
  const random = randomFrom(seed)
  let files = Object.entries(texts).map(([path, text]) => editedFile(path, text))
  for (let edits = 0; edits < EDITS; edits++) {
    const which = random.below(files.length)
    const file = files[which]
    if (file === undefined) return
    const text = writtenText(file)
    const start = random.below(text.length + 1)
    const end = Math.min(text.length, start + (random.percent(50) ? 0 : random.below(30)))
    const newText = random.percent(20) ? '' : random.pick(SIGNS)
    const edited = withChange(file, { start, end, newText })
    same('an edit makes its text', writtenText(edited), text.slice(0, start) + newText + text.slice(end))
    const before = files
    files = files.with(which, edited)
    checkFindings(files)
    const back = withChange(edited, { start, end: start + newText.length, newText: text.slice(start, end) })
    same('an edit that is taken back leaves the text as it was', writtenText(back), text)
    checkFindings(before.with(which, back))
  }
}

function checkFindings(files: readonly SourceFile[]): void {
  const copies = files.map((file) => sourceFile(file.path, writtenText(file)))
  same(
    'edited texts have the findings of fresh ones',
    shownDiagnostics(lintedFiles(files), files),
    shownDiagnostics(lintedFiles(copies), copies),
  )
}
