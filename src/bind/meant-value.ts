/** Which value was probably meant by a word that is none. */
import type { Value } from '../../grammar/values.ts'
import { withoutEnd } from '../text/ends.ts'
import { plainSpelling } from './lookalikes.ts'
import { nearest } from './nearest.ts'
import { valueFault } from './values.ts'

/** What to write in place of a word; `undefined` where that is not clear. */
export function meantValue(value: Value, word: string, candidates: readonly string[]): string | undefined {
  const variants = [
    word.replace(/^'(.*)'$/, '$1'),
    word.replace(/^[=:]+/, ''),
    withoutEnd(word, ';,:'),
    plainSpelling(word)?.text ?? word,
    ...(value.kind === 'interface' ? [] : [word.toUpperCase(), word.toLowerCase()]),
    word.replace(/^(\d+),(\d+)$/, '$1.$2'),
    word.replace(/^(\d+(?:\.\d+)?)(?:s|sec|seconds)$/i, '$1'),
  ]
  const meant = variants.find((one) => one !== word && one !== '' && valueFault(value, one) === undefined)
  if (meant !== undefined) return meant
  const separated = /^([\d.]+):(\d+)$/.exec(word)
  if (value.kind === 'address' && separated !== null) return `${separated[1]} ${separated[2]}`
  if (value.kind === 'address' && candidates.length === 1) return candidates[0]
  const other = synonymsOf(word.toLowerCase()).find((one) => candidates.includes(one))
  return other ?? nearest(word, candidates)
}

function synonymsOf(word: string): readonly string[] {
  return (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined) ?? []
}

/** Words of other programs for a value. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  slave: ['BACKUP'],
  standby: ['BACKUP'],
  secondary: ['BACKUP'],
  passive: ['BACKUP'],
  primary: ['MASTER'],
  roundrobin: ['rr'],
  'round-robin': ['rr'],
  leastconn: ['lc'],
  active: ['MASTER'],
  enable: ['on'],
  enabled: ['on'],
  '1': ['on'],
  disable: ['off'],
  disabled: ['off'],
  '0': ['off'],
}
