/** Letters and signs that look like those of a keyword and are none: Cyrillic and Greek letters, wide forms, invisible signs. */

/** What a word looks like, in plain letters, and the first sign that is not what it looks like. */
export interface PlainSpelling {
  readonly text: string
  readonly sign: string
}

/** The plain spelling of a word; `undefined` where every sign is what it looks like. */
export function plainSpelling(word: string): PlainSpelling | undefined {
  const sign = Array.from(word).find((one) => plainSign(one) !== one)
  return sign === undefined ? undefined : { text: Array.from(word, plainSign).join(''), sign }
}

/** What a sign is called in a message: its script where that helps, and its number. */
export function signName(sign: string): string {
  const number = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  if (/\p{Script=Cyrillic}/u.test(sign)) return `a Cyrillic letter (${number})`
  if (/\p{Script=Greek}/u.test(sign)) return `a Greek letter (${number})`
  if (/[\p{Zs}\p{Cf}]/u.test(sign)) return `an invisible sign (${number})`
  return `another sign (${number})`
}

function plainSign(sign: string): string {
  if (sign.charCodeAt(0) < 0x80) return sign
  const letter = letters.get(sign)
  if (letter !== undefined) return letter
  if (/\p{Zs}/u.test(sign)) return ' '
  if (/\p{Cf}/u.test(sign)) return ''
  if (/\p{Pd}/u.test(sign)) return '-'
  const wide = sign.normalize('NFKC')
  return /^[\x21-\x7e]+$/.test(wide) ? wide : sign
}

const CYRILLIC = 'аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅһԁԛԝ'
const CYRILLIC_AS = 'aABBeEkKmMHHoOpPcCTTyYxXiIjJsShdqw'
const GREEK = 'αΑΒΕεΗιΙκΚΜνΝοΟρΡτΤυΥΧ'
const GREEK_AS = 'aABEeHiIkKMvNoOpPtTuYX'

const letters = new Map(
  Array.from(CYRILLIC + GREEK, (sign, index): [string, string] => [sign, (CYRILLIC_AS + GREEK_AS)[index] ?? sign]),
)
