/** A page of the documentation for a person at a terminal: its Markdown without the marks that only a browser needs. */
import type { Paint } from './pretty.ts'
import { wrapped } from './wrapped.ts'

/** Columns; a paragraph goes on in the next line. */
const WIDTH = 100

/** Markdown as the pages of rules and directives use it: headings, fences, lists, paragraphs. */
export function renderExplanation(markdown: string, paint: Paint): string {
  const lines: string[] = []
  let fence: string | undefined
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1]
    if (fence === undefined && mark !== undefined) fence = mark
    else if (fence !== undefined && line === fence) fence = undefined
    else if (fence !== undefined) lines.push(line === '' ? '' : `    ${line}`)
    else if (!line.startsWith('<!--')) lines.push(...proseLines(line, paint))
  }
  return `${lines.join('\n').trim()}\n`
}

function proseLines(line: string, paint: Paint): string[] {
  const heading = /^#+ (.*)$/.exec(line)?.[1]
  if (heading !== undefined) return [paint.strong(heading)]
  const item = line.startsWith('- ')
  return wrapped(line, WIDTH, item ? '  ' : '').map((text) =>
    text.replace(/\*\*(.+?)\*\*/g, (_, strong: string) => paint.strong(strong)),
  )
}
