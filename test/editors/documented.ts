/** Settings as users copy them, read out of docs/editors.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const page = readFileSync(join(import.meta.dirname, '../../docs/editors.md'), 'utf8')

/** The block of the page that follows the mark `tested: name`. */
export function documented(name: string): string {
  const block = new RegExp(`^<!-- tested: ${name} -->\\n\\n\`\`\`\\w+\\n(.*?)^\`\`\`$`, 'ms').exec(page)
  if (block?.[1] === undefined) throw new Error(`docs/editors.md has no settings that are marked as ${name}`)
  return block[1]
}

/** The names of all blocks of the page that are marked so. */
export function documentedNames(): string[] {
  return [...page.matchAll(/^<!-- tested: (\S+) -->$/gm)].map(([, name = '']) => name)
}
