// Adds a row to one of the tables in bench/README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('README.md', import.meta.url))

/** The row becomes the last one of the table of dates under a heading. */
export function addRow(heading, cells) {
  const lines = readFileSync(page, 'utf8').split('\n')
  const start = lines.indexOf(heading)
  if (start === -1) throw new Error(`no heading ${heading} in bench/README.md`)
  const table = lines.findIndex((line, index) => index > start && line.startsWith('| date '))
  const end = lines.findIndex((line, index) => index > table && !line.startsWith('|'))
  lines.splice(end === -1 ? lines.length : end, 0, `| ${cells.join(' | ')} |`)
  writeFileSync(page, lines.join('\n'))
}
