/** HTML that is put together from trusted pieces and from text of which every character is shown as itself. */
import { remembered } from '../../text/remembered.ts'

/** Text that is HTML already. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | undefined | readonly (Markup | string)[]

/** A template of HTML: what is put in is text, unless it is markup itself. Blanks at line starts are left out. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = ''
  for (const [index, piece] of trimmed(pieces).entries()) markup += piece + rendered(parts[index])
  return { markup }
}

const trimmed = remembered((pieces: TemplateStringsArray) => pieces.map((piece) => piece.replace(/\n\s*/g, '\n')))

/** Markup from a constant of the program. */
export function trusted(markup: string): Markup {
  return { markup }
}

function rendered(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escaped(part)
  return 'markup' in part ? part.markup : part.map(rendered).join('')
}

/** Text for elements and quoted attributes: also no control characters, half characters, or turns of direction. */
function escaped(text: string): string {
  if (/^[\w .,:;()+/-]*$/.test(text)) return text
  return text
    .replace(/[\p{Cc}\p{Cs}\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Markup with something between each two. */
export function joined(parts: readonly (Markup | string)[], between: string): Markup {
  return { markup: parts.map(rendered).join(escaped(between)) }
}
