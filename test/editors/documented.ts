/** Settings as users copy them, read out of the pages in docs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const EDITORS = 'editors.md'

/** The block of a page that follows the mark `tested: name`. */
export function documented(name: string, page = EDITORS): string {
  const block = new RegExp(`^<!-- tested: ${name} -->\\n\\n\`\`\`\\w+\\n(.*?)^\`\`\`$`, 'ms').exec(textOf(page))
  if (block?.[1] === undefined) throw new Error(`docs/${page} has no settings that are marked as ${name}`)
  return block[1]
}

/** The names of all blocks of the page that are marked so. */
export function documentedNames(page = EDITORS): string[] {
  return [...textOf(page).matchAll(/^<!-- tested: (\S+) -->$/gm)].map(([, name = '']) => name)
}

function textOf(page: string): string {
  return readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8')
}
