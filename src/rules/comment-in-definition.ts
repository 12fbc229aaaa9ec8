/** A comment among the lines of a definition. */
import type { ReadingProblem } from '../expand/reading.ts'
import { type Place, textAt, wholeLines } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const commentInDefinition: NodeRule = {
  kind: 'node',
  name: 'comment-in-definition',
  severity: 'error',
  summary: 'A comment stands among the lines of a definition and ends it.',
  why: 'Since 2.2.0 one process reads the files and writes a copy for the others, in which a comment is an empty line, and an empty line ends a definition (lib/parser.c:2810). The lines behind the comment are then read where they stand, each with a backslash at its end. So it was in all processes before 2.1.4; 2.1.4 and 2.1.5 pass over the comment. A comment that ends in a backslash itself was harmless until 2.3.4, and no longer is since 2.4.0 (seen with 2.2.7 and 2.4.3).',
  check: (node) =>
    node.reading.problems.flatMap((problem, index, all) => {
      if (problem.kind !== 'comment-in-definition' || follows(problem, all[index - 1])) return []
      return [
        {
          message: `For most of keepalived the definition of \`$${problem.name}\` ends at this comment: the lines behind it are read as configuration here. Move the comment in front of the definition.`,
          at: problem.at,
          nodes: [node.name],
          explains: linesBehind(problem.at),
          configTest: true,
        },
      ]
    }),
}

/** The lines that the definition loses. */
function linesBehind(comment: Place): Place[] {
  const { file } = comment
  const lines: Place[] = []
  let line = wholeLines(comment)
  while (line.end < file.text.length) {
    line = wholeLines({ file, start: line.end + 1, end: line.end + 1 })
    const text = textAt(line).trim()
    if (text === '') break
    if (!/^[#!]/.test(text)) lines.push(line)
    if (!/^[#!]|\\$/.test(text)) break
  }
  return lines
}

/** A comment of several lines is one. */
function follows({ at }: ReadingProblem, before: ReadingProblem | undefined): boolean {
  if (before?.kind !== 'comment-in-definition' || before.at.file !== at.file) return false
  return /^[^\n]*\n[^\n]*$/.test(at.file.text.slice(before.at.end, at.start))
}
