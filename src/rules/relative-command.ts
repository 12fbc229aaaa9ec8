/** A command without a path. */
import type { Word } from '../../grammar/syntax.ts'
import { commandsIn } from '../bind/script-words.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const relativeCommand: LineRule = {
  kind: 'line',
  name: 'relative-command',
  severity: 'info',
  summary: 'A command is named without its path.',
  why: 'keepalived looks such a command up in the `PATH` that it was started with, which is another one under systemd than in a shell, and drops the script if it is not there. Its log asks for the full path (find_path() in lib/notify.c).',
  check: (line, site) => commandsIn(line).flatMap((word) => lookAt(word, site)),
}

function lookAt(word: Word, site: Site): Finding[] {
  const [program = ''] = word.text.trim().split(/\s/)
  if (program === '' || !/^[\w.-]+$/.test(program) || isUnknown(program)) return []
  return [
    {
      message: `\`${program}\` has no path: keepalived looks for it in its own \`PATH\`. Write the full path.`,
      at: originOfWord(word),
      nodes: [site.name],
    },
  ]
}
