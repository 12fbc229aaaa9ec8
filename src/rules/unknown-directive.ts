/** A line whose first word keepalived does not know in that block. */
import type { Span, Word } from '../../grammar/syntax.ts'
import type { BindProblem } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { commentFix } from '../bind/foreign-comments.ts'
import { signName } from '../bind/lookalikes.ts'
import { ignoredText } from '../bind/misleading.ts'
import { type Guess, guessKeyword, nameOf, nameSpans, secretPart } from '../bind/misspelling.ts'
import { processesOf } from '../bind/processes.ts'
import { blockName, type Home } from '../bind/scope.ts'
import { isUnknown, listed } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const unknownDirective: NodeRule = {
  kind: 'node',
  name: 'unknown-directive',
  severity: 'error',
  summary: 'A line begins with a word that keepalived does not know in that block.',
  why: 'keepalived compares the first word of a line with the keywords of the current block only, letter by letter, and ignores the line with an error (lib/parser.c:3182; silently before 1.2.20). Of an unknown block it drops the `{` alone: it reads the lines inside as lines of the block around it, whose end is then the `}` of the unknown block. Seen in issues #2235, #542, #535, #483 and #1148.',
  check: (node) =>
    node.bound.problems.flatMap((problem) => (problem.kind === 'unknown-keyword' ? lookAt(node, problem) : [])),
}

type UnknownKeyword = Extract<BindProblem, { readonly kind: 'unknown-keyword' }>

function lookAt(node: ClusterNode, problem: UnknownKeyword): Finding[] {
  const { keyword, table, statement } = problem
  const guess = guessKeyword(statement, table)
  if (isUnknown(keyword.text)) return []
  return [
    {
      message: `${complaint(problem, guess)}${effect(problem, guess)}${advice(problem, guess)}`,
      at: placeOf(problem, guess),
      nodes: [node.name],
      fixes: fixesFor(problem, guess),
      configTest: true,
    },
  ]
}

/** The word may itself be a password, on the line behind its keyword. */
function isHidden({ keyword, statement, table }: UnknownKeyword): boolean {
  return secretPart(statement, table) === keyword
}

/** What is wrong with the word, as the beginning of a sentence. */
function complaint(problem: UnknownKeyword, guess: Guess): string {
  const { blocks, statement } = problem
  if (isHidden(problem)) return `The first word of this line is no keyword ${blockName(blocks)}`
  const word = `\`${nameOf(statement)}\``
  const place = blockName(blocks)
  switch (guess.kind) {
    case 'comment':
      return `\`${guess.sign}\` does not begin a comment in keepalived.conf`
    case 'lookalike':
      return `${word} looks like \`${guess.text}\` but holds ${signName(guess.sign)}`
    case 'joined':
      return `\`${guess.keyword}\` and its value are one word here`
    case 'trailing-sign':
      return `The \`${guess.sign}\` behind \`${guess.keyword}\` belongs to the word`
    case 'misplaced':
      return `${word} belongs ${homeText(guess.homes, problem)}, not ${place}`
    case 'address':
      return `The address ${problem.keyword.text} stands directly ${place}`
    case 'second-condition':
      return `${word} is not at the beginning of its line, so that it is no condition`
    default:
      return `${word} is no keyword ${place}`
  }
}

/** What keepalived does because of it, to the end of the sentence. */
function effect({ blocks, statement }: UnknownKeyword, guess: Guess): string {
  const isComment = guess.kind === 'comment' && statement.block === undefined
  return isComment ? ', it is read as a directive.' : `: ${ignoredText(blocks, statement)}`
}

/** What to write instead, as a sentence of its own. */
function advice(problem: UnknownKeyword, guess: Guess): string {
  switch (guess.kind) {
    case 'comment':
      return ' Begin comments with `#`.'
    case 'lookalike':
      return ` Write \`${guess.text}\` in plain letters.`
    case 'joined':
      return ' Put a blank, and no other sign, between them.'
    case 'trailing-sign':
      return ` A line ends without any sign: write \`${guess.keyword}\`.`
    case 'renamed':
      return ` Write \`${guess.keyword}\` here.`
    case 'misspelt':
      // An include without a file is none.
      if (guess.keyword === problem.keyword.text) return ' Write the file behind it.'
      return ` Did you mean \`${guess.keyword}\`?`
    case 'misspelt-and-misplaced':
      return ` \`${guess.keyword}\`, if that is meant, belongs ${homeText(guess.homes, problem)}.`
    case 'address':
      return ' Put it into a block that lists addresses, such as `virtual_ipaddress`.'
    case 'second-condition':
      return ' A line can have one condition only.'
    default:
      return ''
  }
}

/** Where a keyword belongs: `in X`, `in X or Y`, ... Blocks of the same process come first. */
function homeText(homes: readonly Home[], { blocks }: UnknownKeyword): string {
  const own = processesOf(blocks[0] ?? '')
  const near = homes.filter((home) => processesOf(home.blocks[0] ?? '').some((process) => own.includes(process)))
  const names = [...new Set((near.length > 0 ? near : homes).map((home) => home.blocks.at(-1) ?? ''))]
  const inside = names.filter((name) => name !== '')
  const outside = names.length > inside.length ? ['outside of all blocks'] : []
  const shown =
    inside.length > 3
      ? `in ${inside.slice(0, 2).map(quoted).join(', ')} and ${inside.length - 2} other blocks`
      : `in ${listed(inside)}`
  return [...outside, ...(inside.length > 0 ? [shown] : [])].join(' or ')
}

function quoted(word: string): string {
  return `\`${word}\``
}

/** The keyword alone: what is joined to it may be a secret. */
function placeOf(problem: UnknownKeyword, guess: Guess): Origin {
  const { keyword, statement } = problem
  if (isHidden(problem)) return originOf(keyword.source, { start: keyword.start, end: keyword.start })
  const name = guess.kind === 'joined' ? joinedSpan(keyword, guess.keyword) : nameSpans(statement).name
  return originOf(keyword.source, name)
}

function joinedSpan(word: Word, keyword: string): Span {
  return { start: word.start, end: word.start + keyword.length }
}

function fixesFor({ keyword, statement }: UnknownKeyword, guess: Guess): Fix[] {
  const { source } = keyword
  const replaced = (span: Span, newText: string): Fix[] =>
    replacing(source, span, { title: `Replace with \`${newText.trim()}\``, safety: 'unsafe', newText })
  switch (guess.kind) {
    case 'comment':
      return commentFix(keyword, guess.sign, 'safe')
    case 'joined': {
      const { end } = joinedSpan(keyword, guess.keyword)
      const sign = { start: end, end: end + guess.sign.length }
      return replacing(source, sign, {
        title: `Put a blank behind \`${guess.keyword}\``,
        safety: 'unsafe',
        newText: ' ',
      })
    }
    case 'lookalike':
    case 'trailing-sign':
    case 'renamed':
    case 'misspelt': {
      const { name, sign } = nameSpans(statement)
      const word = guess.kind === 'lookalike' ? guess.text : guess.keyword
      const isJoined = sign.end > sign.start && guess.kind !== 'trailing-sign'
      return replaced({ start: name.start, end: sign.end }, isJoined ? `${word} ` : word)
    }
    default:
      return []
  }
}
