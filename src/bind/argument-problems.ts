/** Where a problem of the words of a line is shown, and whether it is one at all. */
import type { Statement } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'
import type { ArgumentProblem } from './match.ts'
import { isPlaceholder, isUnknown } from './values.ts'

/** What only the machine knows may be no word at all, or several: nobody can count them. */
export function isCertain({ kind }: ArgumentProblem, { args }: Statement): boolean {
  const isAboutCount = kind === 'missing-argument' || kind === 'surplus-words'
  return !isAboutCount || !args.some((word) => isUnknown(word.text) && !isPlaceholder(word.text))
}

export function placeOf(problem: ArgumentProblem, { keyword, args }: Statement): Origin {
  if (problem.kind === 'lacking-option') {
    const { word = keyword } = problem
    return originOf(word.source, word)
  }
  if ('word' in problem) return originOf(problem.word.source, problem.word)
  if (problem.kind === 'missing-argument') {
    const word = args.findLast((one) => one.text === problem.option) ?? keyword
    return originOf(word.source, word)
  }
  const [first] = problem.words
  const last = problem.words.at(-1)
  if (first === undefined || last === undefined) return originOf(keyword.source, keyword)
  return originOf(first.source, { start: first.start, end: last.end })
}
