/** Beginnings and ends of texts, found by looking at each character once: a regular expression would begin anew at each. */

/** A text without the characters at its end that are among `signs`. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text.charAt(end - 1))) end--
  return end === text.length ? text : text.slice(0, end)
}

/** What stands before the first `sign`; all of a text where there is none. */
export function upTo(text: string, sign: string): string {
  const at = text.indexOf(sign)
  return at === -1 ? text : text.slice(0, at)
}

/** The text without a `\` at its end and the blanks before that. */
export function withoutBackslash(text: string): string {
  return text.endsWith('\\') ? withoutEnd(text.slice(0, -1), ' \t') : text
}
