/** A comment for kalint that names a rule which does not exist. */
import { nearest } from '../bind/nearest.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { NamedRule } from '../diagnostics/suppressions.ts'
import type { CommentRule } from './rule.ts'

export const unknownRuleInComment: CommentRule = {
  kind: 'comment',
  name: 'unknown-rule-in-comment',
  severity: 'warning',
  summary: 'A comment for kalint names a rule that does not exist.',
  why: 'Such a comment silences nothing, and the finding that it was written for stays. All words up to `--` are taken for names of rules, so that a reason without `--` in front of it is, too.',
  explainsFailures: [],
  check: ({ suppression, nodes, ruleNames }) => {
    if (suppression.kind === 'misspelt') return []
    const findings: Finding[] = []
    const told = new Set<string>()
    let isSentence = false
    suppression.rules.forEach((rule, index) => {
      if (ruleNames.has(rule.name) || (isSentence && !rule.isListed)) return
      if (told.has(rule.name)) return
      const near = nearest(rule.name, ruleNames)
      isSentence = near === undefined
      const about = near === undefined ? asUnknown(rule, index) : asMisspelt(rule, near)
      if (about.fixes === undefined) told.add(rule.name)
      findings.push({ ...about, at: rule.at, nodes })
    })
    return findings
  },
}

type Told = Pick<Finding, 'message' | 'fixes'>

function asMisspelt({ name, at }: NamedRule, near: string): Told {
  return {
    message: `kalint has no rule \`${name}\`. Did you mean \`${near}\`?`,
    fixes: [{ title: `Replace it with \`${near}\``, safety: 'safe', edits: [{ at, newText: near }] }],
  }
}

/** A word behind a name, without a comma, is most likely the first one of a reason. */
function asUnknown({ name, at, isListed }: NamedRule, index: number): Told {
  if (index === 0 || isListed) {
    return { message: `kalint has no rule \`${name}\`. Write the name of a rule, and \`--\` in front of a reason.` }
  }
  const place = { ...at, end: at.start }
  return {
    message: `kalint has no rule \`${name}\`. Write \`--\` in front of a reason.`,
    fixes: [{ title: 'Insert `--`', safety: 'safe', edits: [{ at: place, newText: '-- ' }] }],
  }
}
