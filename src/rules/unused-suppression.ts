/** A comment for kalint that silences nothing. */
import { nearest } from '../bind/nearest.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { SUPPRESSION_WORDS, type Suppression } from '../diagnostics/suppressions.ts'
import { type Place, textAt, wholeLines } from '../text/source-file.ts'
import type { CommentRule, SuppressionUse } from './rule.ts'

export const unusedSuppression: CommentRule = {
  kind: 'comment',
  name: 'unused-suppression',
  severity: 'warning',
  summary: 'A comment for kalint silences nothing.',
  why: 'What it was written for is mended, or stands on another line, and the next real finding there would be lost. kalint says nothing where it does not know: if the line is for another `@id`, if an include cannot be read, or if a rule that compares nodes is named and there is but one node.',
  explainsFailures: [],
  check: ({ nodes, ...use }) => tell(use).map((finding) => ({ ...finding, nodes })),
}

// The names of rules stand without backticks: words in backticks are masked where a password stands on the same line.
function tell({ suppression, isIdle, idleRules }: Omit<SuppressionUse, 'nodes'>): Omit<Finding, 'nodes'>[] {
  const { kind, at, word, rules, isBehindWords } = suppression
  if (kind === 'misspelt') return misspelt(word)
  if (isIdle) return [{ message: reasonFor(suppression), at, fixes: [removal(at, isBehindWords)] }]
  const [first] = idleRules
  if (first === undefined) return []
  const idle = new Set(idleRules)
  const kept = rules.filter((rule) => !idle.has(rule))
  const names = idleRules.map(({ name }) => name).join(', ')
  const list = { ...at, start: rules[0]?.at.start ?? first.at.start, end: rules.at(-1)?.at.end ?? first.at.end }
  const newText = kept.map(({ name }) => name).join(', ')
  const fix: Fix = { title: `Remove ${names} from the comment`, safety: 'safe', edits: [{ at: list, newText }] }
  return [
    {
      message: `No finding of ${names} is silenced by this comment. Remove it from the list.`,
      at: first.at,
      fixes: [fix],
    },
  ]
}

function misspelt(word: Place): Omit<Finding, 'nodes'>[] {
  const text = textAt(word)
  const near = nearest(text, Object.keys(SUPPRESSION_WORDS))
  const message = `\`${text}\` is no word that kalint knows, so that nothing is silenced by this comment.`
  if (near === undefined) return [{ message, at: word }]
  const fix: Fix = { title: `Replace it with \`${near}\``, safety: 'safe', edits: [{ at: word, newText: near }] }
  return [{ message: `${message} Did you mean \`${near}\`?`, at: word, fixes: [fix] }]
}

function reasonFor({ kind, rules, isBehindWords }: Suppression): string {
  const what = rules.length === 0 ? 'No finding' : `No finding of ${rules.map(({ name }) => name).join(', ')}`
  if (kind === 'end') return `${what} is silenced above, so that this comment enables nothing again. Remove it.`
  if (kind === 'line' && !isBehindWords) {
    return 'Only this comment stands on its line, so that nothing is silenced by it. Write kalint-disable-next-line above the line that you mean, or remove it.'
  }
  return `${what} is silenced by this comment. Remove it.`
}

/** Removes a comment: with the blanks in front of it, and with its line where nothing else stands on it. */
function removal(at: Place, isBehindWords: boolean): Fix {
  const { text } = at.file
  const line = wholeLines(at)
  let start = at.start
  while (start > line.start && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  const place = { file: at.file, start, end: isBehindWords ? at.end : Math.min(line.end + 1, text.length) }
  return {
    title: 'Remove the comment',
    safety: isContinued(at, line) ? 'unsafe' : 'safe',
    edits: [{ at: place, newText: '' }],
  }
}

/** A definition that goes on above the comment would, without it, go on below. */
function isContinued(comment: Place, line: Place): boolean {
  if (textAt(comment).endsWith('\\')) return true
  const above = wholeLines({ ...line, start: line.start - 1, end: line.start - 1 })
  return line.start > 0 && textAt(above).trimEnd().endsWith('\\')
}
