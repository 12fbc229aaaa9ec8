/** An include that does not begin its line. */
import type { NodeRule } from './rule.ts'

export const includeReadTwice: NodeRule = {
  kind: 'node',
  name: 'include-read-twice',
  severity: 'error',
  summary: 'An include stands behind a condition, a brace or a `~SEQ`, or comes out of a definition.',
  why: 'Since 2.2.0 one process reads the files and writes a copy for the others, with the text of each included file in the place of its include (lib/parser.c:83). Only an include at the beginning of its line is left out of the copy. Any other one stays in it, so that the VRRP, checker and BFD processes read the file again: its instances are "already defined", its addresses double, and a line in it that begins with `#` is taken for a mark of the copy and crashes the process, over and over. Seen with 2.2.7: `@ID include FILE` ends in exit code 5, or in a double free where FILE begins with a comment. The code is the same up to 2.4.3. Before 2.2.0 such includes work.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'include-read-twice') return []
      const message =
        problem.where === 'definition'
          ? 'This include is a line of a definition: most of keepalived does not see it and takes the definition for ended here. Put the include in the place where the definition is used.'
          : `This include does not begin its line: keepalived reads \`${problem.path}\` twice, and crashes where a line in it begins with \`#\`. Put the include on a line of its own; a condition belongs before the lines in that file.`
      return [{ message, at: problem.at, nodes: [node.name], configTest: problem.where === 'definition' }]
    }),
}
