/** Texts of others without what a terminal, a log or a page would take for more than letters. */

/** Control characters, halves of characters, and what hides text or turns its direction around. */
const HARMFUL = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u200B-\u200D\u2028\u2029\u2060\uFEFF\u{E0000}-\u{E007F}]/gu

/** A text on one line in which every harmful character is a blank. */
export function printable(text: string): string {
  return text.replace(HARMFUL, ' ')
}

/** The first harmful character of a text as people write it, like `U+001B`; `undefined` where there is none. */
export function harmfulIn(text: string): string | undefined {
  const found = text.match(HARMFUL)?.[0]?.codePointAt(0)
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`
}

/** Text in lines, with tabs, and nothing else that is harmful. Nor does any line order a CI system to do something. */
export function harmlessLines(text: string): string {
  return unorderly(text.replace(HARMFUL_IN_LINES, ' '))
}

/** The same, with the colours of kalint; whoever writes a file can at most colour its name. */
export function harmlessColouredLines(text: string): string {
  return unorderly(text.replace(HARMFUL_BESIDE_COLOURS, ' '))
}

const HARMFUL_IN_LINES =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Bidi_Control}\u200B-\u200D\u2028\u2029\u2060\uFEFF\u{E0000}-\u{E007F}]/gu

const HARMFUL_BESIDE_COLOURS =
  /(?![\n\t]|\u001B\[\d{1,2}m)[\p{Cc}\p{Cs}\p{Bidi_Control}\u200B-\u200D\u2028\u2029\u2060\uFEFF\u{E0000}-\u{E007F}]/gu

/** JSON in which what would be harmful to a terminal is escaped. Nothing of it changes its meaning. */
export function harmlessJson(json: string): string {
  return json
    .replace(HARMFUL_IN_JSON, (character) =>
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    )
    .replace(LOG_COMMAND, '#\\u0023')
}

const HARMFUL_IN_JSON = /[\u007F-\u009F\p{Bidi_Control}\u200B-\u200D\u2028\u2029\u2060\uFEFF\u{E0000}-\u{E007F}]/gu

/** What Azure Pipelines, TeamCity and older runners of GitHub obey wherever it stands in a line. */
const LOG_COMMAND = /##(?=\[|vso\[|teamcity\[)/g

/** What GitHub Actions obeys at the start of a line; addresses look otherwise. */
const WORKFLOW_COMMAND = /^([^\S\n\r\u2028\u2029]*):(?=:(?![\da-f]{1,4}(?:[:/\s]|$))[a-z])/gimu

function unorderly(text: string): string {
  return text.replace(LOG_COMMAND, '# #').replace(WORKFLOW_COMMAND, '$1: ')
}
