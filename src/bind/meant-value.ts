/** Which value was probably meant by a word that is none. */
import type { Value } from '../../grammar/values.ts'
import { plainSpelling } from './lookalikes.ts'
import { nearest } from './nearest.ts'
import { valueFault } from './values.ts'

/** What to write in place of a word; `undefined` where that is not clear. */
export function meantValue(value: Value, word: string, candidates: readonly string[]): string | undefined {
  const variants = [
    word.replace(/^'(.*)'$/, '$1'),
    word.replace(/^[=:]+/, ''),
    word.replace(/[;,:]+$/, ''),
    plainSpelling(word)?.text ?? word,
    word.toUpperCase(),
    word.toLowerCase(),
    word.replace(/^(\d+),(\d+)$/, '$1.$2'),
    word.replace(/^(\d+(?:\.\d+)?)(?:s|sec|seconds)$/i, '$1'),
  ]
  const meant = variants.find((one) => one !== word && one !== '' && valueFault(value, one) === undefined)
  if (meant !== undefined) return meant
  const separated = /^([\d.]+):(\d+)$/.exec(word)
  if (value.kind === 'address' && separated !== null) return `${separated[1]} ${separated[2]}`
  return nearest(word, candidates)
}
