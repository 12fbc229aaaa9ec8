/** What stands in a text for something that only the running machine, or whoever renders a template, knows. */

/** Stands in a word whose value is not known. No check says anything about such a word. */
export const UNKNOWN_VALUE = '\uE000'

/** Follows it where the text must stay as long as it was written. */
export const FILLER = '_'

/** A text as people are shown it: `…` stands for what is not known. */
export function readable(text: string): string {
  return text.includes(UNKNOWN_VALUE) ? text.replace(UNKNOWN, '…') : text
}

const UNKNOWN = new RegExp(`(?:${UNKNOWN_VALUE}${FILLER}*)+`, 'g')
