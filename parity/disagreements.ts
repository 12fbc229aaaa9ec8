/** What keepalived and kalint do not agree on, in words, and what makes two such cases alike. */
import { positionAt } from '../src/text/source-file.ts'
import type { Comparison } from './compare.ts'
import type { ConfigCase } from './daemon.ts'

/** One disagreement about one configuration. */
export interface Disagreement {
  readonly of: ConfigCase
  readonly text: string
  /** The same for disagreements of one cause, most likely. */
  readonly signature: string
}

/** All disagreements about a configuration. The verdicts disagree by themselves only where nothing else tells why. */
export function disagreementsIn(of: ConfigCase, { missed, unconfirmed, verdict }: Comparison): Disagreement[] {
  const missing = missed.map(({ file, lines, text }) => ({
    of,
    text: `only keepalived, ${file ?? of.entry}:${lines[0]}: ${text}`,
    signature: `missed: ${withoutNames(text)}`,
  }))
  const surplus = unconfirmed.map(({ rule, message, at }) => ({
    of,
    text: `only kalint, ${at.file.path}:${positionAt(at.file, at.start).line}: ${message} [${rule}]`,
    signature: `unconfirmed: ${rule} ${withoutNames(message)}`,
  }))
  const others = [...missing, ...surplus]
  if (others.length > 0 || verdict === 'none' || verdict === 'agrees') return others
  return [{ of, text: `${verdict} complains`, signature: verdict }]
}

/** The fixed part of a message. */
function withoutNames(text: string): string {
  return text
    .replace(/'[^']*'|`[^`]*`|"[^"]*"|\([^)]*\)|\[[^\]]*\]/g, '_')
    .replace(/\b\S*\d\S*/g, 'N')
    .split(' ')
    .slice(0, 9)
    .join(' ')
}
