/** A command with signs that only a shell understands, which keepalived runs without one. */
import type { Word } from '../../grammar/syntax.ts'
import { replacing } from '../bind/edits.ts'
import { commandsIn } from '../bind/script-words.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const shellSyntaxWithoutShell: LineRule = {
  kind: 'line',
  name: 'shell-syntax-without-shell',
  severity: 'warning',
  summary: 'A command uses pipes, redirections or the like, but keepalived runs it without a shell.',
  why: 'keepalived executes a program directly (execve() in lib/notify.c:272): `|`, `>`, `&&`, `;`, `$(...)` and backquotes are arguments like all others, so that the program gets words which it does not know, and its exit status is not the one that was meant. See keepalived issues #2587, #1290 and #707. A command that begins with `</` is handed to a shell by keepalived itself.',
  explainsFailures: [],
  check: (line, site) => commandsIn(line).flatMap((word) => lookAt(word, site)),
}

function lookAt(word: Word, site: Site): Finding[] {
  const { text } = word
  const sign = shellSign(text)
  if (sign === undefined || runsShell(text) || /^\s*</.test(text)) return []
  return [
    {
      message: `keepalived runs this command without a shell, so that \`${sign}\` is an argument of it like any other. Write \`/bin/sh -c '...'\` around it, or put it into a script.`,
      at: originOfWord(word),
      nodes: [site.name],
      fixes: wrapped(word),
    },
  ]
}

/** The first sign outside of quotes that means something to a shell. */
function shellSign(text: string): string | undefined {
  const bare = text.replace(/<[\w -]+>/g, ' ').replace(/'[^']*'|\\"(?:[^"\\]|\\[^"])*\\"|"(?:[^"\\]|\\.)*"|\\./g, ' ')
  const found = /\$\(|`|&&|\|\|?|;|(?<![-=])>>?|</.exec(bare)
  return found === null ? undefined : found[0] === '`' ? 'a backquote' : found[0]
}

/** A shell gets the text as one argument, whatever program starts it. */
function runsShell(text: string): boolean {
  const su = text.search(/\bsu\s/)
  if (su !== -1 && /-c\b/.test(text.slice(su))) return true
  return /(?:^|[\s/'"])(?:ba|da|a|k|z|c|tc|mk)?sh['"]?\s+(?:-\w+\s+)*-\w*c\b/.test(text)
}

/** Only a command that holds no quotes of its own can be put into single quotes as it is. */
function wrapped(word: Word): Fix[] {
  if (!word.quoted || /['"\\]/.test(word.text) || isUnknown(word.text)) return []
  return replacing(word.source, word, {
    title: 'Run it in a shell',
    safety: 'unsafe',
    newText: `"/bin/sh -c '${word.text}'"`,
  })
}
